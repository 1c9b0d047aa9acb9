// The client's local time: never goes back, ignores changes to the system clock, and counts sleep that the server's time confirms.
import type { Clock } from './clock.ts';

/** A divergence of the clocks up to this is an adjustment; a larger one means that the machine slept or its clock was set. Milliseconds. */
const MAX_ADJUSTMENT_MS = 1_000;

export class LocalTime {
  readonly #clock: Clock;
  /** Local time minus the time of the monotonic clock, milliseconds. */
  #monotonicOffset: number;
  /** The time of the system clock minus local time, milliseconds. */
  #systemOffset = 0;
  /** Whether the system clock has jumped ahead for a reason that is still unknown. */
  #jumped = false;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#monotonicOffset = clock.now() - clock.monotonic();
  }

  /** Milliseconds since 1970-01-01 UTC, by the system clock as it was at the start. */
  get now(): number {
    return this.#clock.monotonic() + this.#monotonicOffset;
  }

  /** Add this to a local time to get the time of the system clock. Milliseconds. */
  get offset(): number {
    return this.#systemOffset;
  }

  /**
   * Compares the clocks; call it often. Returns whether the system clock has just jumped ahead: either the machine slept while
   * the monotonic clock stopped, or the clock was set. Only the server's time can tell. A system clock that goes back was set.
   */
  detectJump(): boolean {
    const divergence = this.#divergence();
    const hadJumped = this.#jumped;
    this.#jumped = divergence > MAX_ADJUSTMENT_MS;
    if (!this.#jumped) this.#systemOffset += divergence;
    return this.#jumped && !hadJumped;
  }

  /**
   * Explains a jump. `serverAheadMs`: by how much the server's time has advanced more than local time since the last message;
   * undefined before the first. The machine slept for at most that long; the rest of the jump is a clock that was set.
   */
  resolveJump(serverAheadMs: number | undefined): void {
    if (!this.#jumped) return;
    this.#jumped = false;
    const divergence = this.#divergence();
    const sleptMs = serverAheadMs === undefined ? divergence : Math.max(0, Math.min(serverAheadMs, divergence));
    // The message took some time, so sleep that covers nearly all of the jump counts as all of it.
    const countedMs =
      divergence - sleptMs <= MAX_ADJUSTMENT_MS ? divergence : sleptMs > MAX_ADJUSTMENT_MS ? sleptMs : 0;
    this.#monotonicOffset += countedMs;
    this.#systemOffset += divergence - countedMs;
  }

  #divergence(): number {
    return this.#clock.now() - this.now - this.#systemOffset;
  }
}

/** The shortest interval between checks of the clocks. */
const MIN_CLOCK_CHECK_MS = 250;
/** A shorter pause is never taken for sleep. */
const MIN_SLEEP_MS = 1_000;

/** The interval between checks of the clocks: a heartbeat, if that is not too short. */
export function clockCheckMs(heartbeatMs: number): number {
  return Math.max(MIN_CLOCK_CHECK_MS, heartbeatMs);
}

/** Detects that nothing ran for a long time: the machine slept while the monotonic clock went on, or the page was frozen. */
export class SleepDetector {
  #lastRanAt: number | undefined;

  /**
   * Call it often, with the monotonic clock's time. Returns whether the last call was more than `maxSilenceMs` ago, the
   * longest silence after which a link is still trusted.
   */
  detectSleep(now: number, maxSilenceMs: number): boolean {
    const before = this.#lastRanAt ?? now;
    this.#lastRanAt = now;
    return now - before > Math.max(MIN_SLEEP_MS, maxSilenceMs);
  }
}
