// The system clock, made steady: never goes back, counts time while the machine sleeps, and ignores changes to the wall clock.
import { uptime } from 'node:os';
import type { Clock } from './clock.ts';

/** Smaller differences between the clocks are ignored. */
const MIN_JUMP_MS = 1_000;
/** The error of time spans since boot, whose resolution may be seconds. */
const MAX_BOOT_ERROR_MS = 2_000;

/**
 * Combines three clocks, all in milliseconds. `wall`: since 1970-01-01 UTC, may be set. `monotonic`: since an arbitrary moment, never
 * goes back, and stops during sleep on some systems. `sinceBoot`: counts sleep on every system, perhaps in whole seconds.
 */
export function steadyTime(wall: () => number, monotonic: () => number, sinceBoot: () => number): () => number {
  let offset = wall() - monotonic();
  /** How far the wall clock has been set in total. */
  let wallSetByMs = 0;
  let bootOffset = sinceBoot() - monotonic();
  return () => {
    const steady = offset + monotonic();
    const aheadMs = wall() - wallSetByMs - steady;
    if (Math.abs(aheadMs) <= MIN_JUMP_MS) return steady;
    const stoppedMs = sinceBoot() - monotonic() - bootOffset;
    // If both clocks agree, the machine slept. The wall clock is more precise.
    const sleptMs =
      aheadMs > 0 && stoppedMs > aheadMs / 2 && stoppedMs > aheadMs - MAX_BOOT_ERROR_MS
        ? aheadMs
        : Math.max(0, stoppedMs - MAX_BOOT_ERROR_MS);
    bootOffset += stoppedMs;
    offset += sleptMs;
    wallSetByMs += aheadMs - sleptMs;
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
