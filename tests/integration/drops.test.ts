// Links and servers that go away under a watching client: afterwards its board is that of a client that has just come, and
// its tape is what the log replays, but for gaps that are marked.
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
/** Batches go out as ticks come, so that two clients are often at the same place in the log and can be compared. */
const FEED = ['--batch-rate', '1000', '--heartbeat', String(HEARTBEAT_MS)];
const MARKET = [...FEED, '--symbols', SYMBOLS.join(), '--rate', '5'];

interface Trade {
  readonly sequence: number;
  readonly time: number;
  readonly price: number;
  readonly size: number;
}

/** Every trade of a log up to some moment, by symbol. */
type TradeLog = ReadonlyMap<string, readonly Trade[]>;

/** The trades that the server replays to a client without any. */
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
    // A heartbeat of before the resume may say as much.
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

/** The tape of a symbol, in stretches between marked gaps. */
function stretchesOf(watcher: Watcher, symbol: string): Trade[][] {
  const stretches: Trade[][] = [[]];
  for (const item of watcher.tape.items(symbol)) {
    if (item.kind === 'gap') stretches.push([]);
    else stretches.at(-1)?.push({ sequence: item.sequence, time: item.time, price: item.price, size: item.size });
  }
  return stretches;
}

/** Stretches of the tape that are not what the logs hold, one log a stretch. Each may end later than its log was read. */
function faultsOfTape(watcher: Watcher, logs: readonly TradeLog[]): string[] {
  const faults: string[] = [];
  for (const symbol of SYMBOLS) {
    const stretches = stretchesOf(watcher, symbol);
    if (stretches.length !== logs.length) faults.push(`${symbol}: ${stretches.length} stretches`);
    for (const [i, stretch] of stretches.entries()) {
      const log = logs[i]?.get(symbol) ?? [];
      const end = log.at(-1)?.sequence ?? 0;
      const found = stretch.filter((t) => t.sequence <= end);
      const expected = log.slice(log.findIndex((t) => t.sequence === stretch[0]?.sequence));
      if (found.length === 0) faults.push(`${symbol}: nothing in stretch ${i}`);
      if (JSON.stringify(found) !== JSON.stringify(expected)) faults.push(`${symbol}: a hole in stretch ${i}`);
    }
  }
  return faults;
}

/** Waits for a trade of every symbol since the last gap. */
async function untilTraded(watcher: Watcher): Promise<void> {
  const traded = (symbol: string): boolean => stretchesOf(watcher, symbol).at(-1)?.length !== 0;
  await watcher.until('a trade of every symbol', () => SYMBOLS.every(traded));
}

/** Waits until the tape has got to the end of the log, then looks at all of it; `before`: logs of servers that are gone. */
async function expectWholeTape(watcher: Watcher, url: string, before: readonly TradeLog[] = []): Promise<void> {
  await untilTraded(watcher);
  const log = await tradesInLog(url);
  const atEnd = (symbol: string): boolean =>
    (stretchesOf(watcher, symbol).at(-1)?.at(-1)?.sequence ?? 0) >= (log.get(symbol)?.at(-1)?.sequence ?? 0);
  await watcher.until('the tape to reach the end of the log', () => SYMBOLS.every(atEnd));
  expect(faultsOfTape(watcher, [...before, log])).toEqual([]);
}

function boardOf({ board }: Watcher, symbols: readonly string[]): string {
  const rows = symbols.map((symbol) => {
    const entry = board.get(symbol);
    return [symbol, entry?.reference, entry?.quote, entry?.trades];
  });
  return JSON.stringify(rows);
}

/** Volume and count add up, so a board that missed a trade, or took one twice, never agrees again. */
async function expectFreshBoard(watcher: Watcher, url: string, symbols: readonly string[] = SYMBOLS): Promise<void> {
  const fresh = new Watcher(url, { board: symbols });
  await fresh.untilLink('live');
  await until(
    'the board to agree with that of a client that has just come',
    () => boardOf(watcher, symbols) === boardOf(fresh, symbols),
    {
      on(look) {
        const ends = [watcher, fresh].map((w) => w.client.on('status', look));
        return () => ends.forEach((end) => end());
      },
    },
  );
}

/** Waits for the end of an outage: a resume that had not been made before `act`. */
async function untilResumed(watcher: Watcher, act: () => unknown): Promise<void> {
  const { lastRecovery } = watcher.client.status;
  await act();
  await watcher.until('a resume', () => {
    const { status } = watcher.client;
    return status.lastRecovery !== lastRecovery && status.link.kind === 'live';
  });
}

async function startBehindProxy(): Promise<{ feed: FeedProcess; proxy: FaultyProxy; watcher: Watcher }> {
  const feed = await FeedProcess.start(MARKET);
  const proxy = await FaultyProxy.start(feed.port);
  const watcher = new Watcher(proxy.url, ALL);
  await watcher.untilLink('live');
  return { feed, proxy, watcher };
}

