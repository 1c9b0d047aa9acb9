// The benchmark of connections as a person runs it, small, and that its clients notice what a feed does wrong.
import { expect, test } from 'vitest';
import { WatchedClient } from '../../bench/connections/watched-client.ts';
import { addCleanup } from '../support/time/cleanup.ts';
import { startBench } from '../support/processes/bench-process.ts';
import { FeedProcess } from '../support/feeds/feed-process.ts';
import { isRunning, descendantsOf } from '../support/processes/processes.ts';
import { until, within } from '../support/time/until.ts';

/** Every symbol of the simulated market's busiest few trades many times a second. */
const SYMBOLS = ['AAPL', 'MSFT', 'NVDA'];
const BUSY = ['--always-open', '--rate', '20', '--symbols', SYMBOLS.join(',')];

function makeClient(port: number): { client: WatchedClient; faults: string[]; heard: { batches: number } } {
  const faults: string[] = [];
  const heard = { batches: 0 };
  const client = new WatchedClient({
    port,
    localAddress: undefined,
    symbols: SYMBOLS,
    mode: 'tape',
    events: { batch: () => heard.batches++, heartbeat: () => undefined, fault: (what) => faults.push(what) },
  });
  addCleanup(() => client.cut());
  return { client, faults, heard };
}

test('all are live, those that are cut resume exactly, and nothing is left behind', async () => {
  const args = ['--connections', '40', '--symbols', '3', '--seconds', '2', '--cut', '15', '--json'];
  const bench = startBench('connections/main.ts', ...args);
  const below = await until('server and load to run', () => {
    const found = [
      ...descendantsOf(bench.child.pid ?? NaN, 'feed-server/main.ts'),
      ...descendantsOf(bench.child.pid ?? NaN, 'load.ts'),
    ];
    return found.length === 2 && found;
  });
  expect(await within('the benchmark to end', bench.ended, 100_000)).toBe(0);
  const line = JSON.parse(bench.out) as Record<string, number>;
  expect(line).toMatchObject({ connections: 40, live: 40, cut: 15, resumed: 15, exact: 45, merged: 0, reset: 0 });
  expect(line.batchesPerSecond).toBeGreaterThan(0);
  expect(line.resumeMs).toBeLessThan(10_000);
  expect(below.some(isRunning)).toBe(false);
});

test('a client that is cut comes back with every trade that its receipts say it missed', async () => {
  const feed = await FeedProcess.start(BUSY);
  const [away, witness] = [makeClient(feed.port), makeClient(feed.port)];
  await Promise.all([away.client.join(), witness.client.join()]);
  away.client.cut();
  const { batches } = witness.heard;
  await until('more to be missed', () => witness.heard.batches > batches + 5);
  const { exact, missed } = await away.client.resume();
  expect(exact).toBe(SYMBOLS.length);
  expect(missed).toBeGreaterThan(0);
  expect([...away.faults, ...witness.faults]).toEqual([]);
});

test('a client to which the feed leaves a hole says so', async () => {
  const feed = await FeedProcess.start([...BUSY, '--fault', 'skip ticks=20 at=2s']);
  const { client, faults } = makeClient(feed.port);
  await client.join();
  expect(await until('the hole', () => faults[0])).toContain('does not join the position');
});

test('a client that loses its connection says so', async () => {
  const feed = await FeedProcess.start([...BUSY, '--fault', 'drop at=2s']);
  const { client, faults } = makeClient(feed.port);
  await client.join();
  expect(await until('the end', () => faults[0])).toContain('a client lost its connection while listening');
});
