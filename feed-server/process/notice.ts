// A notice about something that may happen thousands of times a second: given at once, then at most once a minute.
import type { Clock } from '../time/clock.ts';

const PAUSE_MS = 60_000;

export class Notice {
  readonly #clock: Clock;
  readonly #notify: (count: number) => void;
  #count = 0;
  #isQuiet = false;

  /** `notify`: gets how often it has happened since the last call. */
  constructor(clock: Clock, notify: (count: number) => void) {
    this.#clock = clock;
    this.#notify = notify;
  }

  happened(count: number): void {
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
