// The soak as a person runs it, for seconds, and that its clients notice what a feed does wrong.
import { expect, test } from 'vitest';
import { SoakClient } from '../../bench/soak/soak-client.ts';
import { requestSymbols } from '../../bench/wire/feed-symbols.ts';
import { Random } from '../../feed-server/market/random.ts';
import { addCleanup } from '../support/time/cleanup.ts';
import { startBench } from '../support/processes/bench-process.ts';
import { FeedProcess } from '../support/feeds/feed-process.ts';
import { isRunning, descendantsOf } from '../support/processes/processes.ts';
import { until, within } from '../support/time/until.ts';

test('it says that nothing grows, and leaves nothing behind', async () => {
  const args = ['--seconds', '6', '--warm-up', '2', '--clients', '20', '--json'];
  const bench = startBench('soak/main.ts', ...args);
  const below = await until('server and load to run', () => {
    const found = [
      ...descendantsOf(bench.child.pid ?? NaN, 'feed-server/main.ts'),
      ...descendantsOf(bench.child.pid ?? NaN, 'load.ts'),
    ];
    return found.length === 2 && found;
  });
  const code = await within('the soak to end', bench.ended, 100_000);
  const line = JSON.parse(bench.out) as { samples: number; handles: object; activity: Record<string, number> };
  expect(line).toMatchObject({ seconds: 6, warmUp: 2, clients: 20, faults: 0, wrong: [] });
  expect(code).toBe(0);
  expect(line.samples).toBeGreaterThanOrEqual(6);
  for (const kind of ['joined', 'subscribe', 'configure', 'batches', 'heartbeats', 'snapshots'])
    expect(line.activity[kind], kind).toBeGreaterThan(0);
  expect(below.some(isRunning)).toBe(false);
});

test('a client to which the feed leaves a hole says so', async () => {
  const feed = await FeedProcess.start(['--always-open', '--rate', '20', '--fault', 'skip ticks=20 at=3s']);
  const faults: string[] = [];
  const client = new SoakClient({
    port: feed.port,
    symbols: await requestSymbols(feed.port),
    random: new Random(7, 'one client'),
    stallMs: 1_000,
    count: () => undefined,
    fault: (what) => faults.push(what),
  });
  addCleanup(() => client.leave());
  expect(await until('the hole', () => faults[0])).toContain('does not join');
});
