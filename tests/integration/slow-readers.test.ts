// Clients that do not read cost the server little. They get what they missed merged, or must reconnect.
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { decodeBatch, decodeHeartbeat, decodeInstruments, decodeReply, encodeSubscribe } from '../../proto/codec.ts';
import { CLOSE_CODES, type Batch, type Subscription } from '../../proto/messages.ts';
import { FaultyProxy } from '../support/network/faulty-proxy.ts';
import { FeedProcess } from '../support/feeds/feed-process.ts';
import { RawClient } from '../support/clients/raw-client.ts';
import { until } from '../support/time/until.ts';

const EMPTY = new Uint8Array();

/** Resident memory of the server and its workers, MB. */
function memoryMb({ pid }: FeedProcess): number {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,rss='], { encoding: 'utf8' }).trim().split('\n');
  const processes = rows.map((row) => row.trim().split(/\s+/).map(Number));
  return processes.reduce((sum, [id, parent, rss = 0]) => (id === pid || parent === pid ? sum + rss / 1024 : sum), 0);
}

/** Enough replies to fill the system's buffers: about 25 kB each, together less than the limit for one client. */
const FILL_REPLIES = 260;
/** Number of ticks that the client misses. */
const MISSED_TICKS = 25_000;
const BUSY = ['--rate', '50', '--heartbeat', '100'];
/** Maximum number of bytes queued for one connection: 64 KiB unread, one more reply, and waiting requests. */
const MAX_BACKLOG_BYTES = 2 ** 20;
const TOKEN = 'a token';
const ADMIN = ['--admin-port', '0', '--admin-token', TOKEN];

interface StoppedReader {
  readonly proxy: FaultyProxy;
  readonly slow: RawClient;
  readonly monitor: RawClient;
  readonly subscriptions: readonly Subscription[];
}

/** Starts a client that subscribes to all symbols and stops reading with full buffers, and a client that monitors the feed. */
async function stopReading(feed: FeedProcess, mode: Subscription['mode']): Promise<StoppedReader> {
  const proxy = await FaultyProxy.start(feed.port);
  const [monitor, slow] = [await RawClient.open(feed.url), await RawClient.open(proxy.url)];
  const instruments = decodeInstruments(await monitor.request('instruments', EMPTY));
  const subscriptions = instruments.map(({ symbol }) => ({ symbol, mode }));
  const { accepted } = decodeReply(await slow.request('subscribe', encodeSubscribe(subscriptions)));
  expect(accepted).toHaveLength(instruments.length);
  proxy.pause('down');
  for (let i = 0; i < FILL_REPLIES; i++) slow.emit('instruments', EMPTY, () => undefined);
  await monitor.until('a heartbeat', () => monitor.payloads('heartbeat').length > 0);
  return { proxy, slow, monitor, subscriptions };
}

function headOf(monitor: RawClient): number {
  return decodeHeartbeat(monitor.payloads('heartbeat').at(-1)).head;
}

/** Waits for many ticks. Resolves with the head after them. */
async function missTicks({ monitor }: StoppedReader): Promise<number> {
  const from = headOf(monitor);
  await monitor.until(`${MISSED_TICKS} ticks`, () => headOf(monitor) > from + MISSED_TICKS);
  return headOf(monitor);
}

interface ConnectionBacklog {
  readonly subscriptions: number;
  readonly waiting: number;
}

