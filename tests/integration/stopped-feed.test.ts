// A feed process that stands still and goes on, as after Ctrl+Z and fg: a live market catches up, a replay says that it did not.
import path from 'node:path';
import { expect, it } from 'vitest';
import { FeedProcess } from '../support/feed-process.ts';
import { makeFolder } from '../support/temporary-folder.ts';
import { Watcher } from '../support/watcher.ts';

/** Playback makes up for so much whatever it plays, milliseconds. */
const ALLOWED_MS = 1_000;

/** Stops the feed until its watcher calls it stale, which takes two and a half seconds. */
async function stopAWhile(feed: FeedProcess, watcher: Watcher): Promise<void> {
  process.kill(feed.pid, 'SIGSTOP');
  await watcher.until('the link to be stale', () => watcher.client.link.kind === 'stale');
  process.kill(feed.pid, 'SIGCONT');
  await watcher.until('the link to be live', () => watcher.client.link.kind === 'live');
}

it.each([['1'], ['10']])('a simulated market is where the clock has it again, at speed %s', async (speed) => {
  const feed = await FeedProcess.start(['--symbols', 'AAPL,MSFT', '--speed', speed]);
  const watcher = new Watcher(feed.url, { board: ['AAPL', 'MSFT'], tape: [] });
  const { client } = watcher;
  await watcher.until('a market time', () => client.link.kind === 'live' && client.status.facts !== undefined);
  const before = client.status.facts;
  await stopAWhile(feed, watcher);
  await watcher.until('the market to have caught up', () => {
    const { facts } = client.status;
    if (!facts || !before || facts.behindMs > 0) return false;
    const passed = (facts.heardAt - before.heardAt) * Number(speed);
    return facts.marketTime - before.marketTime > passed - ALLOWED_MS * Number(speed);
  });
});

it('a replay goes on from where it was, and says by how much that is behind its schedule', async () => {
  const file = path.join(makeFolder(), 'morning.twr');
  const market = ['--symbols', 'AAPL,MSFT', '--start-at', '2025-01-06T09:30', '--for', '1m', '--speed', 'max'];
  expect(await FeedProcess.run([...market, '--record', file])).toMatchObject({ code: 0 });
  const feed = await FeedProcess.start(['--replay', file]);
  const watcher = new Watcher(feed.url, { board: ['AAPL', 'MSFT'], tape: [] });
  const { client } = watcher;
  await watcher.until('a live link', () => client.link.kind === 'live');
  expect(client.status.facts?.behindMs).toBe(0);
  await stopAWhile(feed, watcher);
  await watcher.until('a replay that is behind', () => (client.status.facts?.behindMs ?? 0) > ALLOWED_MS);
});
