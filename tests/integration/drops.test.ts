// Failing links and restarted servers: afterwards, a client's board equals that of a new client, and its tape equals the
// replayed log, except for marked gaps.
import { describe, expect, it } from 'vitest';
import { decodeBatch, decodeHeartbeat, decodeReply, decodeWelcome, encodeResume } from '../../proto/codec.ts';
import { FaultyProxy } from '../support/network/faulty-proxy.ts';
import { FeedProcess } from '../support/feeds/feed-process.ts';
import { RawClient } from '../support/clients/raw-client.ts';
import { Dice } from '../support/random/seeded.ts';
import { until } from '../support/time/until.ts';
import { Watcher } from '../support/clients/watcher.ts';

const SYMBOLS = ['AAPL', 'MSFT', 'NVDA', 'AMZN', 'JPM'];
const ALL = { board: SYMBOLS, tape: SYMBOLS };
const HEARTBEAT_MS = 200;
/** Batches are sent with each tick, so that two clients are often at the same position and can be compared. */
const FEED = ['--batch-rate', '1000', '--heartbeat', String(HEARTBEAT_MS)];
const MARKET = [...FEED, '--symbols', SYMBOLS.join(), '--rate', '5'];

interface Trade {
  readonly sequence: number;
  readonly time: number;
  readonly price: number;
  readonly size: number;
}

/** The trades from the start of a log up to a position, by symbol. */
type TradeLog = ReadonlyMap<string, readonly Trade[]>;

/** The trades that the server replays from the beginning of its log. */
async function tradesInLog(url: string): Promise<TradeLog> {
  const client = await RawClient.open(url);
  const { epoch } = decodeWelcome(client.received[0]?.payload).head;
  const subscriptions = SYMBOLS.map((symbol) => ({ symbol, mode: 'tape' as const }));
  const resume = encodeResume({ after: { epoch, sequence: 0 }, subscriptions, lanes: [] });
  const { accepted, head } = decodeReply(await client.request('resume', resume));
  const reached = (): boolean => {
    const { event, payload } = client.received.at(-1) ?? {};
    const range =
      event === 'batch' ? decodeBatch(payload) : event === 'heartbeat' ? decodeHeartbeat(payload) : undefined;
    // A heartbeat from before the resume may have the same range.
    return client.payloads('batch').length > 0 && range !== undefined && range.through >= head.sequence;
  };
  await client.until('the log to be replayed', reached);
  const log = new Map(SYMBOLS.map((symbol): [string, Trade[]] => [symbol, []]));
  const symbolOf = new Map(accepted.map(({ instrument: { id, symbol } }) => [id, symbol]));
  for (const { tape } of client.payloads('batch').map(decodeBatch))
    for (const [i, id] of tape.id.entries())
      log.get(symbolOf.get(id) ?? '')?.push({
        sequence: tape.sequence[i] as number,
        time: tape.time[i] as number,
        price: tape.price[i] as number,
        size: tape.size[i] as number,
      });
  return log;
}

/** The tape of a symbol, in segments between marked gaps. */
function segmentsOf(watcher: Watcher, symbol: string): Trade[][] {
  const segments: Trade[][] = [[]];
  for (const item of watcher.tape.items(symbol)) {
    if (item.kind === 'gap') segments.push([]);
    else segments.at(-1)?.push({ sequence: item.sequence, time: item.time, price: item.price, size: item.size });
  }
  return segments;
}

/** Compares each segment of the tape with one log. A segment may continue beyond its log. */
function tapeFaults(watcher: Watcher, logs: readonly TradeLog[]): string[] {
  const faults: string[] = [];
  for (const symbol of SYMBOLS) {
    const segments = segmentsOf(watcher, symbol);
    if (segments.length !== logs.length) faults.push(`${symbol}: ${segments.length} segments`);
    for (const [i, segment] of segments.entries()) {
      const log = logs[i]?.get(symbol) ?? [];
      const end = log.at(-1)?.sequence ?? 0;
      const received = segment.filter((t) => t.sequence <= end);
      const expected = log.slice(log.findIndex((t) => t.sequence === segment[0]?.sequence));
      if (received.length === 0) faults.push(`${symbol}: nothing in segment ${i}`);
      if (JSON.stringify(received) !== JSON.stringify(expected)) faults.push(`${symbol}: a gap in segment ${i}`);
    }
  }
  return faults;
}

