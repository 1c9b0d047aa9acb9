// How long processes waited for a core of this machine: what its other load costs them.
import { readFileSync } from 'node:fs';

interface Interval {
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
}

export class RunQueueWaits {
  /** One for each look at most, in order. */
  readonly #intervals: Interval[] = [];
  readonly #waited: Map<number, number>;
  #sampledAt: number;

  /** `now`: milliseconds since 1970. */
  constructor(pids: readonly number[], now: number) {
    this.#waited = new Map(pids.map((pid) => [pid, waitedMs(pid)]));
    this.#sampledAt = now;
  }

  /** Call often: what they waited since the last look counts as one stretch up to now. */
  sample(now: number): void {
    let most = 0;
    for (const [pid, before] of this.#waited) {
      const waited = waitedMs(pid);
      this.#waited.set(pid, waited);
      most = Math.max(most, waited - before);
    }
    // As if all of them had waited at the same time, which is the least that it can have cost.
    if (most > 0) this.#intervals.push({ from: Math.max(this.#sampledAt, now - most), to: now });
    this.#sampledAt = now;
  }

  /** Milliseconds of the time from `from` to `to` in which one of them waited. */
  waitedBetween(from: number, to: number): number {
    const within = (stretch: Interval): number => Math.min(to, stretch.to) - Math.max(from, stretch.from);
    return this.#intervals.reduce((sum, stretch) => sum + Math.max(0, within(stretch)), 0);
  }
}

/**
 * Milliseconds that the main thread of a process was ready to run and did not, since it began: the second number of
 * /proc/PID/schedstat (Linux, Documentation/scheduler/sched-stats.rst). 0 if the system does not count it.
 */
function waitedMs(pid: number): number {
  try {
    const [, nanoseconds = 0] = readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ').map(Number);
    return nanoseconds / 1e6;
  } catch {
    return 0;
  }
}
