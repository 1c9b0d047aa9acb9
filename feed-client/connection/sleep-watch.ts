// Notices that nothing ran for long, as while a machine sleeps whose monotonic clock goes on, or a page that is frozen.
import { STALE_AFTER_HEARTBEATS } from '../machine/phases.ts';

/** Who looks at the clock at least so often, milliseconds, or once a heartbeat where that is longer, is not taken for asleep. */
const LOOK_EVERY_MS = 250;
const LEAST_SLEEP_MS = 1_000;

export function lookEveryMs(heartbeatMs: number): number {
  return Math.max(LOOK_EVERY_MS, heartbeatMs);
}

export class SleepWatch {
  #ranAt: number | undefined;

  /** Says that something runs at `now`, monotonic clock. Returns whether nothing did for longer than a link may be silent. */
  slept(now: number, heartbeatMs: number): boolean {
    const before = this.#ranAt ?? now;
    this.#ranAt = now;
    return now - before > Math.max(LEAST_SLEEP_MS, STALE_AFTER_HEARTBEATS * heartbeatMs);
  }
}
