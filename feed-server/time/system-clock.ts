// The machine's clock. Never goes back, counts time while the machine sleeps, and ignores changes of the wall clock.
import { uptime } from 'node:os';
import type { Clock } from './clock.ts';

/** Differences between the clocks below this are ignored, milliseconds. The time since boot may have whole seconds only. */
const JUMP_MS = 1_000;
const UPTIME_ERROR_MS = 2_000;

/**
 * A clock made of three, all in milliseconds. `wall`: since 1970-01-01 UTC, may be set. `monotonic`: since any moment, only goes
 * forward, and stops during sleep on some systems. `sinceBoot`: counts sleep everywhere, perhaps in whole seconds.
 */
export function steadyTime(wall: () => number, monotonic: () => number, sinceBoot: () => number): () => number {
  let offset = wall() - monotonic();
  /** How far the wall clock has been set, in sum. */
  let set = 0;
  let awake = sinceBoot() - monotonic();
  return () => {
    const steady = offset + monotonic();
    const ahead = wall() - set - steady;
    if (Math.abs(ahead) <= JUMP_MS) return steady;
    const stood = sinceBoot() - monotonic() - awake;
    // It is sleep if both clocks agree. The wall clock measures it more exactly.
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
