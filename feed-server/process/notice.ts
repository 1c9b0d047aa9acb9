// Reports an event that may occur thousands of times a second: the first at once, then how many, at most once a minute.
import type { Clock } from '../time/clock.ts';

const MIN_INTERVAL_MS = 60_000;

export class RateLimitedNotice {
  readonly #clock: Clock;
  readonly #notify: (count: number) => void;
  #count = 0;
  #isPaused = false;

  /** `notify` gets the number of occurrences since the last call. */
  constructor(clock: Clock, notify: (count: number) => void) {
    this.#clock = clock;
    this.#notify = notify;
  }

  add(count: number): void {
    this.#count += count;
    if (!this.#isPaused) this.#report();
  }

  #report(): void {
    this.#isPaused = this.#count > 0;
    if (!this.#isPaused) return;
    this.#notify(this.#count);
    this.#count = 0;
    this.#clock.after(MIN_INTERVAL_MS, () => this.#report());
  }
}
