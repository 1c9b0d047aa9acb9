// Measures how late messages are from the clocks of both sides, which differ, drift and may be set.

/** The last message that carried the server's time. `at`: local time, milliseconds. */
interface LastMessage {
  readonly kind: 'welcome' | 'heartbeat';
  readonly at: number;
  readonly serverTime: number;
}

interface Sample {
  /** Local time, milliseconds. */
  at: number;
  /** Local time minus server time, milliseconds: the transit time plus the difference between the clocks. */
  delay: number;
}

/** Prices are old if a heartbeat is more than this later than the clocks explain; milliseconds. */
export const BEHIND_LIMIT_MS = 2_000;
/** Delays are compared over this window. One sample covers a bucket of it. */
const WINDOW_MS = 300_000;
const BUCKET_MS = 5_000;
/** Clocks may drift apart by this share of the elapsed time: a delay that grows more slowly looks like drift. */
const MAX_DRIFT = 0.015;
/** Once samples cover this period, the drift is estimated to within this share of the elapsed time. */
const ESTIMATED_AFTER_MS = 60_000;
const DRIFT_ERROR = 0.002;

export class DelayMeter {
  /** The smallest delay of each bucket, oldest first. */
  #samples: Sample[] = [];
  /** Undefined before the first welcome. */
  #lastMessage: LastMessage | undefined;

  /** Forgets the measurements of the previous link. The welcome of a new link counts as being on time. */
  onWelcome(serverTime: number, now: number): void {
    this.#samples = [{ at: now, delay: now - serverTime }];
    this.#lastMessage = { kind: 'welcome', at: now, serverTime };
  }

  /** The server's time at local time `now` if messages took no time; undefined before a welcome. */
  expectedServerTime(now: number): number | undefined {
    const latest = this.#samples.at(-1);
    return latest && now - minDelay(this.#samples, latest.at);
  }

  /** A heartbeat of the default lane arrived, sent at `serverTime`. Returns how late it is: milliseconds, 0 or more. */
  onHeartbeat(serverTime: number, now: number, heartbeatMs: number): number {
    const setBackMs = this.#clockSetBackMs(serverTime, now, heartbeatMs);
    if (setBackMs > 0) for (const sample of this.#samples) sample.delay += setBackMs;
    const delay = now - serverTime;
    this.#lastMessage = { kind: 'heartbeat', at: now, serverTime };
    const minimum = this.#samples.length === 0 ? delay : minDelay(this.#samples, now);
    const behindMs = Math.max(0, delay - minimum);
    // A late heartbeat must not become the new normal, so it is not a sample.
    if (behindMs > BEHIND_LIMIT_MS) return behindMs;
    // Far earlier than ever before: the server's clock was set forward, so earlier delays no longer apply.
    if (minimum - delay > BEHIND_LIMIT_MS) this.#samples.length = 0;
    this.#add(now, delay);
    return behindMs;
  }

  /**
   * How far the server's clock was set back since the last heartbeat, as far as the delay shows. Heartbeats are sent regularly
   * and arrive in order. One that comes later than the clocks explain was either sent one interval after the last and took
   * longer, or came on time with a server time that is too early.
   */
  #clockSetBackMs(serverTime: number, now: number, heartbeatMs: number): number {
    const last = this.#lastMessage;
    if (!last || this.#samples.length === 0) return 0;
    const sentAfterMs = serverTime - last.serverTime;
    const laterMs = now - last.at - sentAfterMs;
    if (laterMs <= BEHIND_LIMIT_MS) return 0;
    // The first heartbeat may come at any time after the welcome.
    const isEarly = last.kind === 'heartbeat' && heartbeatMs - sentAfterMs >= laterMs / 2;
    return sentAfterMs < 0 || isEarly ? laterMs : 0;
  }

  #add(at: number, delay: number): void {
    const samples = this.#samples;
    while (samples[0] && samples[0].at <= at - WINDOW_MS) samples.shift();
    const latest = samples.at(-1);
    // A sample moves within its bucket only, so the next one starts where it ends.
    if (!latest || Math.floor(at / BUCKET_MS) !== Math.floor(latest.at / BUCKET_MS)) samples.push({ at, delay });
    else if (delay < latest.delay) {
      latest.at = at;
      latest.delay = delay;
    }
  }
}

/** The smallest possible delay at `now`, given the samples and the drift of the clocks. */
function minDelay(samples: readonly Sample[], now: number): number {
  const drift = estimateDrift(samples);
  let minimum = Infinity;
  for (const { at, delay } of samples) minimum = Math.min(minimum, delay + drift * (now - at));
  return minimum;
}

/** How much delays may grow without messages being late, as a share of the elapsed time. */
function estimateDrift(samples: readonly Sample[]): number {
  const [first, latest] = [samples[0], samples.at(-1)];
  if (!first || !latest || latest.at - first.at < ESTIMATED_AFTER_MS) return MAX_DRIFT;
  const middle = (first.at + latest.at) / 2;
  let [older, newer] = [first, latest];
  for (const sample of samples)
    if (sample.at < middle) older = sample.delay < older.delay ? sample : older;
    else newer = sample.delay < newer.delay ? sample : newer;
  const drift = (newer.delay - older.delay) / Math.max(BUCKET_MS, newer.at - older.at);
  return Math.max(-MAX_DRIFT, Math.min(MAX_DRIFT, drift + DRIFT_ERROR));
}
