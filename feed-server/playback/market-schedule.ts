// The schedule of market time: where it should be at each clock time, and how much of it was skipped. The speed may change.

/** Market milliseconds per millisecond, above 0, or as fast as the machine and its readers allow. */
export type Speed = number | 'max';

export class MarketSchedule {
  #speed: Speed;
  /** Market time is `market` at clock time `clock`. */
  #origin: { readonly market: number; readonly clock: number };
  #skippedMs = 0;

  constructor(speed: Speed, market: number, clock: number) {
    this.#speed = speed;
    this.#origin = { market, clock };
  }

  get speed(): Speed {
    return this.#speed;
  }

  /** Market milliseconds skipped since `resetSkipped`. */
  get skippedMs(): number {
    return this.#skippedMs;
  }

  /** Market time at clock time `now`; Infinity at full speed. */
  due(now: number): number {
    return this.#speed === 'max' ? Infinity : this.#origin.market + (now - this.#origin.clock) * this.#speed;
  }

  /** Sets market time to `market` at clock time `clock`. */
  runFrom(market: number, clock: number): void {
    this.#origin = { market, clock };
  }

  /** Like `runFrom`, for a market that is too far behind to catch up. Skips `ms` of the schedule. */
  skip(ms: number, market: number, clock: number): void {
    this.#skippedMs += ms;
    this.runFrom(market, clock);
  }

  /** Call when a control of playback interrupts the schedule. */
  resetSkipped(): void {
    this.#skippedMs = 0;
  }

  /** `market`: market time at clock time `now`. */
  setSpeed(speed: Speed, market: number, now: number): void {
    this.runFrom(this.#speed === 'max' ? market : this.due(now), now);
    this.#speed = speed;
    this.resetSkipped();
  }

  /** Mean market milliseconds per millisecond since the last `runFrom`, a whole number; 0 if no time has passed. */
  meanPace(market: number, now: number): number {
    const ms = now - this.#origin.clock;
    return ms > 0 ? Math.round((market - this.#origin.market) / ms) : 0;
  }
}
