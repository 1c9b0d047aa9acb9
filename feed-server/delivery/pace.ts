// Decides when a lane's next batch is sent: at once after a quiet period, together with other lanes while busy, never before its interval is over.
import type { Lane } from './subscriber.ts';

/** A lane is busy if it had more than BUSY_TICKS in about the last RECENT_INTERVALS: a tick in three of four intervals. */
const BUSY_TICKS = 30;
const RECENT_INTERVALS = 40;
/** Busy lanes are served together, at moments at least this far apart, milliseconds: each moment costs a timer and wakes readers. */
const MIN_MOMENT_GAP_MS = 4;

/** The shortest time between two batches of the lane, milliseconds. */
export function intervalOf(lane: Lane): number {
  return Math.max(lane.intervalMs, lane.subscriber.batchIntervalMs);
}

/**
 * The clock time, `now` or later, at which an idle lane should send a tick that arrives now. On a busy lane the tick waits one
 * interval, or up to 4 ms less, for others: a write costs about a hundred times as much as one more tick in it.
 * Intervals are multiplied by `backoffFactor`, which is 1 or more.
 */
export function dueAt(lane: Lane, now: number, backoffFactor = 1): number {
  const interval = intervalOf(lane);
  const wait = interval * backoffFactor;
  const soonest = Math.max(now, lane.servedAt + wait);
  if (recentTicksAt(lane, now, interval) <= BUSY_TICKS) return soonest;
  return Math.max(soonest, Math.floor((now + wait) / MIN_MOMENT_GAP_MS) * MIN_MOMENT_GAP_MS);
}

/** Call when a batch of `ticks` (1 or more) is sent. */
export function recordBatch(lane: Lane, ticks: number, now: number): void {
  lane.recentTicks = recentTicksAt(lane, now, intervalOf(lane)) + ticks;
  lane.servedAt = now;
}

function recentTicksAt({ recentTicks, servedAt }: Lane, now: number, interval: number): number {
  return recentTicks === 0 ? 0 : recentTicks * Math.exp((servedAt - now) / (RECENT_INTERVALS * interval));
}