/** The admin API's reply to GET `path`. */
async function admin<T>(feed: FeedProcess, path: string): Promise<T> {
  const url = /admin API on (http:\S+)/.exec(feed.stdout)?.[1] ?? '';
  const response = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${TOKEN}` } });
  return (await response.json()) as T;
}

/** The largest number of bytes that wait for one connection. */
async function waitingBytes(feed: FeedProcess): Promise<number> {
  const { connections } = await admin<{ readonly connections: readonly ConnectionBacklog[] }>(feed, '/connections');
  return Math.max(...connections.map((connection) => connection.waiting));
}

/**
 * Waits until the operating system takes no more batches for the stopped reader. Resolves with the number of bytes that wait in
 * the server.
 */
function untilBuffersFull(feed: FeedProcess): Promise<number> {
  return until('all buffers to be full', async () => (await waitingBytes(feed)) || undefined);
}

describe('client that does not read', () => {
  it('gets the missed ticks merged into few updates once it reads again', async () => {
    const feed = await FeedProcess.start([...BUSY, ...ADMIN]);
    const stopped = await stopReading(feed, 'board');
    await untilBuffersFull(feed);
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
    expect(longest).toBeGreaterThan(MISSED_TICKS / 2);
  });

  it('is disconnected, and may reconnect, if the log no longer holds the missed ticks', async () => {
    const feed = await FeedProcess.start([...BUSY, '--log-memory', '128KB']);
    const stopped = await stopReading(feed, 'tape');
    await missTicks(stopped);
    const { proxy, slow } = stopped;
    proxy.resume();
    await slow.untilDisconnected();
    expect(slow.closeMessage?.code).toBe(CLOSE_CODES['fell-behind']);
    expect(slow.closeMessage?.message).toContain('the log no longer holds what comes after');
  });

  it('is disconnected after the time limit, and gets the reason when it reads again', async () => {
    const feed = await FeedProcess.start([...BUSY, '--slow-limit', '1s', ...ADMIN]);
    const { proxy, slow } = await stopReading(feed, 'board');
    await until('the server to disconnect it', async () => {
      const { connections } = await admin<{ readonly connections: number }>(feed, '/status');
      return connections === 1;
    });
    expect(slow.state.kind).toBe('open');
    proxy.resume();
    await slow.untilDisconnected();
    expect(slow.closeMessage?.code).toBe(CLOSE_CODES['not-reading']);
    expect(slow.closeMessage?.message).toMatch(/^the client read nothing for \d+ s$/);
  });

  it('does not affect other clients, and has a bounded backlog', async () => {
    const OTHERS = 30;
    const feed = await FeedProcess.start([...BUSY, ...ADMIN]);
    const stopped = await stopReading(feed, 'tape');
    const others = await Promise.all(Array.from({ length: OTHERS }, () => RawClient.open(feed.url)));
    const request = encodeSubscribe(stopped.subscriptions.slice(0, 20));
    const replies = await Promise.all(others.map((other) => other.request('subscribe', request)));
    // All of them are subscribed from here on.
    const from = Math.max(...replies.map((reply) => decodeReply(reply).head.sequence));
    const before = await untilBuffersFull(feed);
    const head = await missTicks(stopped);
    expect(before).toBeLessThan(MAX_BACKLOG_BYTES);
    expect(await waitingBytes(feed)).toBeLessThan(MAX_BACKLOG_BYTES);
    const batches = await Promise.all(others.map((other) => batchesUpTo(other, head)));
    const sent = batches.map((received) => sequencesIn(received, from, head).join());
    expect(new Set(sent).size).toBe(1);
    expect(sequencesIn(batches[0] ?? [], from, head).length).toBeGreaterThan(100);
    for (const received of batches) expect(received.every(({ tapeSkipped }) => tapeSkipped === 0)).toBe(true);
  });

  it('costs little memory whatever it requests, and is served again when it reads', async () => {
    const REQUESTS = 4_000;
    const feed = await FeedProcess.start(ADMIN);
    const proxy = await FaultyProxy.start(feed.port);
    const greedy = await RawClient.open(proxy.url);
    const instruments = decodeInstruments(await greedy.request('instruments', EMPTY));
    const request = encodeSubscribe(instruments.map(({ symbol }) => ({ symbol, mode: 'board' })));
    const reply = await greedy.request('subscribe', request);
    const before = memoryMb(feed);
    proxy.pause('down');
    for (let i = 0; i < REQUESTS; i++)
      greedy.emit(i % 2 ? 'subscribe' : 'instruments', i % 2 ? request : EMPTY, () => undefined);
    // After three heartbeats, the server has read every request that it is going to read.
    const monitor = await RawClient.open(feed.url);
    await monitor.until('three heartbeats', () => monitor.payloads('heartbeat').length >= 3);
    expect(await waitingBytes(feed)).toBeLessThan(MAX_BACKLOG_BYTES);
    const requestedMb = (REQUESTS * reply.length) / 2 ** 20;
    expect(requestedMb).toBeGreaterThan(75);
    expect(memoryMb(feed) - before).toBeLessThan(requestedMb / 3);
    const { length } = greedy.payloads('heartbeat');
    proxy.resume();
    await greedy.until('a heartbeat', () => greedy.payloads('heartbeat').length > length);
  });
});

/** The batches of a client, once they reach `head`. */
async function batchesUpTo(client: RawClient, head: number): Promise<Batch[]> {
  const reached = (): boolean => {
    const last = client.payloads('batch').at(-1);
    return last !== undefined && decodeBatch(last).through >= head;
  };
  await client.until(`batches up to ${head}`, reached);
  return client.payloads('batch').map(decodeBatch);
}

/** The sequences of trades in (after, through]. */
function sequencesIn(batches: readonly Batch[], after: number, through: number): number[] {
  return batches.flatMap(({ tape }) => tape.sequence).filter((sequence) => sequence > after && sequence <= through);
}
