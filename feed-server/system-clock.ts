// The machine's clock: never goes back, and does not stand still while the machine sleeps.
import type { Clock } from './clock.ts';

/** Milliseconds by which the wall clock must run ahead to be believed: the monotonic one does not count sleep everywhere. */
const JUMP_MS = 1_000;

/** `wall`: milliseconds since 1970-01-01 UTC, may be set. `monotonic`: milliseconds from whenever, only goes forward. */
export function steadyTime(wall: () => number, monotonic: () => number): () => number {
  let offset = wall() - monotonic();
  return () => {
    const steady = offset + monotonic();
    const ahead = wall() - steady;
    if (ahead <= JUMP_MS) return steady;
    offset += ahead;
    return steady + ahead;
  };
}

export const systemClock: Clock = {
  now: steadyTime(
    () => Date.now(),
    () => performance.now(),
  ),
  after(ms, task) {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};
