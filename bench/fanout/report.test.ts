import { expect, test } from 'vitest';
import type { Measured } from './messages.ts';
import type { PeerName } from './peers.ts';
import { doubtsAbout, lineOf, rowsOf } from './report.ts';
import type { Run } from './run.ts';
import { targetRows } from './targets.ts';

function makeRun(peer: PeerName, measured: Partial<Measured> = {}, work = 'dashboard'): Run {
  return {
    peer,
    version: `${peer} 1.0`,
    task: {
      work: { name: work, clients: 10, subscribed: 2, symbols: 4, rate: 1 },
      warmUpSeconds: 1,
      seconds: 10,
      seed: 7,
    },
    measured: {
      delivered: 1,
      shortClients: 0,
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

test('a line holds the figures of a run, by the names that are promised', () => {
  expect(lineOf(makeRun('tapewire'))).toEqual({
    work: 'dashboard',
    peer: 'tapewire',
    delivered: 1,
    cpuPerUpdate: 2,
    bytesPerUpdate: 15,
    p50: 20.1,
    p99: 51.7,
    rssMb: 100,
  });
});

test('a run in which one update of a million is missing is never said to be whole', () => {
  const run = makeRun('ws', { delivered: 1 - 1e-6, shortClients: 1 });
  expect(lineOf(run).delivered).toBeLessThan(1);
  expect(doubtsAbout(run)).toEqual([
    'dashboard, ws: 0.0001 % of the updates never came, or over 3 s late; 1 client lacks some',
  ]);
});

test('a run in which nothing came has figures, but no latencies', () => {
  const line = lineOf(makeRun('ws', { delivered: 0, updates: 0, p50: NaN, p99: NaN }));
  expect(line).toMatchObject({ delivered: 0, cpuPerUpdate: 0, bytesPerUpdate: 0, p50: null, p99: null });
});

test('a load or a publisher that is busy throughout, a machine that others use, and faults are reported', () => {
  expect(doubtsAbout(makeRun('bun'))).toEqual([]);
  expect(doubtsAbout(makeRun('bun', { loadCpuMs: 9_500 }))).toEqual([
    'dashboard, bun: the load took 95 % of a core: it, not the server, may be what was measured',
  ]);
  expect(doubtsAbout(makeRun('nats', { publisherCpuMs: 9_900 }))).toEqual([
    'dashboard, nats: the publisher took 99 % of a core: it may be what was measured',
  ]);
  expect(doubtsAbout(makeRun('ws', { othersCpuMs: 4_000 }))).toEqual([
    'dashboard, ws: other processes took 40 % of a core: what had to wait was late, and dearer',
  ]);
  expect(doubtsAbout(makeRun('bun', { faults: ['client 3 lost its connection'] }))).toEqual([
    'dashboard, bun: wrong: client 3 lost its connection',
  ]);
});

test('the table has the peers beside us, both ways round', () => {
  const [head, ours, theirs] = rowsOf([makeRun('tapewire'), makeRun('bun', { serverCpuMs: 5_000 })]);
  expect(head?.slice(0, 5)).toEqual(['server', 'delivered', 'CPU µs/update', 'peer ÷ ours', 'ours ÷ peer']);
  expect(ours?.slice(0, 5)).toEqual(['tapewire 1.0', '1', '2.00', '', '']);
  expect(theirs).toEqual(['bun 1.0', '1', '5.00', '2.50', '0.40', '15.0', '20.1', '51.7', '100', '50 %', '30 %']);
});

test('a target that is met, one that is missed and none where a peer was not measured', () => {
  const lines = [makeRun('tapewire', { serverCpuMs: 900 }), makeRun('bun', { serverCpuMs: 1_000 })].map(lineOf);
  expect(targetRows(lines)).toEqual([
    ['target', 'at most', 'found', ''],
    ['dashboard: CPU per update ÷ bun', '0.8', '0.90', 'MISSED'],
    ['dashboard: p99, ms', '60', '51.70', 'met'],
  ]);
  expect(targetRows([])).toHaveLength(1);
});