/** Waits for a trade of every symbol since the last gap. */
async function untilTraded(watcher: Watcher): Promise<void> {
  const hasTrade = (symbol: string): boolean => segmentsOf(watcher, symbol).at(-1)?.length !== 0;
  await watcher.until('a trade of every symbol', () => SYMBOLS.every(hasTrade));
}

/** Waits until the tape has reached the end of the log, then compares all of it. `before`: the logs of earlier servers. */
async function expectCompleteTape(watcher: Watcher, url: string, before: readonly TradeLog[] = []): Promise<void> {
  await untilTraded(watcher);
  const log = await tradesInLog(url);
  const isAtEnd = (symbol: string): boolean =>
    (segmentsOf(watcher, symbol).at(-1)?.at(-1)?.sequence ?? 0) >= (log.get(symbol)?.at(-1)?.sequence ?? 0);
  await watcher.until('the tape to reach the end of the log', () => SYMBOLS.every(isAtEnd));
  expect(tapeFaults(watcher, [...before, log])).toEqual([]);
}

function boardOf({ board }: Watcher, symbols: readonly string[]): string {
  const rows = symbols.map((symbol) => {
    const entry = board.get(symbol);
    return [symbol, entry?.reference, entry?.quote, entry?.trades];
  });
  return JSON.stringify(rows);
}

/** Expects the same board as that of a new client. Volume and count are sums, so a missed or duplicated trade would always show. */
async function expectFreshBoard(watcher: Watcher, url: string, symbols: readonly string[] = SYMBOLS): Promise<void> {
  const fresh = new Watcher(url, { board: symbols });
  await fresh.untilLink('live');
  await until('the board to equal that of a new client', () => boardOf(watcher, symbols) === boardOf(fresh, symbols), {
    on(check) {
      const unsubscribes = [watcher, fresh].map((w) => w.client.on('status', check));
      return () => unsubscribes.forEach((unsubscribe) => unsubscribe());
    },
  });
}

/** Calls `act`, and waits until the client has resumed. */
async function untilResumed(watcher: Watcher, act: () => unknown): Promise<void> {
  const { lastRecovery } = watcher.client.status;
  await act();
  await watcher.until('a resume', () => {
    const { status } = watcher.client;
    return status.lastRecovery !== lastRecovery && status.link.kind === 'live';
  });
}

async function startWithProxy(): Promise<{ feed: FeedProcess; proxy: FaultyProxy; watcher: Watcher }> {
  const feed = await FeedProcess.start(MARKET);
  const proxy = await FaultyProxy.start(feed.port);
  const watcher = new Watcher(proxy.url, ALL);
  await watcher.untilLink('live');
  return { feed, proxy, watcher };
}

describe('failing link', () => {
  it('loses nothing when it is cut repeatedly, in the middle of batches and resumes', async () => {
    const { feed, proxy, watcher } = await startWithProxy();
    const dice = new Dice(20);
    for (let i = 0; i < 20; i++) {
      await proxy.cutAfter(dice.below(4_000));
      if (dice.chance(0.5)) await untilResumed(watcher, () => undefined);
    }
    await watcher.untilLink('live');
    await expectFreshBoard(watcher, feed.url);
    await expectCompleteTape(watcher, feed.url);
    const { board, tape } = watcher.client.status.lastRecovery ?? {};
    expect([board?.reset.symbols, tape?.reset.symbols]).toEqual([0, 0]);
  });

  it('becomes stale when it is silent, reconnects, and loses nothing', async () => {
    const { feed, proxy, watcher } = await startWithProxy();
    proxy.pause();
    await watcher.untilLink('stale');
    await watcher.untilLink('connecting');
    await untilResumed(watcher, () => proxy.resume());
    expect(watcher.links.slice(0, 5)).toEqual(['connecting', 'live', 'stale', 'waiting', 'connecting']);
    await expectFreshBoard(watcher, feed.url);
    await expectCompleteTape(watcher, feed.url);
  });

  it('continues without reconnecting after a short silence', async () => {
    const { feed, proxy, watcher } = await startWithProxy();
    proxy.pause();
    await watcher.untilLink('stale');
    proxy.resume();
    await watcher.untilLink('live');
    await expectFreshBoard(watcher, feed.url);
    await expectCompleteTape(watcher, feed.url);
    expect(watcher.links).toEqual(['connecting', 'live', 'stale', 'live']);
  });

  it('is retried while connections are refused', async () => {
    const { feed, proxy, watcher } = await startWithProxy();
    proxy.refuse(true);
    proxy.drop();
    await watcher.until('the third attempt to fail', () => {
      const { link } = watcher.client.status;
      return link.kind === 'waiting' && link.attempt > 3;
    });
    await untilResumed(watcher, () => proxy.refuse(false));
    await expectFreshBoard(watcher, feed.url);
    await expectCompleteTape(watcher, feed.url);
  });
});

