// Decides how long playback waits for slow readers.
import type { Clock } from '../time/clock.ts';

/** Playback stops waiting for a reader that makes no progress for this long, milliseconds. */
const LIMIT_MS = 1_000;

export class CatchUpWait {
  readonly #clock: Clock;
  readonly #backlog: () => number;
  /** The smallest backlog since the wait began, and its clock time. */
  #best: { readonly ticks: number; readonly at: number } | undefined;

  /** `backlog`: ticks that the reader furthest behind has yet to receive. */
  constructor(clock: Clock, backlog: () => number) {
    this.#clock = clock;
    this.#backlog = backlog;
  }

  /** Whether to wait: a reader is more than `ticks` behind, and has made progress within the last second. */
  shouldWait(ticks: number): boolean {
    const behind = this.#backlog();
    if (behind <= ticks) {
      this.#best = undefined;
      return false;
    }
    const now = this.#clock.now();
    if (!this.#best || behind < this.#best.ticks) this.#best = { ticks: behind, at: now };
    return now - this.#best.at < LIMIT_MS;
  }
}
