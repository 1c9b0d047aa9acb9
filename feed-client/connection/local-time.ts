// The feed client's own time: never goes back, does not follow a clock that is set, and counts the sleep that the server's time proves.
import type { Clock } from './clock.ts';

/** What the two clocks part by between two looks at them, milliseconds, is an adjustment; more is sleep or a clock that was set. */
const MOST_ADJUSTED_MS = 1_000;

export class LocalTime {
  readonly #clock: Clock;
  /** Local time less the monotonic clock. */
  #ahead: number;
  /** The system's clock less local time. */
  #offset = 0;
  /** Whether the system's clock has run ahead, and it isn't known why. */
  #parted = false;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#ahead = clock.now() - clock.monotonic();
  }

  /** Milliseconds; since 1970-01-01 UTC by the system's clock as it was when this began. */
  get now(): number {
    return this.#clock.monotonic() + this.#ahead;
  }

  /** What to add to a local time for the system's clock to have shown it. */
  get offset(): number {
    return this.#offset;
  }

  /**
   * Compares the clocks, to be called often. Returns whether the system's clock has just run ahead: the machine slept while the
   * monotonic clock stood still, or the clock was set, and the server's time has to say which. A clock that was set back was just set.
   */
  look(): boolean {
    const apart = this.#apart();
    const before = this.#parted;
    this.#parted = apart > MOST_ADJUSTED_MS;
    if (!this.#parted) this.#offset += apart;
    return this.#parted && !before;
  }

  /**
   * `passed`: by how much more than local time the server's time has gone on since it was last heard, milliseconds; undefined
   * where it was never heard. That much is sleep, up to what the clocks part by; the rest is a clock that was set.
   */
  settle(passed: number | undefined): void {
    if (!this.#parted) return;
    this.#parted = false;
    const apart = this.#apart();
    const slept = passed === undefined ? apart : Math.max(0, Math.min(passed, apart));
    // What was heard was some time on its way: what is nearly all is all.
    const counted = apart - slept <= MOST_ADJUSTED_MS ? apart : slept > MOST_ADJUSTED_MS ? slept : 0;
    this.#ahead += counted;
    this.#offset += apart - counted;
  }

  #apart(): number {
    return this.#clock.now() - this.now - this.#offset;
  }
}
