import { expect, test } from 'vitest';
import { Random } from '../../feed-server/market/random.ts';
import { ACTIVITIES, type ActivityCounts, type Reading } from './messages.ts';
import type { Options } from './options.ts';
import { resultLine, resultRows, type ResultLine } from './report.ts';

const MB = 2 ** 20;
const options: Options = { seconds: 600, warmUp: 60, clients: 100, format: 'table' };
const activity = Object.fromEntries(ACTIVITIES.map((kind) => [kind, 1])) as ActivityCounts;

/** A sample every seven seconds for nine minutes. */
function soak(change: (minute: number, i: number) => Partial<Reading>, faults = 0): ResultLine {
  const readings = Array.from({ length: 78 }, (_, i): Reading => {
    const at = i * 7;
    return {
      at,
      clients: 100,
      heapUsed: 22 * MB,
      external: 5 * MB,
      rss: 90 * MB,
      resources: { TCPSocketWrap: 100, TCPServerWrap: 1, Timeout: 103, WriteWrap: i % 3 },
      delayP99: 3,
      ...change(at / 60, i),
    };
  });
  return resultLine(options, { readings, activity, faults });
}

/** Standard deviation 0.4 MB: more than in practice. */
const random = new Random(7, 'heap');
const noise = (): number => 0.4 * MB * random.normal();

test('constant memory is not growth', () => {
  const line = soak(() => ({}));
  expect(line).toMatchObject({ heapPerHour: 0, heapError: 0, wrong: [], heapMb: [27, 27], rssPerHour: 0 });
  expect(line.handles).toEqual({ first: [1, 1], last: [1, 1], grew: false });
  expect(line.timers).toEqual({ first: [3, 3], last: [3, 3], grew: false });
  expect(resultRows(line).at(-1)?.[1]).toBe('nothing grows beyond its bound');
});

test('noise alone is not growth', () => {
  for (let run = 0; run < 50; run++) expect(soak(() => ({ heapUsed: 22 * MB + noise() })).wrong).toEqual([]);
});

test('resident memory is reported without a verdict', () => {
  const line = soak((minute) => ({ rss: (90 + minute) * MB }));
  expect(line.rssPerHour).toBeCloseTo(60, 5);
  expect(line.wrong).toEqual([]);
});

test.each<[string, keyof Reading]>([
  ['in the heap', 'heapUsed'],
  ['outside the heap', 'external'],
])('detects half a megabyte per minute %s despite the noise', (_, where) => {
  const line = soak((minute) => ({ [where]: (20 + 0.5 * minute) * MB + noise() }));
  expect(line.wrong).toEqual(['heap']);
  expect(line.heapPerHour).toBeGreaterThan(27);
  expect(line.heapPerHour).toBeLessThan(33);
  expect(resultRows(line).at(-1)?.[1]).toBe('MISSED: heap');
});

test('a short run has the same growth limit as a long one', () => {
  const readings = (mbPerSecond: number): Reading[] =>
    Array.from({ length: 6 }, (_, at) => ({
      ...{ at, clients: 1, heapUsed: (20 + mbPerSecond * at) * MB, external: 0, rss: 0 },
      ...{ resources: {}, delayP99: 1 },
    }));
  expect(resultLine(options, { readings: readings(0.19), activity, faults: 0 }).wrong).toEqual([]);
  expect(resultLine(options, { readings: readings(0.21), activity, faults: 0 }).wrong).toEqual(['heap']);
});

test('detects one more handle every four minutes, not counting clients', () => {
  const leak = (minute: number): number => Math.floor(minute / 4);
  const line = soak((minute, i) => ({
    clients: 90 + (i % 20),
    resources: { TCPSocketWrap: 90 + (i % 20) + leak(minute), Timeout: 93 + (i % 20) },
  }));
  expect(line.wrong).toEqual(['handles']);
});

test('detects growing timers, but not timers that come and go', () => {
  expect(soak((minute) => ({ resources: { Timeout: 103 + Math.floor(minute / 2) } })).wrong).toEqual(['timers']);
  expect(soak((_, i) => ({ resources: { Timeout: 103 + (i % 5) } })).wrong).toEqual([]);
});

test('faults reported by clients are a miss', () => {
  const line = soak(() => ({}), 2);
  expect(line.wrong).toEqual(['faults']);
  expect(resultRows(line).map((row) => row[2])).toContain('none: MISSED');
});

test('growth is reported per hour and per day', () => {
  const rows = resultRows(soak((minute) => ({ heapUsed: (20 + minute / 60) * MB })));
  expect(rows.find(([name]) => name?.startsWith('its growth per hour,'))?.[1]).toBe('1 ± 0 MB');
  expect(rows.find(([name]) => name?.startsWith('extrapolated'))?.[1]).toBe('24 MB, 24 to 24 MB');
});
