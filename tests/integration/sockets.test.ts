// The protocol over real sockets: handshakes, first messages, and ranges of the log without gaps.
import { beforeAll, describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { decodeBatch, decodeHeartbeat, decodeReply, decodeWelcome, encodeSubscribe } from '../../proto/codec.ts';
import { CLOSE_CODES, PROTOCOL_VERSION } from '../../proto/messages.ts';
import type { Range } from '../../feed-client/machine/resuming.ts';
import { connectSocket } from '../../feed-client/index.ts';
import { FeedProcess } from '../support/feeds/feed-process.ts';
import { RawClient } from '../support/clients/raw-client.ts';
import { Watcher } from '../support/clients/watcher.ts';

const HEARTBEAT_MS = 100;

/** The ranges of batches and heartbeats, in order of arrival. */
function rangesOf(client: RawClient): Range[] {
  return client.received.flatMap(({ event, payload }): Range[] => {
    if (event === 'batch') return [decodeBatch(payload)];
    return event === 'heartbeat' ? [decodeHeartbeat(payload)] : [];
  });
}

/** Ranges that do not start at the end of the previous one. */
function gapsIn(client: RawClient): string[] {
  let { sequence } = headOf(client);
  const gaps: string[] = [];
  for (const { after, through } of rangesOf(client)) {
    if (after !== sequence) gaps.push(`${sequence} to ${after}`);
    sequence = through;
  }
  return gaps;
}

function headOf(client: RawClient): { epoch: number; sequence: number } {
  return decodeWelcome(client.received[0]?.payload).head;
}

describe('connection to the feed server', () => {
  let feed: FeedProcess;

  beforeAll(async () => {
    feed = await FeedProcess.start(['--symbols', 'AAPL,MSFT,JPM', '--heartbeat', String(HEARTBEAT_MS)]);
  });

  it('starts with a welcome that describes the feed', async () => {
    const client = RawClient.connect(feed.url);
    await client.until('a heartbeat', () => client.payloads('heartbeat').length > 0);
    expect(client.received.map((message) => message.event).indexOf('welcome')).toBe(0);
    expect(client.payloads('welcome')).toHaveLength(1);
    const { protocol, heartbeatMs, source, sourceKind, speed, session, server } = decodeWelcome(
      client.received[0]?.payload,
    );
    expect({ protocol, heartbeatMs, source, sourceKind, speed, session, server }).toEqual({
      protocol: PROTOCOL_VERSION,
      heartbeatMs: HEARTBEAT_MS,
      source: 'Simulated, seed 7',
      sourceKind: 'simulated',
      speed: 1,
      session: 'open',
      server: `Tapewire ${packageJson.version}`,
    });
  });

  it.each([
    [{}, 'none'],
    [{ protocol: 1 }, '1: update the client'],
    [{ protocol: 3 }, '3: update the feed'],
    [{ protocol: '2' }, '"2"'],
  ])('is refused for auth %o, with the supported protocol versions', async (auth, found) => {
    const client = RawClient.connect(feed.url, auth);
    await client.untilDisconnected();
    expect(client.state).toEqual({
      kind: 'refused',
      message: `auth.protocol: expected 2, found ${found}`,
      data: { code: CLOSE_CODES['unsupported-protocol'], supported: [PROTOCOL_VERSION] },
    });
    expect(client.received).toEqual([]);
  });

  it('is not retried by a feed client with an unsupported protocol', async () => {
    const watcher = new Watcher(feed.url, {}, (url, _, listener) => connectSocket(url, 99, listener));
    await watcher.untilLink('refused');
    expect(watcher.links).toEqual(['connecting', 'refused']);
    expect(watcher.client.link).toMatchObject({
      code: 4500,
      why: 'the feed speaks protocol 2, this client 99: update the feed',
    });
  });

  it('is refused for long polling', async () => {
    const response = await fetch(`${feed.url}/socket.io/?EIO=4&transport=polling`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ message: 'Transport unknown' });
  });

  it('gets ranges that cover the whole log, including the ticks of other symbols', async () => {
    const client = await RawClient.open(feed.url);
    const request = encodeSubscribe([
      { symbol: 'JPM', mode: 'board' },
      { symbol: 'JPM', mode: 'tape' },
    ]);
    expect(decodeReply(await client.request('subscribe', request)).accepted).toHaveLength(2);
    const hasEnough = (): boolean => client.payloads('batch').length >= 6 && client.payloads('heartbeat').length >= 6;
    await client.until('six batches and six heartbeats', hasEnough);
    expect(gapsIn(client)).toEqual([]);
    expect(rangesOf(client).at(-1)?.through).toBeGreaterThan(headOf(client).sequence + 20);
  });

  it('has a gap in its ranges if a batch is missing', async () => {
    const client = await RawClient.open(feed.url);
    await client.request('subscribe', encodeSubscribe([{ symbol: 'AAPL', mode: 'board' }]));
    await client.until('five batches', () => client.payloads('batch').length >= 5);
    const third = client.received.findIndex((message) => message.payload === client.payloads('batch')[2]);
    client.received.splice(third, 1);
    expect(gapsIn(client)).toHaveLength(1);
  });
});

