// The schedule of market time: where it should be at each clock time, at a speed that may change, and how much of it was skipped.

/** Market milliseconds per millisecond, above 0, or as fast as the machine and its readers allow. */
export type Speed = number | 'max';

export class MarketSchedule {
  #speed: Speed;
  /** Market time is `market` at clock time `clock`. */
  #from: { readonly market: number; readonly clock: number };
  #skippedMs = 0;

  constructor(speed: Speed, market: number, clock: number) {
    this.#speed = speed;
    this.#from = { market, clock };
  }

  get speed(): Speed {
    return this.#speed;
  }

  /** Market milliseconds that were due but skipped, since the speed or the time was last set. */
  get skippedMs(): number {
    return this.#skippedMs;
  }

  /** Market time at clock time `now`; Infinity at full speed. */
  due(now: number): number {
    return this.#speed === 'max' ? Infinity : this.#from.market + (now - this.#from.clock) * this.#speed;
  }

  /** Sets market time to `market` at clock time `clock`. */
  runFrom(market: number, clock: number): void {
    this.#from = { market, clock };
  }

  /** Like `runFrom`, for a market that is too far behind to catch up. Skips `ms` of the schedule. */
  skip(ms: number, market: number, clock: number): void {
    this.#skippedMs += ms;
    this.runFrom(market, clock);
  }

  /** Call when the time or the speed has been set. */
  resetSkipped(): void {
    this.#skippedMs = 0;
  }

  /** `market`: market time at clock time `now`. */
  setSpeed(speed: Speed, market: number, now: number): void {
    this.runFrom(this.#speed === 'max' ? market : this.due(now), now);
    this.#speed = speed;
    this.resetSkipped();
  }

  /** Market milliseconds per millisecond so far, a whole number; 0 if no time has passed. */
  meanPace(market: number, now: number): number {
    const ms = now - this.#from.clock;
    return ms > 0 ? Math.round((market - this.#from.market) / ms) : 0;
  }
}
