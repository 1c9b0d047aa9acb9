// Every fault once, over real sockets: the feed client recovers from it, or reports it.
import { describe, expect, it } from 'vitest';
import { decodeBatch, decodeHeartbeat, decodeWelcome, encodeSubscribe } from '../../proto/codec.ts';
import type { Link } from '../../feed-client/index.ts';
import { BusyMarket } from '../support/market/busy-market.ts';
import { FaultyFeed } from '../support/feeds/faulty-feed.ts';
import { RawClient } from '../support/clients/raw-client.ts';
import type { Watcher } from '../support/clients/watcher.ts';

/** Waits for a trade of every symbol since the last gap of its tape. */
async function untilTraded(watcher: Watcher, symbols = BusyMarket.symbols): Promise<void> {
  const traded = (symbol: string): boolean => watcher.tape.items(symbol).at(-1)?.kind === 'trade';
  await watcher.until('a trade of every symbol', () => symbols.every(traded));
}

/** A watcher of a feed with these faults, live and with something to show before one strikes at 1 s. */
async function watch(...faults: string[]): Promise<{ feed: FaultyFeed; watcher: Watcher }> {
  const feed = await FaultyFeed.start(faults);
  const watcher = feed.watch();
  await watcher.untilLink('live');
  await untilTraded(watcher);
  return { feed, watcher };
}

/** Waits until the link has been of these kinds, one after the other, since the start. */
async function untilLinks(watcher: Watcher, ...kinds: Link['kind'][]): Promise<void> {
  await watcher.until(`the links ${kinds.join(', ')}`, () => watcher.links.join().startsWith(kinds.join()));
}

async function whyLost(watcher: Watcher): Promise<string> {
  return await watcher.until('the link to be lost', () => {
    const { link } = watcher.client.status;
    return link.kind === 'waiting' && link.why;
  });
}

function tradesOn(watcher: Watcher): number {
  return watcher.tape.items('AAPL').length;
}

async function untilMoreTrades(watcher: Watcher, more = 20): Promise<void> {
  const before = tradesOn(watcher);
  await watcher.until('more trades', () => tradesOn(watcher) > before + more);
}

function gapsOn(watcher: Watcher): string[] {
  return watcher.tape.items('AAPL').flatMap((item) => (item.kind === 'gap' ? [item.why] : []));
}

describe('a connection that', () => {
  it('drops is called lost, and resumes', async () => {
    const { feed, watcher } = await watch('drop at=1s');
    expect(await whyLost(watcher)).toBe('the connection broke off');
    await untilLinks(watcher, 'connecting', 'live', 'waiting', 'connecting', 'resuming', 'live');
    await feed.expectComplete(watcher);
    expect(watcher.client.status.lastRecovery?.tape.reset.symbols).toBe(0);
  });

  it('is slow shows older prices in order, and loses nothing', async () => {
    const { feed, watcher } = await watch('delay by=300ms');
    await untilMoreTrades(watcher);
    const shown = Math.max(watcher.board.get('AAPL')?.quote?.time ?? 0, watcher.board.get('MSFT')?.quote?.time ?? 0);
    expect(feed.market.time - shown).toBeGreaterThan(250);
    await feed.expectComplete(watcher);
    expect(watcher.links).toEqual(['connecting', 'live']);
  });

  it('is now slow, now quick keeps the order and loses nothing', async () => {
    const { feed, watcher } = await watch('jitter by=150ms');
    await untilMoreTrades(watcher, 60);
    await feed.expectComplete(watcher);
    expect(watcher.links).toEqual(['connecting', 'live']);
    expect(watcher.client.status.lastRecovery).toBeUndefined();
  });

  it('stalls is called stale, given up, and resumes once it flows again', async () => {
    const { feed, watcher } = await watch('stall at=1s for=2600ms');
    await untilLinks(watcher, 'connecting', 'live', 'stale', 'waiting', 'connecting', 'resuming', 'live');
    await feed.expectComplete(watcher);
    expect(watcher.client.status.lastRecovery?.downMs).toBeGreaterThan(1_000);
  });

  it('repeats batches is taken at its word once', async () => {
    const { feed, watcher } = await watch('duplicate at=1s for=1s');
    const client = await RawClient.open(feed.url);
    await client.request('subscribe', encodeSubscribe([{ symbol: 'AAPL', mode: 'board' }]));
    const ranges = (): number[] => client.payloads('batch').map((batch) => decodeBatch(batch).through);
    await client.until('a batch to come twice', () => new Set(ranges()).size < ranges().length);
    await untilMoreTrades(watcher);
    await feed.expectComplete(watcher);
    expect(watcher.links).toEqual(['connecting', 'live']);
  });

  it('delivers in another order has the hole filled on the same link', async () => {
    const { feed, watcher } = await watch('reorder at=1s every=200ms times=3');
    await untilLinks(watcher, 'connecting', 'live', 'resuming', 'live', 'resuming', 'live');
    await feed.expectComplete(watcher);
    expect(watcher.links).not.toContain('waiting');
  });

  it('skips sequences has the hole filled on the same link', async () => {
    const { feed, watcher } = await watch('skip at=1s ticks=150');
    await untilLinks(watcher, 'connecting', 'live', 'resuming', 'live');
    await feed.expectComplete(watcher);
    // A heartbeat may show the hole before all of it is swallowed; then it takes two resumes, the last of nothing.
    expect(watcher.client.status.gapsFilled).toBeGreaterThan(0);
    expect(watcher.client.status.lastRecovery).toBeUndefined();
    expect(gapsOn(watcher)).toEqual([]);
    expect(watcher.links).not.toContain('waiting');
  });

  it('is throttled gets merged updates, and is current in the end', async () => {
    const { feed, watcher } = await watch('throttle batches=4');
    await untilMoreTrades(watcher, 60);
    await feed.expectComplete(watcher);
    expect(watcher.links).toEqual(['connecting', 'live']);
  });

  it('carries an invalid message is dropped with the reason, and resumed', async () => {
    const { feed, watcher } = await watch('malformed at=1s');
    expect(await whyLost(watcher)).toContain('the server sent a bad message: batch');
    await untilLinks(watcher, 'connecting', 'live', 'waiting', 'connecting', 'resuming', 'live');
    await feed.expectComplete(watcher);
  });
});

