// The system clock, made steady: never goes back, counts time while the machine sleeps, and ignores changes to the wall clock.
import { uptime } from 'node:os';
import type { Clock } from './clock.ts';

/** Smaller differences between the clocks are ignored, milliseconds. The time since boot may have a resolution of seconds. */
const JUMP_MS = 1_000;
const UPTIME_ERROR_MS = 2_000;

/**
 * Combines three clocks, all in milliseconds. `wall`: since 1970-01-01 UTC, may be set. `monotonic`: since an arbitrary moment, never
 * goes back, and stops during sleep on some systems. `sinceBoot`: counts sleep on every system, perhaps in whole seconds.
 */
export function steadyTime(wall: () => number, monotonic: () => number, sinceBoot: () => number): () => number {
  let offset = wall() - monotonic();
  /** How far the wall clock has been set in total. */
  let wallSetBy = 0;
  let bootOffset = sinceBoot() - monotonic();
  return () => {
    const steady = offset + monotonic();
    const ahead = wall() - wallSetBy - steady;
    if (Math.abs(ahead) <= JUMP_MS) return steady;
    const stoppedMs = sinceBoot() - monotonic() - bootOffset;
    // If both clocks agree, the machine slept. The wall clock is more precise.
    const sleptMs =
      ahead > 0 && stoppedMs > ahead / 2 && stoppedMs > ahead - UPTIME_ERROR_MS
        ? ahead
        : Math.max(0, stoppedMs - UPTIME_ERROR_MS);
    bootOffset += stoppedMs;
    offset += sleptMs;
    wallSetBy += ahead - sleptMs;
    return steady + sleptMs;
  };
}

export const systemClock: Clock = {
  now: steadyTime(
    () => Date.now(),
    () => performance.now(),
    () => uptime() * 1_000,
  ),
  after(ms, task) {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};
