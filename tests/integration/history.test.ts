// Bars and trades of the past over a real socket agree with the tape. Ranges that are no longer kept are refused.
import { describe, expect, it } from 'vitest';
import {
  decodeBarsReply,
  decodeBatch,
  decodeHeartbeat,
  decodeReply,
  decodeTradesReply,
  decodeWelcome,
  encodeBarsRequest,
  encodeBatch,
  encodeResume,
  encodeTradesRequest,
} from '../../proto/codec.ts';
import { tapewire as pb } from '../../proto/gen/feed.js';
import type { Bar, BarsRequest, Bars, Batch, TradesRequest } from '../../proto/messages.ts';
import { TICK_BYTES } from '../../feed-server/log/tick-log.ts';
import { FeedProcess } from '../support/feeds/feed-process.ts';
import { RawClient } from '../support/clients/raw-client.ts';

const MONDAY_OPEN = Date.UTC(2025, 0, 6, 14, 30);
const MARKET = ['--symbols', 'AAPL,MSFT', '--rate', '5', '--start-at', '2025-01-06T09:30', '--seed', '3'];

interface Sale {
  readonly sequence: number;
  readonly time: number;
  readonly price: number;
  readonly size: number;
}

/** A client that requests AAPL's history. */
class HistoryClient {
  readonly raw: RawClient;
  readonly epoch: number;

  private constructor(client: RawClient, epoch: number) {
    this.raw = client;
    this.epoch = epoch;
  }

  static async start(url: string): Promise<HistoryClient> {
    const client = await RawClient.open(url);
    return new HistoryClient(client, decodeWelcome(client.payloads('welcome')[0]).head.epoch);
  }

  /** Starts a client that gets the whole tape from the beginning of the log. */
  static async fromTheBeginning(url: string): Promise<HistoryClient> {
    const client = await HistoryClient.start(url);
    expect((await client.resume()).reset).toBeUndefined();
    return client;
  }

  /** Resumes from the beginning of the log. */
  async resume() {
    const { epoch } = this;
    const subscriptions = [{ symbol: 'AAPL', mode: 'tape' }] as const;
    const resume = encodeResume({ after: { epoch, sequence: 0 }, subscriptions, lanes: [] });
    return decodeReply(await this.raw.request('resume', resume));
  }

  async bars(overrides: Partial<BarsRequest> = {}): Promise<Bars> {
    const request = { symbol: 'AAPL', intervalS: 60, begin: MONDAY_OPEN, end: MONDAY_OPEN + 86_400_000, ...overrides };
    const reply = decodeBarsReply(await this.raw.request('bars', encodeBarsRequest(request)), request.intervalS);
    if (reply.kind === 'refused') throw new Error(reply.refusal.message);
    return reply.content;
  }

  async trades(overrides: Partial<TradesRequest> = {}) {
    const request = { symbol: 'AAPL', epoch: this.epoch, after: 0, through: 0, ...overrides };
    return decodeTradesReply(await this.raw.request('trades', encodeTradesRequest(request)));
  }

  /** The tape up to `sequence`, once the client has it. */
  async tapeUpTo(sequence: number): Promise<Sale[]> {
    const through = (): number =>
      Math.max(
        ...this.raw.payloads('batch').map((payload) => decodeBatch(payload).through),
        ...this.raw.payloads('heartbeat').map((payload) => decodeHeartbeat(payload).through),
      );
    await this.raw.until(`the tape up to ${sequence}`, () => through() >= sequence);
    const sales = this.raw.payloads('batch').flatMap((payload) => salesOf(decodeBatch(payload)));
    return sales.filter((sale) => sale.sequence <= sequence);
  }
}

function salesOf({ tape }: Batch): Sale[] {
  return tape.sequence.map((sequence, i) => ({
    sequence,
    time: tape.time[i] as number,
    price: tape.price[i] as number,
    size: tape.size[i] as number,
  }));
}

function barsOf(sales: readonly Sale[], intervalMs: number): Bar[] {
  const starts = [...new Set(sales.map(({ time }) => Math.floor(time / intervalMs) * intervalMs))];
  return starts.map((time) => {
    const inBar = sales.filter((sale) => sale.time >= time && sale.time < time + intervalMs);
    const prices = inBar.map(({ price }) => price);
    return {
      time,
      open: prices[0] as number,
      high: Math.max(...prices),
      low: Math.min(...prices),
      close: prices.at(-1) as number,
      volume: inBar.reduce((sum, { size }) => sum + size, 0),
      trades: inBar.length,
    };
  });
}

