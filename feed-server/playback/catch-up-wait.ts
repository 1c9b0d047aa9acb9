// Decides how long playback waits for slow readers.
import type { Clock } from '../time/clock.ts';

/** Playback stops waiting once readers have made no progress for this long. */
const MAX_STALL_MS = 1_000;

export class CatchUpWait {
  readonly #clock: Clock;
  readonly #backlog: () => number;
  /** The smallest backlog since the wait began, and the clock time at which it was reached. */
  #smallestBacklog: { readonly ticks: number; readonly at: number } | undefined;

  /** `backlog`: ticks that the reader furthest behind has yet to receive. */
  constructor(clock: Clock, backlog: () => number) {
    this.#clock = clock;
    this.#backlog = backlog;
  }

  /** Whether to wait: a reader is more than `ticks` behind, and has made progress within the last second. */
  shouldWait(ticks: number): boolean {
    const behind = this.#backlog();
    if (behind <= ticks) {
      this.#smallestBacklog = undefined;
      return false;
    }
    const now = this.#clock.now();
    if (!this.#smallestBacklog || behind < this.#smallestBacklog.ticks)
      this.#smallestBacklog = { ticks: behind, at: now };
    return now - this.#smallestBacklog.at < MAX_STALL_MS;
  }
}
