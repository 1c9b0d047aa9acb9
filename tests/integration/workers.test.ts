// A feed with several workers: all serve the same market, and nothing is lost if one of them dies.
import { beforeAll, describe, expect, it } from 'vitest';
import {
  decodeBatch,
  decodeHeartbeat,
  decodeReply,
  decodeWelcome,
  encodeResume,
  encodeSubscribe,
} from '../../proto/codec.ts';
import { CLOSE_CODES, type Position, type Subscription } from '../../proto/messages.ts';
import { Admin, WITH_ADMIN } from '../support/feeds/admin.ts';
import { FeedProcess, type FeedProcessOptions } from '../support/feeds/feed-process.ts';
import { RawClient } from '../support/clients/raw-client.ts';
import { until } from '../support/time/until.ts';
import { Watcher } from '../support/clients/watcher.ts';
import { REJECTED_BUG, THROWN_BUG, BUGGY_FEED } from '../support/feeds/buggy-feeds.ts';

const SYMBOLS = ['AAPL', 'MSFT', 'JPM'];
const MARKET = ['--symbols', SYMBOLS.join(), '--rate', '5', '--heartbeat', '100', '--workers', '2', ...WITH_ADMIN];
/** A process may take long to start on a busy machine. */
const MAX_START_MS = 45_000;

async function startFeed(
  extraArgs: readonly string[] = [],
  options: FeedProcessOptions = {},
): Promise<{ feed: FeedProcess; admin: Admin }> {
  const feed = await FeedProcess.start([...MARKET, ...extraArgs], options);
  return { feed, admin: await Admin.of(feed) };
}

async function connect(feed: FeedProcess, clients: number): Promise<RawClient[]> {
  const all: RawClient[] = [];
  // One by one, so that each is counted before the next one is assigned to a worker.
  while (all.length < clients) all.push(await RawClient.open(feed.url));
  return all;
}

function epochOf(client: RawClient): number {
  return decodeWelcome(client.payloads('welcome')[0]).head.epoch;
}

/** Requests every trade after `from`. */
async function resume(client: RawClient, from: Position): Promise<ReturnType<typeof decodeReply>> {
  const subscriptions = SYMBOLS.map((symbol): Subscription => ({ symbol, mode: 'tape' }));
  return decodeReply(await client.request('resume', encodeResume({ after: from, lanes: [], subscriptions })));
}

interface Trade {
  readonly sequence: number;
  readonly id: number;
  readonly price: number;
  readonly size: number;
}

/** The trades up to `through`, once the client has them all. */
async function tradesUpTo(client: RawClient, through: number): Promise<Trade[]> {
  await client.until(`everything up to ${through}`, () => throughOf(client) >= through);
  const trades = client.payloads('batch').flatMap((payload) => {
    const { sequence, id, price, size } = decodeBatch(payload).tape;
    const at = (column: readonly number[], i: number): number => column[i] ?? NaN;
    return sequence.map((value, i) => ({ sequence: value, id: at(id, i), price: at(price, i), size: at(size, i) }));
  });
  return trades.filter(({ sequence }) => sequence <= through);
}

/** The end of the ranges that follow a resume. Heartbeats before the first batch are from before the resume. */
function throughOf(client: RawClient): number {
  if (client.payloads('batch').length === 0) return 0;
  const { event, payload } = client.received.at(-1) ?? {};
  if (event === 'batch') return decodeBatch(payload).through;
  return event === 'heartbeat' ? decodeHeartbeat(payload).through : 0;
}

/** Process id of the worker with the most connections. */
async function busiestWorker(admin: Admin): Promise<number> {
  const { workers = [] } = await admin.status();
  const [busiest] = [...workers].sort((a, b) => b.connections - a.connections);
  expect(busiest?.connections).toBeGreaterThan(0);
  return busiest?.pid ?? NaN;
}

async function untilReplaced(admin: Admin, pid: number): Promise<void> {
  const replaced = async (): Promise<boolean> => {
    const { workers = [] } = await admin.status();
    return workers.length === 2 && workers.every((worker) => worker.pid !== pid);
  };
  await until('a new worker to replace the one that died', replaced, { limitMs: MAX_START_MS });
}