describe('history by range', () => {
  it('agrees with the tape of the same connection', async () => {
    const feed = await FeedProcess.start([...MARKET, '--speed', '200', '--heartbeat', '100']);
    const client = await HistoryClient.fromTheBeginning(feed.url);
    await client.raw.until('some minutes of the market', () => {
      const heartbeat = client.raw.payloads('heartbeat').at(-1);
      return heartbeat !== undefined && decodeHeartbeat(heartbeat).marketTime > MONDAY_OPEN + 300_000;
    });
    for (const intervalS of [1, 5, 60, 300, 86_400]) {
      const { bars, holes, at } = await client.bars({ intervalS });
      expect(at.epoch).toBe(client.epoch);
      const tape = await client.tapeUpTo(at.sequence);
      expect(bars, `${intervalS} s`).toEqual(barsOf(tape, intervalS * 1_000));
      expect(bars.length).toBeGreaterThanOrEqual(300 / intervalS / 3);
      // The UTC day began before the feed.
      expect(holes).toEqual(intervalS === 86_400 ? [{ begin: Date.UTC(2025, 0, 6), end: MONDAY_OPEN }] : []);
    }
    const { sequence: head } = (await client.bars()).at;
    const tape = await client.tapeUpTo(head);
    const fetched: Sale[] = [];
    for (let after = 0; after < head;) {
      const reply = await client.trades({ after, through: head });
      if (reply.kind === 'refused') throw new Error(reply.refusal.message);
      fetched.push(...salesOf(reply.content));
      after = reply.content.through;
    }
    expect(fetched).toEqual(tape);
    expect(fetched.length).toBeGreaterThan(100);
  });

  it('contains trades as the bytes of an encoded batch', async () => {
    const feed = await FeedProcess.start([...MARKET, '--speed', '200', '--heartbeat', '100']);
    const client = await HistoryClient.fromTheBeginning(feed.url);
    expect((await client.tapeUpTo(200)).length).toBeGreaterThan(0);
    const request = encodeTradesRequest({ symbol: 'AAPL', epoch: client.epoch, after: 0, through: 200 });
    const { trades } = pb.TradesReply.decode(await client.raw.request('trades', request));
    const bytes = Buffer.from(trades ?? []);
    expect(decodeBatch(bytes).tape.sequence.length).toBeGreaterThan(0);
    expect(bytes).toEqual(Buffer.from(encodeBatch(decodeBatch(bytes))));
  });

  it('is refused with the reason for another epoch, the future, or an unknown interval', async () => {
    const feed = await FeedProcess.start([...MARKET, '--speed', '1']);
    const client = await HistoryClient.fromTheBeginning(feed.url);
    const kindOf = (reply: Awaited<ReturnType<HistoryClient['trades']>>): string =>
      reply.kind === 'refused' ? reply.refusal.kind : reply.kind;
    expect(kindOf(await client.trades())).toBe('sent');
    expect(kindOf(await client.trades({ epoch: client.epoch ^ 1 }))).toBe('not-kept');
    expect(kindOf(await client.trades({ through: 1e9 }))).toBe('bad-range');
    expect(kindOf(await client.trades({ symbol: 'NOPE' }))).toBe('unknown-symbol');
    await expect(client.bars({ intervalS: 61 })).rejects.toThrow('interval_s: expected one of 1, 5, 15');
    await expect(client.bars({ end: 0 })).rejects.toThrow('expected a range that ends at');
  });
});

describe('retention', () => {
  it('keeps the bars, but not the trades, when a new epoch starts', async () => {
    const feed = await FeedProcess.start([...MARKET, '--speed', '200', '--heartbeat', '100', '--fault', 'epoch at=1s']);
    const client = await HistoryClient.fromTheBeginning(feed.url);
    await client.raw.until('another epoch', () => {
      const heartbeat = client.raw.payloads('heartbeat').at(-1);
      return heartbeat !== undefined && decodeHeartbeat(heartbeat).epoch !== client.epoch;
    });
    const { bars, holes, at } = await client.bars();
    expect(at.epoch).not.toBe(client.epoch);
    expect(holes).toEqual([]);
    expect(bars[0]?.time).toBe(MONDAY_OPEN);
    expect(bars.length).toBeGreaterThanOrEqual(3);
    const refused = await client.trades();
    expect(refused).toMatchObject({ kind: 'refused', refusal: { kind: 'not-kept' } });
  });

  it('drops ticks past the age limit, for resumes and requests', async () => {
    const admin = ['--admin-port', '0', '--admin-token', 'secret'];
    const kept = ['--keep', '10s', '--log-memory', '1MB', '--bar-memory', '1MB'];
    const feed = await FeedProcess.start([...MARKET, ...kept, ...admin, '--speed', '200', '--heartbeat', '100']);
    const client = await HistoryClient.start(feed.url);
    await client.raw.until('half a minute of the market', () => {
      const heartbeat = client.raw.payloads('heartbeat').at(-1);
      return heartbeat !== undefined && decodeHeartbeat(heartbeat).marketTime > MONDAY_OPEN + 30_000;
    });
    const reply = await client.resume();
    expect(reply.reset).toBe('too-old');
    expect(reply.accepted).toMatchObject([{ receipt: { kind: 'reset', reason: 'too-old' } }]);
    expect(reply.kept.after).toBeGreaterThan(0);
    expect(reply.kept.since).toBeGreaterThan(MONDAY_OPEN);
    const refused = await client.trades();
    expect(refused).toMatchObject({ kind: 'refused', refusal: { kind: 'not-kept' } });
    expect(JSON.stringify(refused)).toMatch(/AAPL: what comes after \d+ is kept, found 0"/);
    const adminUrl = /admin API on (\S+)/.exec(feed.stdout)?.[1] ?? '';
    const response = await fetch(`${adminUrl}/status`, { headers: { authorization: 'Bearer secret' } });
    const status = (await response.json()) as { log: { spanMs: number; ticks: number }; bars: { bytes: number } };
    expect(status).toMatchObject({
      log: { capacity: 24_385, bytes: 24_385 * TICK_BYTES, keepMs: 10_000 },
      bars: { kept: [{ intervalS: 1 }, { intervalS: 60 }, { intervalS: 3_600 }, { intervalS: 86_400 }] },
    });
    expect(status.log.spanMs).toBeLessThanOrEqual(10_000);
    expect(status.log.ticks).toBeGreaterThan(0);
    expect(status.bars.bytes).toBeLessThanOrEqual(2 ** 20);
    expect(feed.stdout).toContain(
      'Keeps up to 24,385 ticks (1MB) for clients that resume, none older than 10s, and for each symbol up to ',
    );
  });
});
