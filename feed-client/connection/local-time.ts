// The client's own time: never goes back, ignores changes of the system clock, and counts sleep that the server's time confirms.
import type { Clock } from './clock.ts';

/** Clocks that diverge by up to this were adjusted; by more, the machine slept or its clock was set. Milliseconds. */
const MAX_ADJUSTED_MS = 1_000;

export class LocalTime {
  readonly #clock: Clock;
  /** Local time minus the monotonic clock. */
  #ahead: number;
  /** The system clock minus local time. */
  #offset = 0;
  /** Whether the system clock has jumped ahead for a reason not known yet. */
  #jumped = false;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#ahead = clock.now() - clock.monotonic();
  }

  /** Milliseconds since 1970-01-01 UTC, by the system clock as it was at the start. */
  get now(): number {
    return this.#clock.monotonic() + this.#ahead;
  }

  /** Add this to a local time to get what the system clock showed. Milliseconds. */
  get offset(): number {
    return this.#offset;
  }

  /**
   * Compares the clocks; call it often. Returns whether the system clock has just jumped ahead: either the machine slept while
   * the monotonic clock stood still, or the clock was set, and only the server's time can tell. One that goes back was set.
   */
  look(): boolean {
    const divergence = this.#divergence();
    const before = this.#jumped;
    this.#jumped = divergence > MAX_ADJUSTED_MS;
    if (!this.#jumped) this.#offset += divergence;
    return this.#jumped && !before;
  }

  /**
   * Explains a jump. `passed`: by how much more than local time the server's time has advanced since it was last received,
   * milliseconds; undefined if it never was. The machine slept for that long at most; the rest is a clock that was set.
   */
  settle(passed: number | undefined): void {
    if (!this.#jumped) return;
    this.#jumped = false;
    const divergence = this.#divergence();
    const slept = passed === undefined ? divergence : Math.max(0, Math.min(passed, divergence));
    // The message took some time: nearly all of the jump counts as all of it.
    const counted = divergence - slept <= MAX_ADJUSTED_MS ? divergence : slept > MAX_ADJUSTED_MS ? slept : 0;
    this.#ahead += counted;
    this.#offset += divergence - counted;
  }

  #divergence(): number {
    return this.#clock.now() - this.now - this.#offset;
  }
}

/** A program that runs at least this often, milliseconds, or once a heartbeat if that is longer, is not asleep. */
const LOOK_EVERY_MS = 250;
const MIN_SLEEP_MS = 1_000;

export function lookEveryMs(heartbeatMs: number): number {
  return Math.max(LOOK_EVERY_MS, heartbeatMs);
}

/** Notices that nothing ran for long: a sleep during which the monotonic clock went on, or a page that was frozen. */
export class SleepWatch {
  #ranAt: number | undefined;

  /**
   * Says that something runs at `now`, monotonic clock. Returns whether nothing did for longer than `silenceMs`, the longest
   * silence of a link that is believed.
   */
  slept(now: number, silenceMs: number): boolean {
    const before = this.#ranAt ?? now;
    this.#ranAt = now;
    return now - before > Math.max(MIN_SLEEP_MS, silenceMs);
  }
}
