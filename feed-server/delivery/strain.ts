// How far intervals are stretched while there is not time enough to keep them.

/** Shares of time spent serving above which intervals grow, and below which they shrink again. */
const MOST_SHARE = 0.5;
const LEAST_SHARE = 0.35;
/** Milliseconds by which what is due is served late, at the least, where intervals grow, and where they may shrink again. */
const MOST_LATE_MS = 20;
const LEAST_LATE_MS = 10;
/** Looked at so often, milliseconds. */
const WINDOW_MS = 200;
const GROWTH = 1.5;
const MOST_STRETCH = 40;

/**
 * A server that owes more batches than it can write answers nobody: each loop serves all that are due, and the next is due by
 * then. Where that is so everybody's interval grows, since one batch of twice as many ticks costs hardly more than one. So it
 * does where other things keep it from what is due, such as thousands that connect at once.
 */
export class Strain {
  /** What intervals are multiplied by, 1 to MOST_STRETCH. */
  stretch = 1;
  #since: number;
  #servingMs = 0;
  /** By how much what was due was late, at the least; 0 where nothing was due. */
  #late: number | undefined;

  /** `now`: clock time, milliseconds. */
  constructor(now: number) {
    this.#since = now;
  }

  /** The time from `from` to `to`, clock time in milliseconds, was spent serving; `late`: milliseconds since the latest of it was due. */
  note(from: number, to: number, late?: number): void {
    this.#servingMs += to - from;
    if (late !== undefined) this.#late = Math.min(this.#late ?? Infinity, late);
    const elapsed = to - this.#since;
    if (elapsed < WINDOW_MS) return;
    const share = this.#servingMs / elapsed;
    const leastLate = this.#late ?? 0;
    if (share > MOST_SHARE || leastLate > MOST_LATE_MS) this.stretch = Math.min(MOST_STRETCH, this.stretch * GROWTH);
    // Once for every window: after quiet nothing is left of it.
    else if (share < LEAST_SHARE && leastLate < LEAST_LATE_MS)
      this.stretch = Math.max(1, this.stretch * GROWTH ** -(elapsed / WINDOW_MS));
    this.#since = to;
    this.#servingMs = 0;
    this.#late = undefined;
  }
}
