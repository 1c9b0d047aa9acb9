// Where market time should be: it runs along a clock, at a speed that may change. What is given up stays counted.

/** Market milliseconds per millisecond, above 0, or as fast as machine and readers allow. */
export type Speed = number | 'max';

export class MarketSchedule {
  #speed: Speed;
  /** Market time `market` is that of clock time `clock`. */
  #from: { readonly market: number; readonly clock: number };
  #givenUpMs = 0;

  constructor(speed: Speed, market: number, clock: number) {
    this.#speed = speed;
    this.#from = { market, clock };
  }

  get speed(): Speed {
    return this.#speed;
  }

  /** Market milliseconds that were due and that nobody will make up for, since the speed or the time was last set by hand. */
  get givenUpMs(): number {
    return this.#givenUpMs;
  }

  /** Market time at clock time `now`; at full speed Infinity. */
  due(now: number): number {
    return this.#speed === 'max' ? Infinity : this.#from.market + (now - this.#from.clock) * this.#speed;
  }

  /** Market time runs from `market`, which is that of clock time `clock`. */
  runFrom(market: number, clock: number): void {
    this.#from = { market, clock };
  }

  /** As `runFrom`, because the schedule is ahead by more than anybody makes up for. */
  giveUp(ms: number, market: number, clock: number): void {
    this.#givenUpMs += ms;
    this.runFrom(market, clock);
  }

  /** Somebody has set what counts from here on. */
  forgive(): void {
    this.#givenUpMs = 0;
  }

  /** `market`: where market time is. */
  setSpeed(speed: Speed, market: number, now: number): void {
    this.runFrom(this.#speed === 'max' ? market : this.due(now), now);
    this.#speed = speed;
    this.forgive();
  }

  /** Market milliseconds per millisecond up to now, a whole number; 0 where nothing has passed. */
  meanPace(market: number, now: number): number {
    const ms = now - this.#from.clock;
    return ms > 0 ? Math.round((market - this.#from.market) / ms) : 0;
  }
}
