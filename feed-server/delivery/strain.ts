// How far intervals are stretched while serving takes most of the time that there is.

/** Shares of time spent serving above which intervals grow, and below which they shrink again. */
const MOST_SHARE = 0.7;
const LEAST_SHARE = 0.5;
/** Looked at so often, milliseconds. */
const WINDOW_MS = 200;
const GROWTH = 1.3;
const MOST_STRETCH = 40;

/**
 * A server that owes more batches than it can write answers nobody: each loop serves all that are due, and the next is due by
 * then. Where that is so everybody's interval grows, since one batch of twice as many ticks costs hardly more than one.
 */
export class Strain {
  /** What intervals are multiplied by, 1 to MOST_STRETCH. */
  stretch = 1;
  #since: number;
  #servingMs = 0;

  /** `now`: clock time, milliseconds. */
  constructor(now: number) {
    this.#since = now;
  }

  /** The time from `from` to `to`, clock time in milliseconds, was spent serving. */
  note(from: number, to: number): void {
    this.#servingMs += to - from;
    const elapsed = to - this.#since;
    if (elapsed < WINDOW_MS) return;
    const share = this.#servingMs / elapsed;
    if (share > MOST_SHARE) this.stretch = Math.min(MOST_STRETCH, this.stretch * GROWTH);
    // Once for every window: after quiet nothing is left of it.
    else if (share < LEAST_SHARE) this.stretch = Math.max(1, this.stretch * GROWTH ** -(elapsed / WINDOW_MS));
    this.#since = to;
    this.#servingMs = 0;
  }
}
