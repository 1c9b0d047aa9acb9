// When a lane's next batch goes: at once after quiet, with others while it is busy, never more often than its interval.
import type { Lane } from './subscriber.ts';

/** A lane is busy where so many ticks concerned it lately, which is within some so many intervals: three in four of them. */
const BUSY_TICKS = 30;
const LATELY_INTERVALS = 40;
/** Busy lanes are served together, at moments so far apart at least, milliseconds: each moment is a timer and wakes the readers. */
const MOMENT_MS = 4;

/** Milliseconds between two batches of the lane, at least. */
export function intervalOf(lane: Lane): number {
  return Math.max(lane.intervalMs, lane.subscriber.batchIntervalMs);
}

/**
 * Clock time, `now` or later, at which a tick goes out that comes now to a lane that waits for none. On a busy lane it waits
 * one interval, or up to 4 ms less, for others to come along: a write costs some hundred times what one more tick in it does. `stretch`: what
 * intervals are multiplied by, 1 or more.
 */
export function dueAt(lane: Lane, now: number, backoffFactor = 1): number {
  const interval = intervalOf(lane);
  const wait = interval * backoffFactor;
  const soonest = Math.max(now, lane.servedAt + wait);
  if (heatAt(lane, now, interval) <= BUSY_TICKS) return soonest;
  return Math.max(soonest, Math.floor((now + wait) / MOMENT_MS) * MOMENT_MS);
}

/** A batch of `ticks` (1 or more) goes out now. */
export function noteServed(lane: Lane, ticks: number, now: number): void {
  lane.heat = heatAt(lane, now, intervalOf(lane)) + ticks;
  lane.servedAt = now;
}

function heatAt({ heat, servedAt }: Lane, now: number, interval: number): number {
  return heat === 0 ? 0 : heat * Math.exp((servedAt - now) / (LATELY_INTERVALS * interval));
}
