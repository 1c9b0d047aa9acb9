// A soak run of a few seconds. Its clients must detect the faults of a feed.
import { expect, test } from 'vitest';
import { SoakClient } from '../../bench/soak/soak-client.ts';
import { requestSymbols } from '../../bench/wire/feed-symbols.ts';
import { Random } from '../../feed-server/market/random.ts';
import { addCleanup } from '../support/time/cleanup.ts';
import { startBench } from '../support/processes/bench-process.ts';
import { FeedProcess } from '../support/feeds/feed-process.ts';
import { isRunning, descendantsOf } from '../support/processes/processes.ts';
import { until, within } from '../support/time/until.ts';

test('reports no growth, and leaves no process behind', async () => {
  const args = ['--seconds', '6', '--warm-up', '2', '--clients', '20', '--json'];
  const bench = startBench('soak/main.ts', ...args);
  const processes = await until('server and load to run', () => {
    const pids = [
      ...descendantsOf(bench.child.pid ?? NaN, 'feed-server/main.ts'),
      ...descendantsOf(bench.child.pid ?? NaN, 'load.ts'),
    ];
    return pids.length === 2 && pids;
  });
  const code = await within('the soak to end', bench.ended, 100_000);
  const line = JSON.parse(bench.out) as { samples: number; handles: object; activity: Record<string, number> };
  expect(line).toMatchObject({ seconds: 6, warmUp: 2, clients: 20, faults: 0, wrong: [] });
  expect(code).toBe(0);
  expect(line.samples).toBeGreaterThanOrEqual(6);
  for (const kind of ['joined', 'subscribe', 'configure', 'batches', 'heartbeats', 'snapshots'])
    expect(line.activity[kind], kind).toBeGreaterThan(0);
  expect(processes.some(isRunning)).toBe(false);
});

test('a client reports a gap', async () => {
  const feed = await FeedProcess.start(['--always-open', '--rate', '20', '--fault', 'skip ticks=20 at=3s']);
  const faults: string[] = [];
  const client = new SoakClient({
    port: feed.port,
    symbols: await requestSymbols(feed.port),
    random: new Random(7, 'one client'),
    stallMs: 1_000,
    count: () => undefined,
    fault: (text) => faults.push(text),
  });
  addCleanup(() => client.leave());
  expect(await until('the gap', () => faults[0])).toContain('does not join');
});
