import { expect, test } from 'vitest';
import type { ResumeResult, WatchResult } from './messages.ts';
import type { Options } from './options.ts';
import { resultLine, resultRows, type Measurements } from './report.ts';

const MB = 2 ** 20;
const options: Options = { connections: 1_024, symbols: 20, seconds: 10, cut: 512, format: 'table' };
const watched: WatchResult = {
  live: 1_024,
  p50: 4.2,
  p99: 48.9,
  batches: 50_000,
  bytes: 5_000_000,
  serverCpu: 0.43,
  loadCpu: 0.21,
  faults: [],
};
const resumed: ResumeResult = { clients: 512, ms: 812.4, exact: 10_240, merged: 0, reset: 0, missed: 700, faults: [] };

function makeMeasurements(given: Partial<Measurements> = {}): Measurements {
  return {
    emptyBytes: 100 * MB,
    fullBytes: 120 * MB,
    resumedBytes: 121 * MB,
    leftBytes: 103 * MB,
    connected: { ms: 900 },
    watched,
    resumed,
    after: watched,
    ...given,
  };
}

function verdicts(given: Partial<Measurements>): string[] {
  return resultRows(resultLine(options, makeMeasurements(given)))
    .map((row) => row[2] ?? '')
    .filter((text) => text.includes(':'));
}

test('reports memory per connection, excluding the empty server', () => {
  const line = resultLine(options, makeMeasurements());
  expect(line).toMatchObject({
    kbPerConnection: 20,
    kbPerConnectionAfterCut: 21,
    emptyMb: 100,
    fullMb: 120,
    leftMb: 103,
  });
  expect(line).toMatchObject({ cpuPercent: 43, batchesPerSecond: 5_000, bytesPerSecond: 500_000, resumeMs: 812 });
});

test('results within the targets meet them', () => {
  expect(verdicts({})).toEqual([
    'at most 30 KB: met',
    'at most 10 % more: met',
    'all: met',
    'all: met',
    'below 10,000 ms: met',
    'all exact: met',
  ]);
});

test.each<[string, Partial<Measurements>, string]>([
  ['too much memory', { fullBytes: 131 * MB }, 'at most 30 KB: MISSED'],
  ['memory that is not freed', { resumedBytes: 123 * MB }, 'at most 10 % more: MISSED'],
  ['a client that receives nothing', { after: { ...watched, live: 1_023 } }, 'all: MISSED'],
  ['a client that does not resume', { resumed: { ...resumed, clients: 511 } }, 'all: MISSED'],
  ['clients that resume late', { resumed: { ...resumed, ms: 10_000 } }, 'below 10,000 ms: MISSED'],
  ['a receipt that is not exact', { resumed: { ...resumed, exact: 10_239, reset: 1 } }, 'all exact: MISSED'],
])('reports %s', (_, given, verdict) => {
  const all = verdicts(given);
  expect(all).toContain(verdict);
  expect(all.filter((text) => text.includes('MISSED'))).toHaveLength(1);
});

test('omits resumes if no connection was cut', () => {
  const rows = resultRows(resultLine({ ...options, cut: 0 }, makeMeasurements()));
  expect(rows.map(([name]) => name)).not.toContain('cut at once, resumed');
});
