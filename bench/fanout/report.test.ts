import { expect, test } from 'vitest';
import type { LoadResult } from './messages.ts';
import type { PeerName } from './peers.ts';
import { warningsAbout, resultLine, resultRows } from './report.ts';
import type { Run } from './run.ts';
import { targetRows } from './targets.ts';

function makeRun(peer: PeerName, measured: Partial<LoadResult> = {}, workload = 'dashboard'): Run {
  return {
    peer,
    version: `${peer} 1.0`,
    task: {
      workload: { name: workload, clients: 10, subscribed: 2, symbols: 4, rate: 1 },
      warmUpSeconds: 1,
      seconds: 10,
      seed: 7,
    },
    measured: {
      delivered: 1,
      incompleteClients: 0,
      updates: 1_000_000,
      bytes: 15_000_000,
      p50: 20.1,
      p99: 51.7,
      windowMs: 10_000,
      serverCpuMs: 2_000,
      serverRssBytes: 100 * 2 ** 20,
      loadCpuMs: 3_000,
      publisherCpuMs: undefined,
      othersCpuMs: 100,
      faults: [],
      ...measured,
    },
  };
}

test('a line has the figures of a run, under stable names', () => {
  expect(resultLine(makeRun('tapewire'))).toEqual({
    workload: 'dashboard',
    peer: 'tapewire',
    delivered: 1,
    cpuPerUpdate: 2,
    bytesPerUpdate: 15,
    p50: 20.1,
    p99: 51.7,
    rssMb: 100,
  });
});

test('a run with one update in a million missing never counts as complete', () => {
  const run = makeRun('ws', { delivered: 1 - 1e-6, incompleteClients: 1 });
  expect(resultLine(run).delivered).toBeLessThan(1);
  expect(warningsAbout(run)).toEqual([
    'dashboard, ws: 0.0001 % of the updates never arrived, or were over 3 s late; 1 client missed some',
  ]);
});

test('a run without any updates has figures, but no latencies', () => {
  const line = resultLine(makeRun('ws', { delivered: 0, updates: 0, p50: NaN, p99: NaN }));
  expect(line).toMatchObject({ delivered: 0, cpuPerUpdate: 0, bytesPerUpdate: 0, p50: null, p99: null });
});

test('reports a saturated load generator or publisher, other processes on the machine, and faults', () => {
  expect(warningsAbout(makeRun('bun'))).toEqual([]);
  expect(warningsAbout(makeRun('bun', { loadCpuMs: 9_500 }))).toEqual([
    'dashboard, bun: the load generator took 95 % of a core: it may have been the bottleneck',
  ]);
  expect(warningsAbout(makeRun('nats', { publisherCpuMs: 9_900 }))).toEqual([
    'dashboard, nats: the publisher took 99 % of a core: it may have been the bottleneck',
  ]);
  expect(warningsAbout(makeRun('ws', { othersCpuMs: 4_000 }))).toEqual([
    'dashboard, ws: other processes took 40 % of a core: latency and CPU time may be too high',
  ]);
  expect(warningsAbout(makeRun('bun', { faults: ['client 3 lost its connection'] }))).toEqual([
    'dashboard, bun: fault: client 3 lost its connection',
  ]);
});

test('the table compares peers with Tapewire, in both directions', () => {
  const [head, ours, theirs] = resultRows([makeRun('tapewire'), makeRun('bun', { serverCpuMs: 5_000 })]);
  expect(head?.slice(0, 5)).toEqual(['server', 'delivered', 'CPU µs/update', 'peer ÷ ours', 'ours ÷ peer']);
  expect(ours?.slice(0, 5)).toEqual(['tapewire 1.0', '1', '2.00', '', '']);
  expect(theirs).toEqual(['bun 1.0', '1', '5.00', '2.50', '0.40', '15.0', '20.1', '51.7', '100', '50 %', '30 %']);
});

test('reports targets as met or missed, and omits those of peers that were not measured', () => {
  const lines = [makeRun('tapewire', { serverCpuMs: 900 }), makeRun('bun', { serverCpuMs: 1_000 })].map(resultLine);
  expect(targetRows(lines)).toEqual([
    ['target', 'maximum', 'result', ''],
    ['dashboard: CPU per update ÷ bun', '0.8', '0.90', 'MISSED'],
    ['dashboard: p99, ms', '60', '51.70', 'met'],
  ]);
  expect(targetRows([])).toHaveLength(1);
});
