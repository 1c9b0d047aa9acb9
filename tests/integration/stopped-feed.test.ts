// A feed that is stopped and continued, as with Ctrl+Z and fg: a live market catches up, a replay reports its delay.
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { Admin, WITH_ADMIN } from '../support/feeds/admin.ts';
import { FeedProcess } from '../support/feeds/feed-process.ts';
import { makeFolder } from '../support/files/temporary-folder.ts';
import { Watcher } from '../support/clients/watcher.ts';

/** Playback always catches up on delays below this, milliseconds. */
const MAX_BEHIND_MS = 1_000;
const SYMBOLS = ['AAPL', 'MSFT'];
const MARKET = ['--symbols', SYMBOLS.join(), '--rate', '5', ...WITH_ADMIN];
const WORKERS = ['--workers', '2'];

/** The process ids of a feed. `all` starts with the market process. */
async function processesOf(feed: FeedProcess): Promise<{ market: number; workers: number[]; all: number[] }> {
  const { workers = [] } = await (await Admin.of(feed)).status();
  const pids = workers.map(({ pid }) => pid);
  return { market: feed.pid, workers: pids, all: [feed.pid, ...pids] };
}

/** Stops processes until the watcher's link is stale (after 2.5 s) or waiting (after 6 s), then continues them. */
async function stopUntil(link: 'stale' | 'waiting', pids: readonly number[], watcher: Watcher): Promise<void> {
  for (const pid of pids) process.kill(pid, 'SIGSTOP');
  await watcher.untilLink(link);
  for (const pid of pids) process.kill(pid, 'SIGCONT');
  await watcher.untilLink('live');
}

async function startWatching(feed: FeedProcess): Promise<Watcher> {
  const watcher = new Watcher(feed.url, { board: SYMBOLS, tape: SYMBOLS });
  await watcher.until('a trade of every symbol', () => SYMBOLS.every((s) => watcher.tape.items(s).length > 0));
  return watcher;
}

/** Waits until market time has caught up with the clock, counted from `before`. */
async function untilCaughtUp(
  watcher: Watcher,
  before: Watcher['client']['status']['feedInfo'],
  speed = 1,
): Promise<void> {
  await watcher.until('the market to have caught up', () => {
    const { feedInfo } = watcher.client.status;
    if (!feedInfo || !before || feedInfo.behindMs > 0) return false;
    const elapsed = (feedInfo.receivedAt - before.receivedAt) * speed;
    return feedInfo.marketTime - before.marketTime > elapsed - MAX_BEHIND_MS * speed;
  });
}

/** The gaps on all tapes. */
function gapsOf(watcher: Watcher): unknown[] {
  return SYMBOLS.flatMap((symbol) => watcher.tape.items(symbol).filter(({ kind }) => kind === 'gap'));
}

describe.each([[[]], [WORKERS]])('after a stop, with %j', (workers) => {
  it.each([1, 10])('a simulated market catches up at speed %i', async (speed) => {
    const feed = await FeedProcess.start([...MARKET, ...workers, '--speed', String(speed)]);
    const { all } = await processesOf(feed);
    const watcher = await startWatching(feed);
    const before = watcher.client.status.feedInfo;
    await stopUntil('stale', all, watcher);
    await untilCaughtUp(watcher, before, speed);
    expect([gapsOf(watcher), feed.stderr]).toEqual([[], '']);
  });

  it('a simulated market catches up after clients have disconnected, and they lose nothing', async () => {
    const feed = await FeedProcess.start([...MARKET, ...workers]);
    const { all } = await processesOf(feed);
    const watcher = await startWatching(feed);
    const before = watcher.client.status.feedInfo;
    await stopUntil('waiting', all, watcher);
    await untilCaughtUp(watcher, before);
    expect([gapsOf(watcher), feed.stderr]).toEqual([[], '']);
    expect(watcher.client.status.lastRecovery?.tape.exact.symbols).toBe(SYMBOLS.length);
    expect((await processesOf(feed)).all).toEqual(all);
  });

  it('a replay continues where it stopped, and reports how far it is behind', async () => {
    const file = path.join(makeFolder(), 'morning.twr');
    const market = ['--symbols', 'AAPL,MSFT', '--start-at', '2025-01-06T09:30', '--for', '1m', '--speed', 'max'];
    expect(await FeedProcess.run([...market, '--record', file])).toMatchObject({ code: 0 });
    const feed = await FeedProcess.start(['--replay', file, ...workers, ...WITH_ADMIN]);
    const { all } = await processesOf(feed);
    const watcher = await startWatching(feed);
    const { client } = watcher;
    expect(client.status.feedInfo?.behindMs).toBe(0);
    await stopUntil('stale', all, watcher);
    await watcher.until('a replay that is behind', () => (client.status.feedInfo?.behindMs ?? 0) > MAX_BEHIND_MS);
  });
});

describe('after a stop, with workers', () => {
  it.each(['stale', 'waiting'] as const)(
    'the market catches up if only its process was stopped, until the link was %s',
    async (link) => {
      const feed = await FeedProcess.start([...MARKET, ...WORKERS]);
      const { market, workers } = await processesOf(feed);
      const watcher = await startWatching(feed);
      const before = watcher.client.status.feedInfo;
      await stopUntil(link, [market], watcher);
      await untilCaughtUp(watcher, before);
      expect([gapsOf(watcher), feed.stderr]).toEqual([[], '']);
      expect((await processesOf(feed)).workers).toEqual(workers);
    },
  );

  it('a worker sends the missed ticks after a short stop, while the other one continues', async () => {
    const feed = await FeedProcess.start([...MARKET, ...WORKERS]);
    const { workers } = await processesOf(feed);
    const stopped = await startWatching(feed);
    const other = await startWatching(feed);
    const admin = await Admin.of(feed);
    const first = (await admin.connections()).find(({ number }) => number === 1);
    expect(workers).toContain(first?.worker);
    const before = stopped.client.status.feedInfo;
    await stopUntil('stale', [first?.worker ?? NaN], stopped);
    await untilCaughtUp(stopped, before);
    expect([gapsOf(stopped), gapsOf(other), feed.stderr]).toEqual([[], [], '']);
    expect(other.links).not.toContain('stale');
    expect((await processesOf(feed)).workers).toEqual(workers);
  });
});