describe('a server that closes', () => {
  it('with a code to come again is met again', async () => {
    const { feed, watcher } = await watch('close at=1s code=4321 reason="too much on its mind"');
    expect(await whyLost(watcher)).toBe('too much on its mind, 4321');
    await untilLinks(watcher, 'connecting', 'live', 'waiting', 'connecting', 'resuming', 'live');
    await feed.expectComplete(watcher);
  });

  it('with a code not to come again is not', async () => {
    const { watcher } = await watch('close at=1s code=4777 reason="your trial is over"');
    await watcher.untilLink('refused');
    expect(watcher.client.link).toEqual({ kind: 'refused', code: 4777, why: 'your trial is over' });
    expect(watcher.client.status.outage?.why).toBe('your trial is over');
    expect(watcher.links).toEqual(['connecting', 'live', 'refused']);
  });

  it('and is back later, with a new log, is met again, with the hole in the tape marked', async () => {
    const { feed, watcher } = await watch('restart at=1s for=500ms');
    expect(await whyLost(watcher)).toBe('the feed server restarts, 4000');
    await watcher.until('another link', () => watcher.links.slice(2).includes('live'));
    await untilTraded(watcher);
    await feed.expectComplete(watcher);
    expect(gapsOn(watcher)).toEqual(['other-epoch']);
    expect(watcher.client.status.lastRecovery?.board.reset.symbols).toBe(5);
  });
});

describe('a server that', () => {
  it('mutes a symbol continues with the others, and the row shows its age', async () => {
    const { feed, watcher } = await watch('mute symbols=AAPL at=1s for=1s');
    const timeOf = (symbol: string): number => watcher.board.get(symbol)?.quote?.time ?? 0;
    await watcher.until('AAPL to stand while MSFT moves', () => timeOf('MSFT') - timeOf('AAPL') > 700);
    await untilMoreTrades(watcher);
    await feed.expectComplete(watcher);
    expect(watcher.links).toEqual(['connecting', 'live']);
  });

  it('mutes all symbols stays live and keeps the time, while no price moves', async () => {
    const { feed, watcher } = await watch('mute at=1s for=1200ms');
    const newest = (): number => Math.max(...['AAPL', 'MSFT'].map((s) => watcher.board.get(s)?.quote?.time ?? 0));
    await watcher.until(
      'the market to be open and still',
      () => (watcher.client.status.feedInfo?.marketTime ?? 0) - newest() > 700,
    );
    expect(watcher.client.status.feedInfo?.session).toBe('open');
    await untilMoreTrades(watcher);
    await feed.expectComplete(watcher);
    expect(watcher.links).toEqual(['connecting', 'live']);
  });

  it('starts another log is subscribed again on the same link, with a gap in the tape', async () => {
    const { feed, watcher } = await watch('epoch at=1s');
    await untilLinks(watcher, 'connecting', 'live', 'resuming', 'live');
    await untilTraded(watcher);
    await feed.expectComplete(watcher);
    expect(gapsOn(watcher)).toEqual(['other-epoch']);
    expect(watcher.links).not.toContain('waiting');
  });

  it('refuses a symbol serves the others, and the client says which and why', async () => {
    const others = BusyMarket.symbols.filter((symbol) => symbol !== 'JPM');
    const feed = await FaultyFeed.start(['refuse symbols=JPM']);
    const watcher = feed.watch();
    await watcher.until('an answer', () => watcher.client.status.refused.size > 0);
    await watcher.untilLink('live');
    expect([...watcher.client.status.refused]).toEqual([['JPM', 'JPM is refused by a scenario']]);
    await untilTraded(watcher, others);
    await feed.expectComplete(watcher, others);
  });

  it('has its clock wrong says so to all, and nothing shown depends on it', async () => {
    const { feed, watcher } = await watch('skew by=-5m');
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
