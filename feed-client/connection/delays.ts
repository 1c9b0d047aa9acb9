// How late what arrives is, by the clocks of both sides, which differ, drift and are set.

/** What a link's heartbeats have shown of the way from the server and of what the clocks differ by. */
export interface Delays {
  /** The least delay of each stretch of time, oldest first. `at`: local time, milliseconds. */
  readonly samples: readonly Sample[];
  /** What was measured last; undefined before the first welcome. */
  readonly last: Last | undefined;
}

interface Last {
  readonly what: 'welcome' | 'heartbeat';
  readonly at: number;
  readonly serverTime: number;
}

/** `delay`: local time less the server's, milliseconds: the way, and what the clocks differ by. */
interface Sample {
  readonly at: number;
  readonly delay: number;
}

/** A heartbeat that is later than the clocks explain by more than this says that prices are old; milliseconds. */
export const BEHIND_LIMIT_MS = 2_000;
/** How far back delays are compared. A sample stands for so much of that. */
const WINDOW_MS = 300_000;
const STRETCH_MS = 5_000;
/** Clocks may drift apart by so much of the time that passes: what is slower than this can't be told from a growing delay. */
const MOST_DRIFT = 0.015;
/** From a window so long on the drift is estimated, to so much of the time that passes. */
const ESTIMATED_AFTER_MS = 60_000;
const DRIFT_ERROR = 0.002;

/** A new link measures anew: what it says first is as late as anything may be without being called late. */
export function firstDelay(serverTime: number, now: number): Delays {
  return { samples: [{ at: now, delay: now - serverTime }], last: { what: 'welcome', at: now, serverTime } };
}

/** What the server's clock should show at local time `now`, had nothing been on its way. */
export function expectedServerTime({ samples }: Delays, now: number): number | undefined {
  const latest = samples.at(-1);
  return latest && now - leastDelay(samples, latest.at);
}

/** Takes in a heartbeat of the own lane that was sent at `serverTime`. `behindMs`: how late it is, 0 or more. */
export function measure(
  before: Delays,
  serverTime: number,
  now: number,
  heartbeatMs: number,
): { readonly delays: Delays; readonly behindMs: number } {
  const setBack = setBackBy(before, serverTime, now, heartbeatMs);
  const samples = before.samples.map(({ at, delay }) => ({ at, delay: delay + setBack }));
  const delay = now - serverTime;
  const last = { what: 'heartbeat', at: now, serverTime } as const;
  const least = samples.length === 0 ? delay : leastDelay(samples, now);
  const behindMs = Math.max(0, delay - least);
  // While it is late a link does not get used to it.
  if (behindMs > BEHIND_LIMIT_MS) return { delays: { samples, last }, behindMs };
  // Far earlier than ever before: the server's clock was set forward, and what was before says nothing of it.
  const kept = least - delay > BEHIND_LIMIT_MS ? [] : samples;
  return { delays: { samples: withSample(kept, { at: now, delay }), last }, behindMs };
}

/**
 * By how much the server's clock was set back since the last heartbeat, as far as that can be told from a delay. Heartbeats are sent
 * regularly and arrive in order: one that comes later than the clocks explain was sent a heartbeat after the last and was
 * on its way for longer, or it came when it should, and what it says is too early.
 */
function setBackBy({ samples, last }: Delays, serverTime: number, now: number, heartbeatMs: number): number {
  if (!last || samples.length === 0) return 0;
  const sentAfter = serverTime - last.serverTime;
  const later = now - last.at - sentAfter;
  if (later <= BEHIND_LIMIT_MS) return 0;
  // The first heartbeat may come at any time after the welcome.
  const early = last.what === 'heartbeat' && heartbeatMs - sentAfter >= later / 2;
  return sentAfter < 0 || early ? later : 0;
}

/** The least delay that there may be at `now`, by those seen and how the clocks drift. */
function leastDelay(samples: readonly Sample[], now: number): number {
  const drift = driftOf(samples);
  return Math.min(...samples.map(({ at, delay }) => delay + drift * (now - at)));
}

/** By how much delays may grow as time passes without being late, as a share of it. */
function driftOf(samples: readonly Sample[]): number {
  const [first, latest] = [samples[0], samples.at(-1)];
  if (!first || !latest || latest.at - first.at < ESTIMATED_AFTER_MS) return MOST_DRIFT;
  const middle = (first.at + latest.at) / 2;
  const older = least(samples.filter(({ at }) => at < middle));
  const newer = least(samples.filter(({ at }) => at >= middle));
  const drift = (newer.delay - older.delay) / Math.max(STRETCH_MS, newer.at - older.at);
  return Math.max(-MOST_DRIFT, Math.min(MOST_DRIFT, drift + DRIFT_ERROR));
}

function least(samples: readonly Sample[]): Sample {
  return samples.reduce((found, sample) => (sample.delay < found.delay ? sample : found));
}

function withSample(samples: readonly Sample[], sample: Sample): Sample[] {
  const kept = samples.filter(({ at }) => at > sample.at - WINDOW_MS);
  const latest = kept.at(-1);
  // A stretch begins with its first sample, so the next one begins where it is over.
  if (!latest || Math.floor(sample.at / STRETCH_MS) !== Math.floor(latest.at / STRETCH_MS)) return [...kept, sample];
  return sample.delay < latest.delay ? [...kept.slice(0, -1), sample] : kept;
}
