// Load shedding: lengthens all intervals while there is not enough time to keep them.

/** Intervals grow above this share of time spent serving, and shrink again below the other. */
const MAX_SHARE = 0.5;
const LOW_SHARE = 0.35;
/** Intervals also grow if even the latest of what is due is served this late, and shrink only below the other; milliseconds. */
const MAX_LATE_MS = 20;
const LOW_LATE_MS = 10;
/** How often this is judged, milliseconds. */
const WINDOW_MS = 200;
const GROWTH = 1.5;
const MAX_BACKOFF_FACTOR = 40;

/**
 * A server with more batches due than it can write serves nobody well: by the end of each round the next one is due. A batch of
 * twice as many ticks costs hardly more, so longer intervals help. They also help if something else delays what is due, such as
 * thousands of clients that connect at once.
 */
export class LoadShedder {
  /** Intervals are multiplied by this: 1 to MAX_BACKOFF_FACTOR. */
  backoffFactor = 1;
  #since: number;
  #servingMs = 0;
  /** The least lateness of what was due; undefined if nothing was. */
  #late: number | undefined;

  /** `now`: clock time, milliseconds. */
  constructor(now: number) {
    this.#since = now;
  }

  /** The time from `from` to `to` was spent serving. `late`: milliseconds since the latest of it was due. */
  note(from: number, to: number, late?: number): void {
    this.#servingMs += to - from;
    if (late !== undefined) this.#late = Math.min(this.#late ?? Infinity, late);
    const elapsed = to - this.#since;
    if (elapsed < WINDOW_MS) return;
    const share = this.#servingMs / elapsed;
    const leastLate = this.#late ?? 0;
    if (share > MAX_SHARE || leastLate > MAX_LATE_MS)
      this.backoffFactor = Math.min(MAX_BACKOFF_FACTOR, this.backoffFactor * GROWTH);
    // Once for every window that has passed: after a quiet time intervals are normal again.
    else if (share < LOW_SHARE && leastLate < LOW_LATE_MS)
      this.backoffFactor = Math.max(1, this.backoffFactor * GROWTH ** -(elapsed / WINDOW_MS));
    this.#since = to;
    this.#servingMs = 0;
    this.#late = undefined;
  }
}
