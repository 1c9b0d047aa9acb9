// A small run of the connections benchmark. Its clients must detect the faults of a feed.
import { expect, test } from 'vitest';
import { ResumingClient } from '../../bench/connections/resuming-client.ts';
import { addCleanup } from '../support/time/cleanup.ts';
import { startBench } from '../support/processes/bench-process.ts';
import { FeedProcess } from '../support/feeds/feed-process.ts';
import { isRunning, descendantsOf } from '../support/processes/processes.ts';
import { until, within } from '../support/time/until.ts';

/** The busiest symbols of the simulated market: each trades many times a second. */
const SYMBOLS = ['AAPL', 'MSFT', 'NVDA'];
const BUSY_MARKET = ['--always-open', '--rate', '20', '--symbols', SYMBOLS.join(',')];

function makeClient(port: number): { client: ResumingClient; faults: string[]; received: { batches: number } } {
  const faults: string[] = [];
  const received = { batches: 0 };
  const client = new ResumingClient({
    port,
    localAddress: undefined,
    symbols: SYMBOLS,
    mode: 'tape',
    events: { batch: () => received.batches++, heartbeat: () => undefined, fault: (text) => faults.push(text) },
  });
  addCleanup(() => client.cut());
  return { client, faults, received };
}

test('keeps all connections live, resumes those it cuts exactly, and leaves no process behind', async () => {
  const args = ['--connections', '40', '--symbols', '3', '--seconds', '2', '--cut', '15', '--json'];
  const bench = startBench('connections/main.ts', ...args);
  const processes = await until('server and load to run', () => {
    const pids = [
      ...descendantsOf(bench.child.pid ?? NaN, 'feed-server/main.ts'),
      ...descendantsOf(bench.child.pid ?? NaN, 'load.ts'),
    ];
    return pids.length === 2 && pids;
  });
  expect(await within('the benchmark to end', bench.ended, 100_000)).toBe(0);
  const line = JSON.parse(bench.out) as Record<string, number>;
  expect(line).toMatchObject({ connections: 40, live: 40, cut: 15, resumed: 15, exact: 45, merged: 0, reset: 0 });
  expect(line.batchesPerSecond).toBeGreaterThan(0);
  expect(line.resumeMs).toBeLessThan(10_000);
  expect(processes.some(isRunning)).toBe(false);
});

test('a client gets every trade that its receipts count as missed after a cut', async () => {
  const feed = await FeedProcess.start(BUSY_MARKET);
  const [interrupted, connected] = [makeClient(feed.port), makeClient(feed.port)];
  await Promise.all([interrupted.client.join(), connected.client.join()]);
  interrupted.client.cut();
  const { batches } = connected.received;
  await until('missed batches', () => connected.received.batches > batches + 5);
  const { exact, missed } = await interrupted.client.resume();
  expect(exact).toBe(SYMBOLS.length);
  expect(missed).toBeGreaterThan(0);
  expect([...interrupted.faults, ...connected.faults]).toEqual([]);
});

test('a client reports a gap', async () => {
  const feed = await FeedProcess.start([...BUSY_MARKET, '--fault', 'skip ticks=20 at=2s']);
  const { client, faults } = makeClient(feed.port);
  await client.join();
  expect(await until('the gap', () => faults[0])).toContain('does not join the position');
});

test('a client reports a lost connection', async () => {
  const feed = await FeedProcess.start([...BUSY_MARKET, '--fault', 'drop at=2s']);
  const { client, faults } = makeClient(feed.port);
  await client.join();
  expect(await until('the lost connection', () => faults[0])).toContain('a client lost its connection while listening');
});
