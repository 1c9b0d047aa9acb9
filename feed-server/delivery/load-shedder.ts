// Load shedding: lengthens all intervals while there is not enough time to keep them.

/** Intervals grow if a larger share of the time than MAX_SHARE is spent serving, and shrink again below MIN_SHARE. */
const MAX_SHARE = 0.5;
const MIN_SHARE = 0.35;
/** Intervals also grow if even the lane that became due last is served later than MAX_LATE_MS, and shrink only below MIN_LATE_MS. */
const MAX_LATE_MS = 20;
const MIN_LATE_MS = 10;
/** How often intervals may change, milliseconds. */
const WINDOW_MS = 200;
/** The backoff factor changes by this factor at a time. */
const GROWTH_FACTOR = 1.5;
const MAX_BACKOFF_FACTOR = 40;

/**
 * A server with more batches due than it can write serves nobody well: by the end of each round the next one is due. A batch of
 * twice as many ticks costs hardly more, so longer intervals help. They also help if something else delays what is due, such as
 * thousands of clients that connect at once.
 */
export class LoadShedder {
  /** Intervals are multiplied by this: 1 to MAX_BACKOFF_FACTOR. */
  backoffFactor = 1;
  #windowStart: number;
  #servingMs = 0;
  /** The shortest delay of a lane that was due in this window; undefined if none was due. */
  #leastLateMs: number | undefined;

  /** `now`: clock time, milliseconds. */
  constructor(now: number) {
    this.#windowStart = now;
  }

  /** The time from `from` to `to` was spent serving. `lateMs`: how late the lane was served that became due last. */
  recordServing(from: number, to: number, lateMs?: number): void {
    this.#servingMs += to - from;
    if (lateMs !== undefined) this.#leastLateMs = Math.min(this.#leastLateMs ?? Infinity, lateMs);
    const elapsed = to - this.#windowStart;
    if (elapsed < WINDOW_MS) return;
    const share = this.#servingMs / elapsed;
    const leastLateMs = this.#leastLateMs ?? 0;
    if (share > MAX_SHARE || leastLateMs > MAX_LATE_MS)
      this.backoffFactor = Math.min(MAX_BACKOFF_FACTOR, this.backoffFactor * GROWTH_FACTOR);
    // Shrinks once for every window that has passed, so that intervals are normal again after a quiet period.
    else if (share < MIN_SHARE && leastLateMs < MIN_LATE_MS)
      this.backoffFactor = Math.max(1, this.backoffFactor * GROWTH_FACTOR ** -(elapsed / WINDOW_MS));
    this.#windowStart = to;
    this.#servingMs = 0;
    this.#leastLateMs = undefined;
  }
}
