// Bars and trades of the past over a real socket: they agree with the tape, and ranges no longer kept are refused.
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

/** A client that asks for AAPL's past. */
class Follower {
  readonly client: RawClient;
  readonly epoch: number;

  private constructor(client: RawClient, epoch: number) {
    this.client = client;
    this.epoch = epoch;
  }

  static async start(url: string): Promise<Follower> {
    const client = await RawClient.open(url);
    return new Follower(client, decodeWelcome(client.payloads('welcome')[0]).head.epoch);
  }

  /** Starts a client that gets the whole tape since the log began. */
  static async fromTheBeginning(url: string): Promise<Follower> {
    const follower = await Follower.start(url);
    expect((await follower.resume()).reset).toBeUndefined();
    return follower;
  }

  /** Resumes from the beginning of the log. */
  async resume() {
    const { epoch } = this;
    const subscriptions = [{ symbol: 'AAPL', mode: 'tape' }] as const;
    const resume = encodeResume({ after: { epoch, sequence: 0 }, subscriptions, lanes: [] });
    return decodeReply(await this.client.request('resume', resume));
  }

  async bars(given: Partial<BarsRequest> = {}): Promise<Bars> {
    const request = { symbol: 'AAPL', intervalS: 60, begin: MONDAY_OPEN, end: MONDAY_OPEN + 86_400_000, ...given };
    const reply = decodeBarsReply(await this.client.request('bars', encodeBarsRequest(request)), request.intervalS);
    if (reply.kind === 'refused') throw new Error(reply.refusal.message);
    return reply.content;
  }

  async trades(given: Partial<TradesRequest> = {}) {
    const request = { symbol: 'AAPL', epoch: this.epoch, after: 0, through: 0, ...given };
    return decodeTradesReply(await this.client.request('trades', encodeTradesRequest(request)));
  }

  /** The tape up to `sequence`, once it has got there. */
  async tapeUpTo(sequence: number): Promise<Sale[]> {
    const accounted = (): number =>
      Math.max(
        ...this.client.payloads('batch').map((payload) => decodeBatch(payload).through),
        ...this.client.payloads('heartbeat').map((payload) => decodeHeartbeat(payload).through),
      );
    await this.client.until(`the tape up to ${sequence}`, () => accounted() >= sequence);
    const sales = this.client.payloads('batch').flatMap((payload) => salesOf(decodeBatch(payload)));
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
    const within = sales.filter((sale) => sale.time >= time && sale.time < time + intervalMs);
    const prices = within.map(({ price }) => price);
    return {
      time,
      open: prices[0] as number,
      high: Math.max(...prices),
      low: Math.min(...prices),
      close: prices.at(-1) as number,
      volume: within.reduce((sum, { size }) => sum + size, 0),
      trades: within.length,
    };
  });
}

