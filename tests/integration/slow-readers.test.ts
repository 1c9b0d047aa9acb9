// Clients that do not read: they cost the server little, and get what they missed merged or are asked to come again.
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { decodeBatch, decodeHeartbeat, decodeInstruments, decodeReply, encodeSubscribe } from '../../proto/codec.ts';
import { CLOSE_CODES, type Batch, type Subscription } from '../../proto/messages.ts';
import { FaultyProxy } from '../support/network/faulty-proxy.ts';
import { FeedProcess } from '../support/feeds/feed-process.ts';
import { RawClient } from '../support/clients/raw-client.ts';
import { until } from '../support/time/until.ts';

const NOTHING = new Uint8Array();

/** MB that the process and those that it started hold in memory. */
function memoryOf({ pid }: FeedProcess): number {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,rss='], { encoding: 'utf8' }).trim().split('\n');
  const processes = rows.map((row) => row.trim().split(/\s+/).map(Number));
  return processes.reduce((sum, [of, parent, rss = 0]) => (of === pid || parent === pid ? sum + rss / 1024 : sum), 0);
}

/** Replies to fill what the system buffers: some 25 kB each, together less than what is kept for one client. */
const FILLING_REPLIES = 260;
/** Ticks that pass unread. */
const MISSED = 25_000;
const BUSY = ['--rate', '50', '--heartbeat', '100'];
/** Bytes kept for one connection at most: 64 KiB of what it does not read, the reply that came on top, requests that wait. */
const MOST_WAITING = 2 ** 20;
const TOKEN = 'a token';
const ADMIN = ['--admin-port', '0', '--admin-token', TOKEN];

interface Stopped {
  readonly proxy: FaultyProxy;
  readonly slow: RawClient;
  readonly watching: RawClient;
  readonly all: readonly Subscription[];
}

/** A client that subscribes to all symbols and stops reading, with all buffers on the way to it full; and one that watches. */
async function stopReading(feed: FeedProcess, mode: Subscription['mode']): Promise<Stopped> {
  const proxy = await FaultyProxy.start(feed.port);
  const [watching, slow] = [await RawClient.open(feed.url), await RawClient.open(proxy.url)];
  const instruments = decodeInstruments(await watching.request('instruments', NOTHING));
  const all = instruments.map(({ symbol }) => ({ symbol, mode }));
  const { accepted } = decodeReply(await slow.request('subscribe', encodeSubscribe(all)));
  expect(accepted).toHaveLength(instruments.length);
  proxy.pause('down');
  for (let i = 0; i < FILLING_REPLIES; i++) slow.emit('instruments', NOTHING, () => undefined);
  await watching.until('a heartbeat', () => watching.payloads('heartbeat').length > 0);
  return { proxy, slow, watching, all };
}

function headOf(watching: RawClient): number {
  return decodeHeartbeat(watching.payloads('heartbeat').at(-1)).head;
}

/** Waits for many ticks. Returns the head by then. */
async function missTicks({ watching }: Stopped): Promise<number> {
  const from = headOf(watching);
  await watching.until(`${MISSED} ticks`, () => headOf(watching) > from + MISSED);
  return headOf(watching);
}

interface Waiting {
  readonly subscriptions: number;
  readonly waiting: number;
}

/** Asks the admin API. */
async function admin<T>(feed: FeedProcess, what: string): Promise<T> {
  const url = /admin API on (http:\S+)/.exec(feed.stdout)?.[1] ?? '';
  const response = await fetch(`${url}${what}`, { headers: { authorization: `Bearer ${TOKEN}` } });
  return (await response.json()) as T;
}

