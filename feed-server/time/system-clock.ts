// The machine's clock: never goes back, does not stand still while the machine sleeps, and does not follow a wall clock that is set.
import { uptime } from 'node:os';
import type { Clock } from './clock.ts';

/** What the clocks part by is looked into from here on, milliseconds. The time since the start of the system has whole seconds. */
const JUMP_MS = 1_000;
const UPTIME_ERROR_MS = 2_000;

/**
 * All in milliseconds. `wall`: since 1970-01-01 UTC, may be set. `monotonic`: from whenever, only goes forward, and stands still
 * in sleep on some systems. `sinceBoot`: counts sleep everywhere, in whole seconds perhaps.
 */
export function steadyTime(wall: () => number, monotonic: () => number, sinceBoot: () => number): () => number {
  let offset = wall() - monotonic();
  /** By how much the wall clock was set. */
  let set = 0;
  let awake = sinceBoot() - monotonic();
  return () => {
    const steady = offset + monotonic();
    const ahead = wall() - set - steady;
    if (Math.abs(ahead) <= JUMP_MS) return steady;
    const stood = sinceBoot() - monotonic() - awake;
    // Sleep is what both say; the wall clock says it more exactly.
    const slept =
      ahead > 0 && stood > ahead / 2 && stood > ahead - UPTIME_ERROR_MS ? ahead : Math.max(0, stood - UPTIME_ERROR_MS);
    awake += stood;
    offset += slept;
    set += ahead - slept;
    return steady + slept;
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
