// The schedule of market time: where it should be at each clock time, at a speed that may change, and how much was given up.

/** Market milliseconds per millisecond, above 0, or as fast as the machine and its readers allow. */
export type Speed = number | 'max';

export class MarketSchedule {
  #speed: Speed;
  /** Market time is `market` at clock time `clock`. */
  #from: { readonly market: number; readonly clock: number };
  #givenUpMs = 0;

  constructor(speed: Speed, market: number, clock: number) {
    this.#speed = speed;
    this.#from = { market, clock };
  }

  get speed(): Speed {
    return this.#speed;
  }

  /** Market milliseconds that were due and were given up, since someone last set the speed or the time. */
  get givenUpMs(): number {
    return this.#givenUpMs;
  }

  /** Market time at clock time `now`; Infinity at full speed. */
  due(now: number): number {
    return this.#speed === 'max' ? Infinity : this.#from.market + (now - this.#from.clock) * this.#speed;
  }

  /** Sets market time to `market` at clock time `clock`. */
  runFrom(market: number, clock: number): void {
    this.#from = { market, clock };
  }

  /** Like `runFrom`, when the market is too far behind to catch up: gives up `ms`. */
  giveUp(ms: number, market: number, clock: number): void {
    this.#givenUpMs += ms;
    this.runFrom(market, clock);
  }

  /** Forgets what was given up, because someone has set the time or the speed. */
  forgive(): void {
    this.#givenUpMs = 0;
  }

  /** `market`: market time at clock time `now`. */
  setSpeed(speed: Speed, market: number, now: number): void {
    this.runFrom(this.#speed === 'max' ? market : this.due(now), now);
    this.#speed = speed;
    this.forgive();
  }

  /** Market milliseconds per millisecond so far, a whole number; 0 if no time has passed. */
  meanPace(market: number, now: number): number {
    const ms = now - this.#from.clock;
    return ms > 0 ? Math.round((market - this.#from.market) / ms) : 0;
  }
}
