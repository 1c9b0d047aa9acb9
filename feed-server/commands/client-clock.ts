// The clocks of a command that is a client of a feed: unlike a server's they may be set, and stand still in sleep, which a client judges.
import { systemClock } from '../system-clock.ts';

export const clientClock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after: (ms: number, task: () => void) => systemClock.after(ms, task),
};