describe('a link that fails', () => {
  it('loses nothing if it is cut again and again, in the middle of batches and of resumes', async () => {
    const { feed, proxy, watcher } = await startBehindProxy();
    const dice = new Dice(20);
    for (let i = 0; i < 20; i++) {
      await proxy.cutAfter(dice.below(4_000));
      if (dice.chance(0.5)) await untilResumed(watcher, () => undefined);
    }
    await watcher.untilLink('live');
    await expectFreshBoard(watcher, feed.url);
    await expectWholeTape(watcher, feed.url);
    const { board, tape } = watcher.client.status.lastRecovery ?? {};
    expect([board?.reset.symbols, tape?.reset.symbols]).toEqual([0, 0]);
  });

  it('loses nothing if it goes silent: prices become stale, and the client reconnects', async () => {
    const { feed, proxy, watcher } = await startBehindProxy();
    proxy.pause();
    await watcher.untilLink('stale');
    await watcher.untilLink('connecting');
    await untilResumed(watcher, () => proxy.resume());
    expect(watcher.links.slice(0, 5)).toEqual(['connecting', 'live', 'stale', 'waiting', 'connecting']);
    await expectFreshBoard(watcher, feed.url);
    await expectWholeTape(watcher, feed.url);
  });

  it('continues without reconnecting after a short silence', async () => {
    const { feed, proxy, watcher } = await startBehindProxy();
    proxy.pause();
    await watcher.untilLink('stale');
    proxy.resume();
    await watcher.untilLink('live');
    await expectFreshBoard(watcher, feed.url);
    await expectWholeTape(watcher, feed.url);
    expect(watcher.links).toEqual(['connecting', 'live', 'stale', 'live']);
  });

  it('is tried again and again while it is refused', async () => {
    const { feed, proxy, watcher } = await startBehindProxy();
    proxy.refuse(true);
    proxy.drop();
    await watcher.until('the third try to fail', () => {
      const { link } = watcher.client.status;
      return link.kind === 'waiting' && link.attempt > 3;
    });
    await untilResumed(watcher, () => proxy.refuse(false));
    await expectFreshBoard(watcher, feed.url);
    await expectWholeTape(watcher, feed.url);
  });
});

describe('a server that is started again', () => {
  it.each(['SIGTERM', 'SIGKILL'] as const)(
    'after %s leaves the board of the new log, a receipt that says so and a gap in the tape',
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
        // Workers outlive a killed server long enough to say goodbye in its place.
        const killed =
          process.env.TAPEWIRE_WORKERS === undefined ? 'the connection broke off' : 'the feed server has ended';
        expect(await lost).toContain(signal === 'SIGTERM' ? 'the feed server is shutting down' : killed);
        await FeedProcess.start([...MARKET, '--seed', '8'], { port: feed.port });
      });
      const { board, tape } = watcher.client.status.lastRecovery ?? {};
      expect(board?.reset.symbols).toBe(SYMBOLS.length);
      expect(tape?.reset.symbols).toBe(SYMBOLS.length);
      await expectFreshBoard(watcher, feed.url);
      await expectWholeTape(watcher, feed.url, [before]);
      expect(watcher.tape.items('AAPL').find((item) => item.kind === 'gap')).toEqual({
        kind: 'gap',
        why: 'other-epoch',
      });
    },
  );

  it('is subscribed to for the symbols that it offers', async () => {
    const feed = await FeedProcess.start([...FEED, '--symbols', 'AAPL,MSFT']);
    const watcher = new Watcher(feed.url, { board: ['AAPL', 'MSFT', 'JPM', 'NOSUCH'], tape: ['NOSUCH'] });
    await watcher.untilLink('live');
    expect([...watcher.client.status.refused.keys()]).toEqual(['JPM', 'NOSUCH']);
    await untilResumed(watcher, async () => {
      await feed.stop();
      await FeedProcess.start([...FEED, '--symbols', 'AAPL,JPM'], { port: feed.port });
    });
    await watcher.until('both symbols that are offered', () => watcher.board.get('JPM')?.quote !== undefined);
    expect([...watcher.client.status.refused.keys()].sort()).toEqual(['MSFT', 'NOSUCH']);
    await expectFreshBoard(watcher, feed.url, ['AAPL', 'JPM']);
  });
});

describe('the check of the tape', () => {
  it('fires if a trade is missing, and if one is duplicated', async () => {
    const feed = await FeedProcess.start(MARKET);
    const watcher = new Watcher(feed.url, ALL);
    await untilTraded(watcher);
    await watcher.until('a few trades', () => watcher.tape.items('AAPL').length > 5);
    const log = await tradesInLog(feed.url);
    await expectWholeTape(watcher, feed.url);
    const items = watcher.tape.items('AAPL') as unknown[];
    const [taken] = items.splice(2, 1);
    expect(faultsOfTape(watcher, [log])).toEqual(['AAPL: a hole in stretch 0']);
    items.splice(2, 0, taken, taken);
    expect(faultsOfTape(watcher, [log])).toEqual(['AAPL: a hole in stretch 0']);
  });
});
