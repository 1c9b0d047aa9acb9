// Measures how late messages are, by the clocks of both sides, which differ, drift and are set.

/** The last message that carried the server's time. `at`: local time, milliseconds. */
interface Last {
  readonly what: 'welcome' | 'heartbeat';
  readonly at: number;
  readonly serverTime: number;
}

/** `delay`: local time minus the server's, milliseconds: the transit time plus the difference of the clocks. */
interface Sample {
  at: number;
  delay: number;
}

/** A heartbeat that is later than the clocks explain by more than this means that prices are old; milliseconds. */
export const BEHIND_LIMIT_MS = 2_000;
/** Delays of this period are compared. A sample stands for one stretch of it. */
const WINDOW_MS = 300_000;
const STRETCH_MS = 5_000;
/** Clocks may drift apart by this share of the time that passes: a delay that grows more slowly looks the same as drift. */
const MAX_DRIFT = 0.015;
/** Once samples cover this period the drift is estimated, to this share of the time that passes. */
const ESTIMATED_AFTER_MS = 60_000;
const DRIFT_ERROR = 0.002;

/** The delays of one link. */
export class DelayMeter {
  /** The least delay of each stretch of time, oldest first. */
  #samples: Sample[] = [];
  /** Undefined before the first welcome. */
  #last: Last | undefined;

  /** A new link starts with no measurements: its welcome counts as being on time. */
  welcome(serverTime: number, now: number): void {
    this.#samples = [{ at: now, delay: now - serverTime }];
    this.#last = { what: 'welcome', at: now, serverTime };
  }

  /** What the server's clock should show at local time `now` if messages took no time; undefined before a welcome. */
  expectedServerTime(now: number): number | undefined {
    const latest = this.#samples.at(-1);
    return latest && now - leastDelay(this.#samples, latest.at);
  }

  /** Takes in a heartbeat of the own lane, sent at `serverTime`. Returns how late it is: milliseconds, 0 or more. */
  heartbeat(serverTime: number, now: number, heartbeatMs: number): number {
    const setBack = this.#setBackBy(serverTime, now, heartbeatMs);
    if (setBack > 0) for (const sample of this.#samples) sample.delay += setBack;
    const delay = now - serverTime;
    this.#last = { what: 'heartbeat', at: now, serverTime };
    const least = this.#samples.length === 0 ? delay : leastDelay(this.#samples, now);
    const behindMs = Math.max(0, delay - least);
    // While it is late, a link does not get used to it.
    if (behindMs > BEHIND_LIMIT_MS) return behindMs;
    // Far earlier than ever before: the server's clock was set forward, and earlier delays say nothing about it.
    if (least - delay > BEHIND_LIMIT_MS) this.#samples.length = 0;
    this.#add(now, delay);
    return behindMs;
  }

  /**
   * By how much the server's clock was set back since the last heartbeat, as far as a delay shows it. Heartbeats are sent
   * regularly and arrive in order. One that comes later than the clocks explain was either sent a heartbeat after the last
   * and took longer, or came on time and states a time that is too early.
   */
  #setBackBy(serverTime: number, now: number, heartbeatMs: number): number {
    const last = this.#last;
    if (!last || this.#samples.length === 0) return 0;
    const sentAfter = serverTime - last.serverTime;
    const later = now - last.at - sentAfter;
    if (later <= BEHIND_LIMIT_MS) return 0;
    // The first heartbeat may come at any time after the welcome.
    const early = last.what === 'heartbeat' && heartbeatMs - sentAfter >= later / 2;
    return sentAfter < 0 || early ? later : 0;
  }

  #add(at: number, delay: number): void {
    const samples = this.#samples;
    while (samples[0] && samples[0].at <= at - WINDOW_MS) samples.shift();
    const latest = samples.at(-1);
    // A stretch begins with its first sample, so the next one begins where it ends.
    if (!latest || Math.floor(at / STRETCH_MS) !== Math.floor(latest.at / STRETCH_MS)) samples.push({ at, delay });
    else if (delay < latest.delay) {
      latest.at = at;
      latest.delay = delay;
    }
  }
}

/** The least delay possible at `now`, given the samples and the drift of the clocks. */
function leastDelay(samples: readonly Sample[], now: number): number {
  const drift = driftOf(samples);
  let least = Infinity;
  for (const { at, delay } of samples) least = Math.min(least, delay + drift * (now - at));
  return least;
}

/** By how much delays may grow without messages being late, as a share of the time that passes. */
function driftOf(samples: readonly Sample[]): number {
  const [first, latest] = [samples[0], samples.at(-1)];
  if (!first || !latest || latest.at - first.at < ESTIMATED_AFTER_MS) return MAX_DRIFT;
  const middle = (first.at + latest.at) / 2;
  let [older, newer] = [first, latest];
  for (const sample of samples)
    if (sample.at < middle) older = sample.delay < older.delay ? sample : older;
    else newer = sample.delay < newer.delay ? sample : newer;
  const drift = (newer.delay - older.delay) / Math.max(STRETCH_MS, newer.at - older.at);
  return Math.max(-MAX_DRIFT, Math.min(MAX_DRIFT, drift + DRIFT_ERROR));
}
