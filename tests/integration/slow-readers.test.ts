// Clients that do not read: they cost the server little, and get what they missed merged or are told to come again.
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { decodeBatch, decodeHeartbeat, decodeInstruments, decodeReply, encodeSubscribe } from '../../proto/codec.ts';
import { CLOSE_CODES, type Subscription } from '../../proto/messages.ts';
import { CuttingProxy } from '../support/cutting-proxy.ts';
import { FeedProcess } from '../support/feed-process.ts';
import { RawClient } from '../support/raw-client.ts';
import { until } from '../support/until.ts';

const NOTHING = new Uint8Array();

/** MB that the process and those that it started hold in memory. */
function memoryOf({ pid }: FeedProcess): number {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,rss='], { encoding: 'utf8' }).trim().split('\n');
  const processes = rows.map((row) => row.trim().split(/\s+/).map(Number));
  return processes.reduce((sum, [of, parent, rss = 0]) => (of === pid || parent === pid ? sum + rss / 1024 : sum), 0);
}

describe('a client that does not read', () => {
  /** Replies to fill what the system buffers: some 25 kB each, together less than what is kept for one client. */
  const FILLING_REPLIES = 260;
  /** Ticks that pass unread. */
  const MISSED = 25_000;
  const BUSY = ['--rate', '50', '--heartbeat', '100'];

  async function stopReading(feed: FeedProcess, mode: Subscription['mode']) {
    const proxy = await CuttingProxy.start(feed.port);
    const [watching, slow] = [await RawClient.welcomed(feed.url), await RawClient.welcomed(proxy.url)];
    const instruments = decodeInstruments(await watching.request('instruments', NOTHING));
    const all = instruments.map(({ symbol }) => ({ symbol, mode }));
    const { accepted } = decodeReply(await slow.request('subscribe', encodeSubscribe(all)));
    expect(accepted).toHaveLength(instruments.length);
    proxy.pause('down');
    for (let i = 0; i < FILLING_REPLIES; i++) slow.emit('instruments', NOTHING, () => undefined);
    const head = (): number => decodeHeartbeat(watching.payloads('heartbeat').at(-1)).head;
    await watching.until('a heartbeat', () => watching.payloads('heartbeat').length > 0);
    const from = head();
    await watching.until(`${MISSED} ticks`, () => head() > from + MISSED);
    return { proxy, slow, head: head() };
  }

  it('gets what it missed merged, in few updates, once it reads again', async () => {
    const feed = await FeedProcess.start(BUSY);
    const { proxy, slow, head } = await stopReading(feed, 'board');
    proxy.resume();
    const reached = (): boolean => {
      const last = slow.payloads('batch').at(-1);
      return last !== undefined && decodeBatch(last).through >= head;
    };
    await slow.until('the head of the log', reached);
    const batches = slow.payloads('batch').map(decodeBatch);
    for (const [i, batch] of batches.slice(1).entries())
      expect(batch.after).toBeGreaterThanOrEqual(batches[i]?.through ?? NaN);
    const longest = Math.max(...batches.map(({ after, through }) => through - after));
    expect(longest).toBeGreaterThan(MISSED / 2);
  });

  it('is closed and told to come again where the log no longer holds what it missed', async () => {
    const feed = await FeedProcess.start([...BUSY, '--log-memory', '128KB']);
    const { proxy, slow } = await stopReading(feed, 'tape');
    proxy.resume();
    await slow.untilGone();
    expect(slow.closing?.code).toBe(CLOSE_CODES['fell-behind']);
    expect(slow.closing?.message).toContain('the log no longer holds what comes after');
  });

  it('costs little memory however much it asks for, and is closed', async () => {
    const REQUESTS = 4_000;
    const feed = await FeedProcess.start();
    const proxy = await CuttingProxy.start(feed.port);
    const greedy = await RawClient.welcomed(proxy.url);
    const instruments = decodeInstruments(await greedy.request('instruments', NOTHING));
    const all = instruments.flatMap(({ symbol }): Subscription[] => [
      { symbol, mode: 'board' },
      { symbol, mode: 'tape' },
    ]);
    const request = encodeSubscribe(all);
    const reply = await greedy.request('subscribe', request);
    const [before, upstream] = [memoryOf(feed), proxy.upstream];
    proxy.pause('down');
    for (let i = 0; i < REQUESTS; i++) greedy.emit('subscribe', request, () => undefined);
    await until('the server to have read all requests', () => proxy.upstream - upstream > REQUESTS * request.length);
    await fetch(`${feed.url}/healthz`);
    const askedForMb = (REQUESTS * reply.length) / 2 ** 20;
    expect(askedForMb).toBeGreaterThan(150);
    expect(memoryOf(feed) - before).toBeLessThan(askedForMb / 3);
    proxy.resume();
    await greedy.untilGone();
    expect(greedy.closing?.code).toBe(CLOSE_CODES['fell-behind']);
  });
});