describe('connection in a quiet market', () => {
  it('keeps getting heartbeats', async () => {
    const quiet = ['--symbols', 'AAPL', '--rate', '0.001', '--heartbeat', String(HEARTBEAT_MS)];
    const feed = await FeedProcess.start(quiet);
    const client = await RawClient.open(feed.url);
    await client.request('subscribe', encodeSubscribe([{ symbol: 'AAPL', mode: 'board' }]));
    await client.until('eight heartbeats', () => client.payloads('heartbeat').length >= 8);
    expect(gapsIn(client)).toEqual([]);
    const heartbeats = client.payloads('heartbeat').map(decodeHeartbeat);
    for (const [i, heartbeat] of heartbeats.slice(1).entries()) {
      expect(heartbeat).toMatchObject({ head: heartbeat.through, session: 'open', epoch: headOf(client).epoch });
      expect(heartbeat.serverTime).toBeGreaterThan(heartbeats[i]?.serverTime ?? Infinity);
    }
    expect(client.payloads('batch').length).toBeLessThan(heartbeats.length);
  });
});

describe('connection with continuous requests', () => {
  it('receives replies and batches complete and in order', async () => {
    const REQUESTS = 2_000;
    const feed = await FeedProcess.start(['--rate', '50', '--batch-rate', '1000', '--heartbeat', String(HEARTBEAT_MS)]);
    const client = await RawClient.open(feed.url);
    const symbols = ['AAPL', 'MSFT', 'NVDA', 'AMZN', 'JPM'];
    const request = encodeSubscribe(
      symbols.flatMap((symbol) => [
        { symbol, mode: 'board' },
        { symbol, mode: 'tape' },
      ]),
    );
    await client.request('subscribe', request);
    const positions: { readonly kind: string; readonly sequence: number }[] = [];
    let recorded = client.received.length;
    /** Records the positions of events received since the last call. */
    const recordPositions = (): void => {
      for (; recorded < client.received.length; recorded++) {
        const { event, payload } = client.received[recorded] ?? {};
        if (event === 'batch') positions.push({ kind: event, sequence: decodeBatch(payload).through });
        if (event === 'heartbeat') positions.push({ kind: event, sequence: decodeHeartbeat(payload).through });
      }
    };
    const empty = encodeSubscribe([]);
    for (let n = 0; n < REQUESTS; n++) {
      // In bursts, with batches between them.
      if (n % 50 === 0) await client.until('another batch', () => client.received.length > recorded);
      client.emit('subscribe', empty, (reply: Uint8Array) => {
        recordPositions();
        positions.push({ kind: 'reply', sequence: decodeReply(reply).head.sequence });
      });
    }
    await client.flushed();
    recordPositions();
    expect(positions.filter(({ kind }) => kind === 'reply')).toHaveLength(REQUESTS);
    const backward = positions.filter(({ sequence }, i) => sequence < (positions[i - 1]?.sequence ?? 0));
    expect(backward).toEqual([]);
    expect(gapsIn(client)).toEqual([]);
    expect(client.state.kind).toBe('open');
  });
});
