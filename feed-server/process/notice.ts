// Reports something that may happen thousands of times a second: at once, then at most once a minute.
import type { Clock } from '../time/clock.ts';

const PAUSE_MS = 60_000;

export class RateLimitedNotice {
  readonly #clock: Clock;
  readonly #notify: (count: number) => void;
  #count = 0;
  #isQuiet = false;

  /** `notify` gets the number of occurrences since the last call. */
  constructor(clock: Clock, notify: (count: number) => void) {
    this.#clock = clock;
    this.#notify = notify;
  }

  add(count: number): void {
    this.#count += count;
    if (!this.#isQuiet) this.#report();
  }

  #report(): void {
    this.#isQuiet = this.#count > 0;
    if (!this.#isQuiet) return;
    this.#notify(this.#count);
    this.#count = 0;
    this.#clock.after(PAUSE_MS, () => this.#report());
  }
}
