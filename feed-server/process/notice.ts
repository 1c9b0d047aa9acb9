// A message about something that may happen thousands of times a second: said at once, then at most once a minute.
import type { Clock } from '../time/clock.ts';

const PAUSE_MS = 60_000;

export class Notice {
  readonly #clock: Clock;
  readonly #say: (count: number) => void;
  #count = 0;
  #isQuiet = false;

  /** `say`: gets how often it has happened since the last call. */
  constructor(clock: Clock, say: (count: number) => void) {
    this.#clock = clock;
    this.#say = say;
  }

  happened(count: number): void {
    this.#count += count;
    if (!this.#isQuiet) this.#tell();
  }

  #tell(): void {
    this.#isQuiet = this.#count > 0;
    if (!this.#isQuiet) return;
    this.#say(this.#count);
    this.#count = 0;
    this.#clock.after(PAUSE_MS, () => this.#tell());
  }
}
