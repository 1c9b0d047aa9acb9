// The client's local time: never goes back, ignores changes to the system clock, and counts sleep that the server's time confirms.
import type { Clock } from './clock.ts';

/** A divergence of the clocks up to this is an adjustment; a larger one means that the machine slept or its clock was set. Milliseconds. */
const MAX_ADJUSTED_MS = 1_000;

export class LocalTime {
  readonly #clock: Clock;
  /** Local time minus the monotonic clock. */
  #ahead: number;
  /** The system clock minus local time. */
  #offset = 0;
  /** Whether the system clock has jumped ahead for a reason that is still unknown. */
  #jumped = false;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#ahead = clock.now() - clock.monotonic();
  }

  /** Milliseconds since 1970-01-01 UTC, by the system clock as it was at the start. */
  get now(): number {
    return this.#clock.monotonic() + this.#ahead;
  }

  /** Add this to a local time to get the time of the system clock. Milliseconds. */
  get offset(): number {
    return this.#offset;
  }

  /**
   * Compares the clocks; call it often. Returns whether the system clock has just jumped ahead: either the machine slept while
   * the monotonic clock stopped, or the clock was set. Only the server's time can tell. A clock that goes back was set.
   */
  detectJump(): boolean {
    const divergence = this.#divergence();
    const before = this.#jumped;
    this.#jumped = divergence > MAX_ADJUSTED_MS;
    if (!this.#jumped) this.#offset += divergence;
    return this.#jumped && !before;
  }

  /**
   * Explains a jump. `elapsed`: how much more than local time the server's time has advanced since the last message, milliseconds;
   * undefined before the first. The machine slept for at most that long; the rest of the jump is a clock that was set.
   */
  resolveJump(elapsed: number | undefined): void {
    if (!this.#jumped) return;
    this.#jumped = false;
    const divergence = this.#divergence();
    const slept = elapsed === undefined ? divergence : Math.max(0, Math.min(elapsed, divergence));
    // The message took some time, so sleep that covers nearly all of the jump counts as all of it.
    const counted = divergence - slept <= MAX_ADJUSTED_MS ? divergence : slept > MAX_ADJUSTED_MS ? slept : 0;
    this.#ahead += counted;
    this.#offset += divergence - counted;
  }

  #divergence(): number {
    return this.#clock.now() - this.now - this.#offset;
  }
}

/** The clocks are checked this often, milliseconds, or once a heartbeat if that is longer. */
const CLOCK_CHECK_MS = 250;
const MIN_SLEEP_MS = 1_000;

export function clockCheckMs(heartbeatMs: number): number {
  return Math.max(CLOCK_CHECK_MS, heartbeatMs);
}

/** Detects that nothing ran for a long time: the machine slept while the monotonic clock went on, or the page was frozen. */
export class SleepDetector {
  #lastRanAt: number | undefined;

  /**
   * Call it often, with the monotonic clock's time. Returns whether the last call was more than `silenceMs` ago, the longest
   * silence of a link that is trusted.
   */
  hasSlept(now: number, silenceMs: number): boolean {
    const before = this.#lastRanAt ?? now;
    this.#lastRanAt = now;
    return now - before > Math.max(MIN_SLEEP_MS, silenceMs);
  }
}
