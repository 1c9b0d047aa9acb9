// The client beside every attack notices what it must notice.
import { expect, it } from 'vitest';
import { Bystander } from '../support/bystander.ts';
import { FeedProcess } from '../support/feed-process.ts';

const SYMBOLS = ['AAPL', 'MSFT', 'NVDA'];
const BUSY = ['--symbols', SYMBOLS.join(), '--rate', '20'];

it('sees no harm where nobody attacks', async () => {
  const feed = await FeedProcess.start(BUSY);
  const bystander = await Bystander.beside(feed.url, SYMBOLS);
  await expect.poll(async () => (await bystander.report()).trades, { timeout: 10_000 }).toBeGreaterThan(20);
  expect(await bystander.harm()).toEqual([]);
});

it('sees a server that stands still', async () => {
  const feed = await FeedProcess.start(BUSY);
  const bystander = await Bystander.beside(feed.url, SYMBOLS);
  process.kill(feed.pid, 'SIGSTOP');
  await expect(fetch(`${feed.url}/healthz`, { signal: AbortSignal.timeout(1_000) })).rejects.toThrow('timeout');
  process.kill(feed.pid, 'SIGCONT');
  expect((await bystander.harm()).join()).toContain("the bystander's p99 was");
});
