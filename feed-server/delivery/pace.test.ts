// The pace of one lane: at once after a quiet period, together with others while busy, and never more often than allowed.
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../tests/support/random/seeded.ts';
import { dueAt, intervalOf, recordBatch } from './pace.ts';
import { Subscriber, type Lane, type SubscriberPort } from './subscriber.ts';

const PORT: SubscriberPort = {
  writable: () => true,
  whenWritable: () => undefined,
  flushed: () => 0,
  send: () => undefined,
  close: () => undefined,
};
const INTERVAL_MS = 50;

function makeLane(batchIntervalMs = INTERVAL_MS): Lane {
  return new Subscriber(PORT, 0, 1, batchIntervalMs, 0, 0).defaultLane;
}

interface Served {
  readonly batches: readonly { readonly at: number; readonly firstTick: number; readonly ticks: number }[];
  readonly ticks: number;
}

/** Random ticks for `seconds`, and when the pace sends them. */
function serve(lane: Lane, perSecond: number, seconds: number, seed = 1): Served {
  const next = seededRandom(seed);
  const batches: { at: number; firstTick: number; ticks: number }[] = [];
  let waiting: { readonly at: number; readonly firstTick: number; ticks: number } | undefined;
  let ticks = 0;
  for (let now = 1_000; now < 1_000 * (seconds + 1); now += (-Math.log(1 - next()) * 1_000) / perSecond) {
    ticks++;
    if (waiting && waiting.at <= now) {
      recordBatch(lane, waiting.ticks, waiting.at);
      batches.push(waiting);
      waiting = undefined;
    }
    if (waiting) waiting.ticks++;
    else waiting = { at: dueAt(lane, now), firstTick: now, ticks: 1 };
  }
  return { batches, ticks };
}

describe('pace', () => {
  it('sends the first tick after a quiet period at once', () => {
    const lane = makeLane();
    expect(dueAt(lane, 1_000)).toBe(1_000);
    recordBatch(lane, 1, 1_000);
    expect(dueAt(lane, 1_010)).toBe(1_050);
    expect(dueAt(lane, 1_050)).toBe(1_050);
    expect(dueAt(lane, 9_000)).toBe(9_000);
  });

  it('delays a busy lane by one interval, to the moment when others are served, until it has been quiet for a while', () => {
    const lane = makeLane();
    for (let at = 0; at < 2_000; at += INTERVAL_MS) recordBatch(lane, 10, at);
    expect(dueAt(lane, 2_040)).toBe(2_088);
    expect(dueAt(lane, 2_042)).toBe(2_092);
    expect(dueAt(lane, 60_000)).toBe(60_000);
  });

  it('uses the longer of the requested interval and that of the connection', () => {
    const { subscriber } = makeLane(100);
    const lane = Object.assign(makeLane(100), { intervalMs: 40 });
    expect([intervalOf(subscriber.defaultLane), intervalOf(lane)]).toEqual([100, 100]);
    expect(intervalOf(Object.assign(makeLane(100), { intervalMs: 250 }))).toBe(250);
  });

  it.each([1, 5, 12, 20, 40, 200, 2_000])('at %i ticks a second never sends early, nor a tick late', (perSecond) => {
    const { batches } = serve(makeLane(), perSecond, 60);
    for (const [i, { at, firstTick }] of batches.entries()) {
      const before = batches[i - 1];
      if (before) expect(at - before.at).toBeGreaterThanOrEqual(INTERVAL_MS - 1e-6);
      expect(at - firstTick).toBeLessThanOrEqual(INTERVAL_MS + 1e-6);
    }
  });

  it.each([
    { perSecond: 1, wait: [0, 3], ticks: [1, 1.1] },
    { perSecond: 5, wait: [0, 10], ticks: [1, 1.3] },
    { perSecond: 200, wait: [INTERVAL_MS - 4, INTERVAL_MS], ticks: [10.5, 11.5] },
    { perSecond: 2_000, wait: [INTERVAL_MS - 4, INTERVAL_MS], ticks: [99, 103] },
  ])('at $perSecond ticks a second delays the first of a batch by $wait ms, with $ticks in one', (expected) => {
    const { batches, ticks } = serve(makeLane(), expected.perSecond, 300);
    const settled = batches.slice(10);
    const wait = settled.reduce((sum, { at, firstTick }) => sum + at - firstTick, 0) / settled.length;
    const [least = NaN, most = NaN] = expected.wait;
    expect(wait).toBeGreaterThanOrEqual(least - 1e-6);
    expect(wait).toBeLessThanOrEqual(most + 1e-6);
    const [fewest = NaN, largest = NaN] = expected.ticks;
    expect(ticks / batches.length).toBeGreaterThan(fewest - 0.001);
    expect(ticks / batches.length).toBeLessThan(largest);
  });

  it('sends a quarter fewer batches on a busy lane than without waiting', () => {
    const busy = serve(makeLane(), 20, 300).batches.length;
    // The number of batches if each were sent an interval after the previous one, or at once.
    let withoutWaiting = 0;
    let nextAllowed = 0;
    const next = seededRandom(1);
    for (let now = 1_000, due = -1; now < 301_000; now += (-Math.log(1 - next()) * 1_000) / 20) {
      if (due >= 0 && due > now) continue;
      due = Math.max(now, nextAllowed);
      nextAllowed = due + INTERVAL_MS;
      withoutWaiting++;
    }
    expect(busy / withoutWaiting).toBeLessThan(0.78);
  });
});
