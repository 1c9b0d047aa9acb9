// How long readers are waited for who are behind.
import type { Clock } from '../time/clock.ts';

/** Milliseconds that a reader may take to come on at all; one that does not is not worth the others' time. */
const LIMIT_MS = 1_000;

export class CatchUpWait {
  readonly #clock: Clock;
  readonly #backlog: () => number;
  /** The least they were behind since they have been waited for, and since when. */
  #best: { readonly ticks: number; readonly at: number } | undefined;

  /** `backlog`: how many ticks the one furthest behind has yet to get. */
  constructor(clock: Clock, backlog: () => number) {
    this.#clock = clock;
    this.#backlog = backlog;
  }

  /** Whether to wait: somebody is more than `ticks` behind, and has come on within the last second. */
  waits(ticks: number): boolean {
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
