// Every fault, over real sockets: the feed client recovers from it or reports it.
import { describe, expect, it } from 'vitest';
import { decodeBatch, decodeHeartbeat, decodeWelcome, encodeSubscribe } from '../../proto/codec.ts';
import type { Link } from '../../feed-client/index.ts';
import { BusyMarket } from '../support/market/busy-market.ts';
import { FaultyFeed } from '../support/feeds/faulty-feed.ts';
import { RawClient } from '../support/clients/raw-client.ts';
import type { Watcher } from '../support/clients/watcher.ts';

/** Waits for a trade of every symbol since the last gap of its tape. */
async function untilTraded(watcher: Watcher, symbols = BusyMarket.symbols): Promise<void> {
  const hasTrade = (symbol: string): boolean => watcher.tape.items(symbol).at(-1)?.kind === 'trade';
  await watcher.until('a trade of every symbol', () => symbols.every(hasTrade));
}

/** Starts a feed with these faults, and a watcher that is live and has trades before a fault strikes at 1 s. */
async function startWatching(...faults: string[]): Promise<{ feed: FaultyFeed; watcher: Watcher }> {
  const feed = await FaultyFeed.start(faults);
  const watcher = feed.watch();
  await watcher.untilLink('live');
  await untilTraded(watcher);
  return { feed, watcher };
}

/** Waits until the link has gone through these states, in order, since the start. */
async function untilLinks(watcher: Watcher, ...kinds: Link['kind'][]): Promise<void> {
  await watcher.until(`the links ${kinds.join(', ')}`, () => watcher.links.join().startsWith(kinds.join()));
}

async function untilLost(watcher: Watcher): Promise<string> {
  return await watcher.until('the link to be lost', () => {
    const { link } = watcher.client.status;
    return link.kind === 'waiting' && link.why;
  });
}

function tradeCount(watcher: Watcher): number {
  return watcher.tape.items('AAPL').length;
}

async function untilMoreTrades(watcher: Watcher, more = 20): Promise<void> {
  const before = tradeCount(watcher);
  await watcher.until('more trades', () => tradeCount(watcher) > before + more);
}

function gapsOf(watcher: Watcher): string[] {
  return watcher.tape.items('AAPL').flatMap((item) => (item.kind === 'gap' ? [item.why] : []));
}