describe('a client that does not read', () => {
  it('gets the missed ticks merged into few updates once it reads again', async () => {
    const feed = await FeedProcess.start(BUSY);
    const stopped = await stopReading(feed, 'board');
    const head = await missTicks(stopped);
    const { proxy, slow } = stopped;
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

  it('is closed and may reconnect if the log no longer holds the missed ticks', async () => {
    const feed = await FeedProcess.start([...BUSY, '--log-memory', '128KB']);
    const stopped = await stopReading(feed, 'tape');
    await missTicks(stopped);
    const { proxy, slow } = stopped;
    proxy.resume();
    await slow.untilDisconnected();
    expect(slow.closeMessage?.code).toBe(CLOSE_CODES['fell-behind']);
    expect(slow.closeMessage?.message).toContain('the log no longer holds what comes after');
  });

  it('is closed after the limit, and gets the reason when it reads again', async () => {
    const feed = await FeedProcess.start([...BUSY, '--slow-limit', '1s', ...ADMIN]);
    const { proxy, slow } = await stopReading(feed, 'board');
    await until('the server to close it', async () => {
      const { connections } = await admin<{ readonly connections: number }>(feed, '/status');
      return connections === 1;
    });
    expect(slow.state.kind).toBe('open');
    proxy.resume();
    await slow.untilDisconnected();
    expect(slow.closeMessage?.code).toBe(CLOSE_CODES['not-reading']);
    expect(slow.closeMessage?.message).toMatch(/^nothing was taken for \d+ s$/);
  });

  it('costs the others nothing, and the server no more with every tick', async () => {
    const OTHERS = 30;
    const feed = await FeedProcess.start([...BUSY, ...ADMIN]);
    const stopped = await stopReading(feed, 'tape');
    const others = await Promise.all(Array.from({ length: OTHERS }, () => RawClient.open(feed.url)));
    const some = encodeSubscribe(stopped.all.slice(0, 20));
    const replies = await Promise.all(others.map((other) => other.request('subscribe', some)));
    // All of them listen from here on.
    const from = Math.max(...replies.map((reply) => decodeReply(reply).head.sequence));
    const waiting = async (): Promise<number> => {
      const { connections } = await admin<{ readonly connections: readonly Waiting[] }>(feed, '/connections');
      return Math.max(...connections.map((connection) => connection.waiting));
    };
    const before = await until('all buffers to be full', async () => (await waiting()) || undefined);
    const head = await missTicks(stopped);
    expect(before).toBeLessThan(MOST_WAITING);
    expect(await waiting()).toBeLessThan(MOST_WAITING);
    const batches = await Promise.all(others.map((other) => batchesUpTo(other, head)));
    const sent = batches.map((those) => sequencesIn(those, from, head).join());
    expect(new Set(sent).size).toBe(1);
    expect(sequencesIn(batches[0] ?? [], from, head).length).toBeGreaterThan(100);
    for (const those of batches) expect(those.every(({ tapeSkipped }) => tapeSkipped === 0)).toBe(true);
  });

  it('costs little memory whatever it requests, and is served again once it reads', async () => {
    const REQUESTS = 4_000;
    const feed = await FeedProcess.start(ADMIN);
    const proxy = await FaultyProxy.start(feed.port);
    const greedy = await RawClient.open(proxy.url);
    const instruments = decodeInstruments(await greedy.request('instruments', NOTHING));
    const request = encodeSubscribe(instruments.map(({ symbol }) => ({ symbol, mode: 'board' })));
    const reply = await greedy.request('subscribe', request);
    const before = memoryOf(feed);
    proxy.pause('down');
    for (let i = 0; i < REQUESTS; i++)
      greedy.emit(i % 2 ? 'subscribe' : 'instruments', i % 2 ? request : NOTHING, () => undefined);
    // The server has taken in by then what it is going to.
    const watching = await RawClient.open(feed.url);
    await watching.until('three heartbeats', () => watching.payloads('heartbeat').length >= 3);
    const { connections } = await admin<{ readonly connections: readonly Waiting[] }>(feed, '/connections');
    for (const { waiting } of connections) expect(waiting).toBeLessThan(MOST_WAITING);
    const askedForMb = (REQUESTS * reply.length) / 2 ** 20;
    expect(askedForMb).toBeGreaterThan(75);
    expect(memoryOf(feed) - before).toBeLessThan(askedForMb / 3);
    const heard = greedy.payloads('heartbeat').length;
    proxy.resume();
    await greedy.until('a heartbeat', () => greedy.payloads('heartbeat').length > heard);
  });
});

/** The batches of a client, once they reach so far. */
async function batchesUpTo(client: RawClient, head: number): Promise<Batch[]> {
  const reached = (): boolean => {
    const last = client.payloads('batch').at(-1);
    return last !== undefined && decodeBatch(last).through >= head;
  };
  await client.until(`the batch of ${head}`, reached);
  return client.payloads('batch').map(decodeBatch);
}

/** Of the trades on the tape in (after, through]. */
function sequencesIn(batches: readonly Batch[], after: number, through: number): number[] {
  return batches.flatMap(({ tape }) => tape.sequence).filter((sequence) => sequence > after && sequence <= through);
}
