// The protocol over real sockets: handshakes, the first messages, and ranges of the log that join without a gap.
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

/** What batches and heartbeats accounted for, in the order they came. */
function rangesOf(client: RawClient): Range[] {
  return client.received.flatMap(({ event, payload }): Range[] => {
    if (event === 'batch') return [decodeBatch(payload)];
    return event === 'heartbeat' ? [decodeHeartbeat(payload)] : [];
  });
}

/** Ranges that do not start at the end of the previous one. */
function holesIn(client: RawClient): string[] {
  let { sequence } = headOf(client);
  const holes: string[] = [];
  for (const { after, through } of rangesOf(client)) {
    if (after !== sequence) holes.push(`${sequence} to ${after}`);
    sequence = through;
  }
  return holes;
}

function headOf(client: RawClient): { epoch: number; sequence: number } {
  return decodeWelcome(client.received[0]?.payload).head;
}

describe('a connection to the feed server', () => {
  let feed: FeedProcess;

  beforeAll(async () => {
    feed = await FeedProcess.start(['--symbols', 'AAPL,MSFT,JPM', '--heartbeat', String(HEARTBEAT_MS)]);
  });

  it('starts with a welcome that describes the feed', async () => {
    const client = RawClient.connect(feed.url);
    await client.until('a heartbeat', () => client.payloads('heartbeat').length > 0);
    expect(client.received.map((h) => h.event).indexOf('welcome')).toBe(0);
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
  ])('is refused to a client that offers %o, with the versions that are spoken', async (auth, found) => {
    const client = RawClient.connect(feed.url, auth);
    await client.untilDisconnected();
    expect(client.state).toEqual({
      kind: 'refused',
      message: `auth.protocol: expected 2, found ${found}`,
      data: { code: CLOSE_CODES['unsupported-protocol'], supported: [PROTOCOL_VERSION] },
    });
    expect(client.received).toEqual([]);
  });

  it('is not tried again by a feed client whose protocol is not supported', async () => {
    const watcher = new Watcher(feed.url, {}, (url, _, listener) => connectSocket(url, 99, listener));
    await watcher.untilLink('refused');
    expect(watcher.links).toEqual(['connecting', 'refused']);
    expect(watcher.client.link).toMatchObject({
      code: 4500,
      why: 'the feed speaks protocol 2, this client 99: update the feed',
    });
  });

  it('is a WebSocket or nothing', async () => {
    const response = await fetch(`${feed.url}/socket.io/?EIO=4&transport=polling`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ message: 'Transport unknown' });
  });

  it('accounts for the whole log, whether ticks concern it or not', async () => {
    const client = await RawClient.open(feed.url);
    const request = encodeSubscribe([
      { symbol: 'JPM', mode: 'board' },
      { symbol: 'JPM', mode: 'tape' },
    ]);
    expect(decodeReply(await client.request('subscribe', request)).accepted).toHaveLength(2);
    const enough = (): boolean => client.payloads('batch').length >= 6 && client.payloads('heartbeat').length >= 6;
    await client.until('six batches and six heartbeats', enough);
    expect(holesIn(client)).toEqual([]);
    expect(rangesOf(client).at(-1)?.through).toBeGreaterThan(headOf(client).sequence + 20);
  });

  it('shows a gap in the ranges if a batch is missing', async () => {
    const client = await RawClient.open(feed.url);
    await client.request('subscribe', encodeSubscribe([{ symbol: 'AAPL', mode: 'board' }]));
    await client.until('five batches', () => client.payloads('batch').length >= 5);
    const third = client.received.findIndex((h) => h.payload === client.payloads('batch')[2]);
    client.received.splice(third, 1);
    expect(holesIn(client)).toHaveLength(1);
  });
});

describe('a connection to a feed whose market is quiet', () => {
  it('keeps getting heartbeats while nothing happens', async () => {
    const quiet = ['--symbols', 'AAPL', '--rate', '0.001', '--heartbeat', String(HEARTBEAT_MS)];
    const feed = await FeedProcess.start(quiet);
    const client = await RawClient.open(feed.url);
    await client.request('subscribe', encodeSubscribe([{ symbol: 'AAPL', mode: 'board' }]));
    await client.until('eight heartbeats', () => client.payloads('heartbeat').length >= 8);
    expect(holesIn(client)).toEqual([]);
    const beats = client.payloads('heartbeat').map(decodeHeartbeat);
    for (const [i, beat] of beats.slice(1).entries()) {
      expect(beat).toMatchObject({ head: beat.through, session: 'open', epoch: headOf(client).epoch });
      expect(beat.serverTime).toBeGreaterThan(beats[i]?.serverTime ?? Infinity);
    }
    expect(client.payloads('batch').length).toBeLessThan(beats.length);
  });
});

describe('a connection that asks without end', () => {
  it('hears replies and batches whole and in the order in which they were made', async () => {
    const REQUESTS = 2_000;
    const feed = await FeedProcess.start(['--rate', '50', '--batch-rate', '1000', '--heartbeat', String(HEARTBEAT_MS)]);
    const client = await RawClient.open(feed.url);
    const symbols = ['AAPL', 'MSFT', 'NVDA', 'AMZN', 'JPM'];
    const all = encodeSubscribe(
      symbols.flatMap((symbol) => [
        { symbol, mode: 'board' },
        { symbol, mode: 'tape' },
      ]),
    );
    await client.request('subscribe', all);
    const places: { readonly what: string; readonly sequence: number }[] = [];
    let heard = client.received.length;
    /** What came since, each with how far the log was by then. */
    const hear = (): void => {
      for (; heard < client.received.length; heard++) {
        const { event, payload } = client.received[heard] ?? {};
        if (event === 'batch') places.push({ what: event, sequence: decodeBatch(payload).through });
        if (event === 'heartbeat') places.push({ what: event, sequence: decodeHeartbeat(payload).through });
      }
    };
    const nothing = encodeSubscribe([]);
    for (let n = 0; n < REQUESTS; n++) {
      // In waves, with batches between them.
      if (n % 50 === 0) await client.until('another batch', () => client.received.length > heard);
      client.emit('subscribe', nothing, (reply: Uint8Array) => {
        hear();
        places.push({ what: 'reply', sequence: decodeReply(reply).head.sequence });
      });
    }
    await client.flushed();
    hear();
    expect(places.filter(({ what }) => what === 'reply')).toHaveLength(REQUESTS);
    const back = places.filter(({ sequence }, i) => sequence < (places[i - 1]?.sequence ?? 0));
    expect(back).toEqual([]);
    expect(holesIn(client)).toEqual([]);
    expect(client.state.kind).toBe('open');
  });
});
