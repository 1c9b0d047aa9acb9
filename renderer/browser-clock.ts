// The browser's clock: never goes back, also when the system's is set, and goes on while the machine sleeps.
import { awakeTime } from './feed/awake-time.ts';
import type { Clock } from './feed/clock.ts';

export const browserClock: Clock = {
  now: awakeTime(() => performance.timeOrigin + performance.now(), Date.now),
  after(ms, task) {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};