describe('restarted server', () => {
  it.each(['SIGTERM', 'SIGKILL'] as const)(
    'after %s, sends the board of the new log and reset receipts, and the tape has a gap',
    async (signal) => {
      const feed = await FeedProcess.start(MARKET);
      const watcher = new Watcher(feed.url, ALL);
      await untilTraded(watcher);
      const before = await tradesInLog(feed.url);
      await untilResumed(watcher, async () => {
        const lost = watcher.until('the link to be lost', () => {
          const { link } = watcher.client.status;
          return link.kind === 'waiting' && link.why;
        });
        await feed.stop(signal);
        // Workers outlive a killed server long enough to send the close messages.
        const whyKilled =
          process.env.TAPEWIRE_WORKERS === undefined ? 'the connection broke off' : 'the feed server has ended';
        expect(await lost).toContain(signal === 'SIGTERM' ? 'the feed server is shutting down' : whyKilled);
        await FeedProcess.start([...MARKET, '--seed', '8'], { port: feed.port });
      });
      const { board, tape } = watcher.client.status.lastRecovery ?? {};
      expect(board?.reset.symbols).toBe(SYMBOLS.length);
      expect(tape?.reset.symbols).toBe(SYMBOLS.length);
      await expectFreshBoard(watcher, feed.url);
      await expectCompleteTape(watcher, feed.url, [before]);
      expect(watcher.tape.items('AAPL').find((item) => item.kind === 'gap')).toEqual({
        kind: 'gap',
        why: 'other-epoch',
      });
    },
  );

  it('gets subscriptions for the symbols it offers', async () => {
    const feed = await FeedProcess.start([...FEED, '--symbols', 'AAPL,MSFT']);
    const watcher = new Watcher(feed.url, { board: ['AAPL', 'MSFT', 'JPM', 'NOSUCH'], tape: ['NOSUCH'] });
    await watcher.untilLink('live');
    expect([...watcher.client.status.refused.keys()]).toEqual(['JPM', 'NOSUCH']);
    await untilResumed(watcher, async () => {
      await feed.stop();
      await FeedProcess.start([...FEED, '--symbols', 'AAPL,JPM'], { port: feed.port });
    });
    await watcher.until('both offered symbols', () => watcher.board.get('JPM')?.quote !== undefined);
    expect([...watcher.client.status.refused.keys()].sort()).toEqual(['MSFT', 'NOSUCH']);
    await expectFreshBoard(watcher, feed.url, ['AAPL', 'JPM']);
  });
});

describe('check of the tape', () => {
  it('fires on a missing trade and on a duplicated one', async () => {
    const feed = await FeedProcess.start(MARKET);
    const watcher = new Watcher(feed.url, ALL);
    await untilTraded(watcher);
    await watcher.until('a few trades', () => watcher.tape.items('AAPL').length > 5);
    const log = await tradesInLog(feed.url);
    await expectCompleteTape(watcher, feed.url);
    const items = watcher.tape.items('AAPL') as unknown[];
    const [removed] = items.splice(2, 1);
    expect(tapeFaults(watcher, [log])).toEqual(['AAPL: a gap in segment 0']);
    items.splice(2, 0, removed, removed);
    expect(tapeFaults(watcher, [log])).toEqual(['AAPL: a gap in segment 0']);
  });
});
