// The browser's clock: never goes back, also when the system's is set.
import type { Clock } from './feed/clock.ts';

export const browserClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  after(ms, task) {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};