describe('feed client', () => {
  it('resumes after a dropped connection', async () => {
    const { feed, watcher } = await startWatching('drop at=1s');
    expect(await untilLost(watcher)).toBe('the connection broke off');
    await untilLinks(watcher, 'connecting', 'live', 'waiting', 'connecting', 'resuming', 'live');
    await feed.expectComplete(watcher);
    expect(watcher.client.status.lastRecovery?.tape.reset.symbols).toBe(0);
  });

  it('shows delayed prices in order and loses nothing', async () => {
    const { feed, watcher } = await startWatching('delay by=300ms');
    await untilMoreTrades(watcher);
    const shown = Math.max(watcher.board.get('AAPL')?.quote?.time ?? 0, watcher.board.get('MSFT')?.quote?.time ?? 0);
    expect(feed.market.time - shown).toBeGreaterThan(250);
    await feed.expectComplete(watcher);
    expect(watcher.links).toEqual(['connecting', 'live']);
  });

  it('keeps the order and loses nothing under jitter', async () => {
    const { feed, watcher } = await startWatching('jitter by=150ms');
    await untilMoreTrades(watcher, 60);
    await feed.expectComplete(watcher);
    expect(watcher.links).toEqual(['connecting', 'live']);
    expect(watcher.client.status.lastRecovery).toBeUndefined();
  });

  it('becomes stale, reconnects and resumes after a stall', async () => {
    const { feed, watcher } = await startWatching('stall at=1s for=2600ms');
    await untilLinks(watcher, 'connecting', 'live', 'stale', 'waiting', 'connecting', 'resuming', 'live');
    await feed.expectComplete(watcher);
    expect(watcher.client.status.lastRecovery?.downMs).toBeGreaterThan(1_000);
  });

  it('ignores duplicate batches', async () => {
    const { feed, watcher } = await startWatching('duplicate at=1s for=1s');
    const client = await RawClient.open(feed.url);
    await client.request('subscribe', encodeSubscribe([{ symbol: 'AAPL', mode: 'board' }]));
    const ranges = (): number[] => client.payloads('batch').map((batch) => decodeBatch(batch).through);
    await client.until('a duplicate batch', () => new Set(ranges()).size < ranges().length);
    await untilMoreTrades(watcher);
    await feed.expectComplete(watcher);
    expect(watcher.links).toEqual(['connecting', 'live']);
  });

  it('fills the gap of reordered batches on the same connection', async () => {
    const { feed, watcher } = await startWatching('reorder at=1s every=200ms times=3');
    await untilLinks(watcher, 'connecting', 'live', 'resuming', 'live', 'resuming', 'live');
    await feed.expectComplete(watcher);
    expect(watcher.links).not.toContain('waiting');
  });

  it('fills the gap of skipped ticks on the same connection', async () => {
    const { feed, watcher } = await startWatching('skip at=1s ticks=150');
    await untilLinks(watcher, 'connecting', 'live', 'resuming', 'live');
    await feed.expectComplete(watcher);
    // A heartbeat may reveal the gap before it has ended; then there are two resumes, the second one empty.
    expect(watcher.client.status.gapsFilled).toBeGreaterThan(0);
    expect(watcher.client.status.lastRecovery).toBeUndefined();
    expect(gapsOf(watcher)).toEqual([]);
    expect(watcher.links).not.toContain('waiting');
  });

  it('gets merged updates when throttled, and is current at the end', async () => {
    const { feed, watcher } = await startWatching('throttle batches=4');
    await untilMoreTrades(watcher, 60);
    await feed.expectComplete(watcher);
    expect(watcher.links).toEqual(['connecting', 'live']);
  });

  it('drops the connection on an invalid message, reports the reason, and resumes', async () => {
    const { feed, watcher } = await startWatching('malformed at=1s');
    expect(await untilLost(watcher)).toContain('the server sent a bad message: batch');
    await untilLinks(watcher, 'connecting', 'live', 'waiting', 'connecting', 'resuming', 'live');
    await feed.expectComplete(watcher);
  });
  it('reconnects after a close code that allows it', async () => {
    const { feed, watcher } = await startWatching('close at=1s code=4321 reason="too much on its mind"');
    expect(await untilLost(watcher)).toBe('too much on its mind, 4321');
    await untilLinks(watcher, 'connecting', 'live', 'waiting', 'connecting', 'resuming', 'live');
    await feed.expectComplete(watcher);
  });

  it('does not reconnect after a close code that forbids it', async () => {
    const { watcher } = await startWatching('close at=1s code=4777 reason="your trial is over"');
    await watcher.untilLink('refused');
    expect(watcher.client.link).toEqual({ kind: 'refused', code: 4777, why: 'your trial is over' });
    expect(watcher.client.status.outage?.why).toBe('your trial is over');
    expect(watcher.links).toEqual(['connecting', 'live', 'refused']);
  });

  it('reconnects after a server restart, and marks the gap in the tape', async () => {
    const { feed, watcher } = await startWatching('restart at=1s for=500ms');
    expect(await untilLost(watcher)).toBe('the feed server restarts, 4000');
    await watcher.until('another link', () => watcher.links.slice(2).includes('live'));
    await untilTraded(watcher);
    await feed.expectComplete(watcher);
    expect(gapsOf(watcher)).toEqual(['other-epoch']);
    expect(watcher.client.status.lastRecovery?.board.reset.symbols).toBe(5);
  });
  it('shows the age of a muted symbol, and continues with the others', async () => {
    const { feed, watcher } = await startWatching('mute symbols=AAPL at=1s for=1s');
    const timeOf = (symbol: string): number => watcher.board.get(symbol)?.quote?.time ?? 0;
    await watcher.until('AAPL to stop while MSFT moves', () => timeOf('MSFT') - timeOf('AAPL') > 700);
    await untilMoreTrades(watcher);
    await feed.expectComplete(watcher);
    expect(watcher.links).toEqual(['connecting', 'live']);
  });

  it('stays live and follows market time while all symbols are muted', async () => {
    const { feed, watcher } = await startWatching('mute at=1s for=1200ms');
    const newest = (): number => Math.max(...['AAPL', 'MSFT'].map((s) => watcher.board.get(s)?.quote?.time ?? 0));
    await watcher.until(
      'the market to be open without updates',
      () => (watcher.client.status.feedInfo?.marketTime ?? 0) - newest() > 700,
    );
    expect(watcher.client.status.feedInfo?.session).toBe('open');
    await untilMoreTrades(watcher);
    await feed.expectComplete(watcher);
    expect(watcher.links).toEqual(['connecting', 'live']);
  });

  it('subscribes again on the same connection when a new log starts, with a gap in the tape', async () => {
    const { feed, watcher } = await startWatching('epoch at=1s');
    await untilLinks(watcher, 'connecting', 'live', 'resuming', 'live');
    await untilTraded(watcher);
    await feed.expectComplete(watcher);
    expect(gapsOf(watcher)).toEqual(['other-epoch']);
    expect(watcher.links).not.toContain('waiting');
  });

  it('reports which symbol was refused and why, and gets the others', async () => {
    const others = BusyMarket.symbols.filter((symbol) => symbol !== 'JPM');
    const feed = await FaultyFeed.start(['refuse symbols=JPM']);
    const watcher = feed.watch();
    await watcher.until('the refusal', () => watcher.client.status.refused.size > 0);
    await watcher.untilLink('live');
    expect([...watcher.client.status.refused]).toEqual([['JPM', 'JPM is refused by a scenario']]);
    await untilTraded(watcher, others);
    await feed.expectComplete(watcher, others);
  });

  it('shows the right state although the server clock is wrong', async () => {
    const { feed, watcher } = await startWatching('skew by=-5m');
    const client = await RawClient.open(feed.url);
    await client.until('a heartbeat', () => client.payloads('heartbeat').length > 0);
    const times = [
      decodeWelcome(client.payloads('welcome')[0]).serverTime,
      decodeHeartbeat(client.payloads('heartbeat')[0]).serverTime,
    ];
    for (const time of times) expect(Math.abs(Date.now() - 300_000 - time)).toBeLessThan(10_000);
    await feed.expectComplete(watcher);
    expect(Math.abs(Date.now() - (watcher.client.status.lastMessageAt ?? 0))).toBeLessThan(10_000);
    expect(watcher.links).toEqual(['connecting', 'live']);
  });
});
