// Measures how long processes waited in the run queue for a core, a delay that comes from other load on the machine.
import { readFileSync } from 'node:fs';

interface Interval {
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
}

export class RunQueueWaits {
  /** At most one per sample, in order. */
  readonly #intervals: Interval[] = [];
  readonly #waitedMsByPid: Map<number, number>;
  #sampledAt: number;

  /** `now`: milliseconds since 1970. */
  constructor(pids: readonly number[], now: number) {
    this.#waitedMsByPid = new Map(pids.map((pid) => [pid, waitedMs(pid)]));
    this.#sampledAt = now;
  }

  /** Call often: the wait since the last sample counts as one interval that ends now. */
  sample(now: number): void {
    let longest = 0;
    for (const [pid, before] of this.#waitedMsByPid) {
      const waited = waitedMs(pid);
      this.#waitedMsByPid.set(pid, waited);
      longest = Math.max(longest, waited - before);
    }
    // Assumes that all processes waited at the same time, which gives the lowest possible cost.
    if (longest > 0) this.#intervals.push({ from: Math.max(this.#sampledAt, now - longest), to: now });
    this.#sampledAt = now;
  }

  /** Milliseconds between `from` and `to` in which a process waited. */
  waitedBetween(from: number, to: number): number {
    const overlap = (interval: Interval): number => Math.min(to, interval.to) - Math.max(from, interval.from);
    return this.#intervals.reduce((sum, interval) => sum + Math.max(0, overlap(interval)), 0);
  }
}

/**
 * Milliseconds that the main thread of a process has been runnable but not running since it started: the second number of
 * /proc/PID/schedstat (Linux, Documentation/scheduler/sched-stats.rst). 0 if the system does not report it.
 */
function waitedMs(pid: number): number {
  try {
    const [, nanoseconds = 0] = readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ').map(Number);
    return nanoseconds / 1e6;
  } catch {
    return 0;
  }
}