describe('clients of two workers', () => {
  let feed: FeedProcess;
  let admin: Admin;

  beforeAll(async () => {
    ({ feed, admin } = await startFeed());
  });

  it('are spread over both, counted together, and get the same ticks', async () => {
    const clients = await connect(feed, 6);
    const connections = await admin.connections();
    expect(connections.map(({ number }) => number).sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(new Set(connections.map(({ worker }) => worker)).size).toBe(2);
    const { connections: count, workers = [], position } = await admin.status();
    expect(count).toBe(6);
    expect(workers.map((worker) => worker.connections)).toEqual([3, 3]);
    expect(new Set(clients.map(epochOf))).toEqual(new Set([position.epoch]));
    const replies = await Promise.all(clients.map((client) => resume(client, { ...position, sequence: 0 })));
    const through = Math.max(...replies.map(({ head }) => head.sequence)) + 100;
    const delivered = await Promise.all(clients.map((client) => tradesUpTo(client, through)));
    expect(delivered[0]?.length).toBeGreaterThan(20);
    for (const trades of delivered) expect(trades).toEqual(delivered[0]);
  });

  it('get a healthy response from either worker', async () => {
    for (let i = 0; i < 6; i++) expect((await fetch(`${feed.url}/healthz`)).status).toBe(200);
  });
});

describe('failing worker', () => {
  it('loses no data: its clients resume on another worker, and on its replacement, with exact receipts', async () => {
    const { feed, admin } = await startFeed();
    const watchers = Array.from({ length: 4 }, () => new Watcher(feed.url, { board: SYMBOLS, tape: SYMBOLS }));
    for (const watcher of watchers)
      await watcher.until('a trade of every symbol', () => SYMBOLS.every((s) => watcher.tape.items(s).length > 0));
    // In the second round, some clients are on the new worker.
    for (const round of [1, 2]) {
      const pid = await busiestWorker(admin);
      process.kill(pid, 'SIGKILL');
      await untilReplaced(admin, pid);
      for (const watcher of watchers) await watcher.untilLink('live');
      const resumes = watchers.flatMap(({ client }) => client.status.lastRecovery ?? []);
      expect(resumes.length).toBeGreaterThan(0);
      // A board gets the missed ticks merged, so its receipts need not be exact.
      for (const { board, tape } of resumes)
        expect([board.reset, tape.reset, tape.exact]).toMatchObject([{ symbols: 0 }, { symbols: 0 }, { symbols: 3 }]);
      expect(feed.logLinesWith('a worker ended on SIGKILL')).toHaveLength(round);
    }
    // There must be enough trades to compare, however quickly the workers were replaced.
    for (const watcher of watchers)
      await watcher.until('ten trades of every symbol', () => SYMBOLS.every((s) => watcher.tape.items(s).length >= 10));
    const fresh = await RawClient.open(feed.url);
    const { head, accepted } = await resume(fresh, { epoch: epochOf(fresh), sequence: 0 });
    const log = await tradesUpTo(fresh, head.sequence);
    for (const { instrument } of accepted) {
      const expected = log.filter(({ id }) => id === instrument.id);
      for (const watcher of watchers) {
        const items = (): ReturnType<typeof watcher.tape.items> => watcher.tape.items(instrument.symbol);
        const sequences = (): number[] => items().map((item) => (item.kind === 'gap' ? NaN : item.sequence));
        await watcher.until('the end of the log', () => (sequences().at(-1) ?? 0) >= (expected.at(-1)?.sequence ?? 0));
        const sequencesSinceStart = expected
          .map(({ sequence }) => sequence)
          .filter((sequence) => sequence >= (sequences()[0] ?? 0));
        expect(sequences().slice(0, sequencesSinceStart.length)).toEqual(sequencesSinceStart);
        expect(sequencesSinceStart.length).toBeGreaterThan(5);
      }
    }
  });

  it('is replaced if it hangs', async () => {
    const { feed, admin } = await startFeed();
    const [client] = await connect(feed, 1);
    const [connection] = await admin.connections();
    const pid = connection?.worker ?? NaN;
    process.kill(pid, 'SIGSTOP');
    await client?.untilDisconnected();
    await untilReplaced(admin, pid);
    expect(feed.logLinesWith('a worker ended on SIGKILL')).toMatchObject([{ level: 'warn', worker: pid }]);
  });

  it('is replaced each time it dies, while the other worker serves', async () => {
    const { feed, admin } = await startFeed();
    const client = await RawClient.open(feed.url);
    const [connection] = await admin.connections();
    for (let n = 1; n <= 7; n++) {
      const another = async () => (await admin.status()).workers?.find(({ pid }) => pid !== connection?.worker);
      process.kill((await until('another worker', another, { limitMs: MAX_START_MS })).pid, 'SIGKILL');
      await until(`the end of worker ${n}`, () => feed.logLinesWith('a worker ended on SIGKILL').length >= n);
      expect((await fetch(`${feed.url}/healthz`)).status).toBe(200);
    }
    expect(client.state.kind).toBe('open');
  });

  it('leaves connections waiting for a replacement if it was the last one, and the feed logs that', async () => {
    const { feed, admin } = await startFeed();
    const { workers = [] } = await admin.status();
    for (const { pid } of workers) process.kill(pid, 'SIGKILL');
    const message = 'no worker is serving: connections wait';
    await until('the log line that no worker serves', () => feed.logLinesWith(message).length > 0);
    const client = RawClient.connect(feed.url);
    await client.until('the welcome', () => client.received.length > 0, MAX_START_MS);
    expect(feed.logLinesWith('a worker serves again')).toHaveLength(1);
  });

  it.each([THROWN_BUG, REJECTED_BUG])(
    'sends its clients a close message on an uncaught error: $message',
    async (bug) => {
      const { feed, admin } = await startFeed([], { command: BUGGY_FEED });
      const [client] = await connect(feed, 1);
      const [connection] = await admin.connections();
      const pid = connection?.worker ?? NaN;
      process.kill(pid, bug.signal);
      await client?.untilDisconnected();
      expect(client?.closeMessage).toEqual({
        code: CLOSE_CODES['shutting-down'],
        message: 'this process of the feed server failed; another takes its place',
      });
      await untilReplaced(admin, pid);
      const [line] = feed.logLinesWith(`a bug is stopping the worker ${pid}; please report it`);
      expect(line).toMatchObject({ level: 'fatal', worker: pid });
      expect(line?.err?.stack).toContain(`${bug.message}\n    at `);
      expect(feed.logLinesWith('a worker ended with code 1')).toMatchObject([{ level: 'warn', worker: pid }]);
    },
  );
});

describe('faults with two workers', () => {
  it('strike only the nth connection, on whichever worker it is', async () => {
    const { feed, admin } = await startFeed(['--fault', 'drop at=300ms every=300ms times=1 nth=2']);
    const clients = await connect(feed, 4);
    await until('the drop', () => clients[1]?.state.kind === 'closed');
    await until('a strike in the list', async () => (await admin.faults())[0]?.strikes === 1);
    expect(clients.map(({ state }) => state.kind)).toEqual(['open', 'closed', 'open', 'open']);
  });

  it('count random strikes on both workers', async () => {
    const { feed, admin } = await startFeed(['--fault', 'duplicate probability=1 times=1']);
    const clients = await connect(feed, 4);
    const all = encodeSubscribe(SYMBOLS.map((symbol): Subscription => ({ symbol, mode: 'tape' })));
    for (const client of clients) await client.request('subscribe', all);
    await until('a strike on each connection', async () => (await admin.faults())[0]?.strikes === 4);
  });

  it('start a new epoch on both workers at once', async () => {
    const { feed, admin } = await startFeed();
    const clients = await connect(feed, 4);
    await admin.inject('epoch');
    const { epoch } = (await admin.status()).position;
    expect(epoch).not.toBe(clients[0] && epochOf(clients[0]));
    for (const client of clients) {
      const latest = (): Uint8Array | undefined => client.payloads('heartbeat').at(-1);
      await client.until('a heartbeat of the new epoch', () => latest() && decodeHeartbeat(latest()).epoch === epoch);
      expect(await resume(client, { epoch, sequence: 0 })).toMatchObject({ reset: undefined });
    }
  });

  it('restart both workers with a new log', async () => {
    const { feed, admin } = await startFeed();
    const clients = await connect(feed, 4);
    await admin.inject('restart for=300ms');
    for (const client of clients) {
      await client.untilDisconnected();
      expect(client.closeMessage?.code).toBe(CLOSE_CODES['shutting-down']);
    }
    await until('the server to be back', async () => (await fetch(`${feed.url}/healthz`)).ok);
    const back = await connect(feed, 4);
    const { position, workers = [] } = await admin.status();
    expect(new Set(back.map(epochOf))).toEqual(new Set([position.epoch]));
    expect(position.epoch).not.toBe(clients[0] && epochOf(clients[0]));
    for (const { connections } of workers) expect(connections).toBeGreaterThan(0);
  });
});

describe('feed with two workers', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'sends all clients a close message on %s, and leaves no process behind',
    async (signal) => {
      const { feed, admin } = await startFeed();
      const clients = await connect(feed, 4);
      const { workers = [] } = await admin.status();
      expect(await feed.stop(signal)).toEqual({ code: 0, signal: null });
      expect(feed.stderr).toBe('');
      for (const client of clients) {
        await client.untilDisconnected();
        expect(client.closeMessage?.code).toBe(CLOSE_CODES['shutting-down']);
      }
      for (const { pid } of workers) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    },
  );

  it('ends its workers when it is killed', async () => {
    const { feed, admin } = await startFeed();
    const { workers = [] } = await admin.status();
    await feed.kill();
    const isGone = (pid: number): boolean => {
      try {
        return !process.kill(pid, 0);
      } catch {
        return true;
      }
    };
    await until('the workers to end', () => workers.every(({ pid }) => isGone(pid)));
  });

  it('waits for the readers of both workers at its end', async () => {
    const feed = await FeedProcess.start([...MARKET, '--speed', '20', '--for', '1m', '--batch-rate', '1']);
    const clients = await connect(feed, 4);
    const epoch = clients[0] ? epochOf(clients[0]) : NaN;
    for (const client of clients) await resume(client, { epoch, sequence: 0 });
    expect(await feed.ended).toEqual({ code: 0, signal: null });
    const ends = clients.map((client) => client.payloads('batch').map(decodeBatch).at(-1)?.through);
    expect(ends[0]).toBeGreaterThan(100);
    expect(new Set(ends).size).toBe(1);
  });
});