describe('the past, asked for by range', () => {
  it('agrees with the tape of the same connection', async () => {
    const feed = await FeedProcess.start([...MARKET, '--speed', '200', '--heartbeat', '100']);
    const follower = await Follower.fromTheBeginning(feed.url);
    await follower.client.until('some minutes of the market', () => {
      const beat = follower.client.payloads('heartbeat').at(-1);
      return beat !== undefined && decodeHeartbeat(beat).marketTime > MONDAY_OPEN + 300_000;
    });
    for (const intervalS of [1, 5, 60, 300, 86_400]) {
      const { bars, holes, at } = await follower.bars({ intervalS });
      expect(at.epoch).toBe(follower.epoch);
      const tape = await follower.tapeUpTo(at.sequence);
      expect(bars, `${intervalS} s`).toEqual(barsOf(tape, intervalS * 1_000));
      expect(bars.length).toBeGreaterThanOrEqual(300 / intervalS / 3);
      // A day of UTC began before the feed did.
      expect(holes).toEqual(intervalS === 86_400 ? [{ begin: Date.UTC(2025, 0, 6), end: MONDAY_OPEN }] : []);
    }
    const { sequence: head } = (await follower.bars()).at;
    const tape = await follower.tapeUpTo(head);
    const found: Sale[] = [];
    for (let after = 0; after < head;) {
      const reply = await follower.trades({ after, through: head });
      if (reply.kind === 'refused') throw new Error(reply.refusal.message);
      found.push(...salesOf(reply.content));
      after = reply.content.through;
    }
    expect(found).toEqual(tape);
    expect(found.length).toBeGreaterThan(100);
  });

  it('arrives as the bytes of a batch, as its encoder wrote them', async () => {
    const feed = await FeedProcess.start([...MARKET, '--speed', '200', '--heartbeat', '100']);
    const follower = await Follower.fromTheBeginning(feed.url);
    expect((await follower.tapeUpTo(200)).length).toBeGreaterThan(0);
    const request = encodeTradesRequest({ symbol: 'AAPL', epoch: follower.epoch, after: 0, through: 200 });
    const { trades } = pb.TradesReply.decode(await follower.client.request('trades', request));
    const bytes = Buffer.from(trades ?? []);
    expect(decodeBatch(bytes).tape.sequence.length).toBeGreaterThan(0);
    expect(bytes).toEqual(Buffer.from(encodeBatch(decodeBatch(bytes))));
  });

  it('is refused by name if it is of another epoch, in the future, or of an unknown interval', async () => {
    const feed = await FeedProcess.start([...MARKET, '--speed', '1']);
    const follower = await Follower.fromTheBeginning(feed.url);
    const kindOf = (reply: Awaited<ReturnType<Follower['trades']>>): string =>
      reply.kind === 'refused' ? reply.refusal.kind : reply.kind;
    expect(kindOf(await follower.trades())).toBe('sent');
    expect(kindOf(await follower.trades({ epoch: follower.epoch ^ 1 }))).toBe('not-kept');
    expect(kindOf(await follower.trades({ through: 1e9 }))).toBe('bad-range');
    expect(kindOf(await follower.trades({ symbol: 'NOPE' }))).toBe('unknown-symbol');
    await expect(follower.bars({ intervalS: 61 })).rejects.toThrow('interval_s: expected one of 1, 5, 15');
    await expect(follower.bars({ end: 0 })).rejects.toThrow('expected a range that ends at');
  });
});

describe('the retention', () => {
  it('keeps the bars, but not the trades, when a new epoch starts', async () => {
    const feed = await FeedProcess.start([...MARKET, '--speed', '200', '--heartbeat', '100', '--fault', 'epoch at=1s']);
    const follower = await Follower.fromTheBeginning(feed.url);
    await follower.client.until('another epoch', () => {
      const beat = follower.client.payloads('heartbeat').at(-1);
      return beat !== undefined && decodeHeartbeat(beat).epoch !== follower.epoch;
    });
    const { bars, holes, at } = await follower.bars();
    expect(at.epoch).not.toBe(follower.epoch);
    expect(holes).toEqual([]);
    expect(bars[0]?.time).toBe(MONDAY_OPEN);
    expect(bars.length).toBeGreaterThanOrEqual(3);
    const refused = await follower.trades();
    expect(refused).toMatchObject({ kind: 'refused', refusal: { kind: 'not-kept' } });
  });

  it('ends at its limit of age, for resumes and for requests', async () => {
    const admin = ['--admin-port', '0', '--admin-token', 'secret'];
    const kept = ['--keep', '10s', '--log-memory', '1MB', '--bar-memory', '1MB'];
    const feed = await FeedProcess.start([...MARKET, ...kept, ...admin, '--speed', '200', '--heartbeat', '100']);
    const follower = await Follower.start(feed.url);
    await follower.client.until('half a minute of the market', () => {
      const beat = follower.client.payloads('heartbeat').at(-1);
      return beat !== undefined && decodeHeartbeat(beat).marketTime > MONDAY_OPEN + 30_000;
    });
    const reply = await follower.resume();
    expect(reply.reset).toBe('too-old');
    expect(reply.accepted).toMatchObject([{ receipt: { kind: 'reset', reason: 'too-old' } }]);
    expect(reply.kept.after).toBeGreaterThan(0);
    expect(reply.kept.since).toBeGreaterThan(MONDAY_OPEN);
    const refused = await follower.trades();
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
