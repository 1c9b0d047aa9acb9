// Requests about pace: the rate of a connection, the intervals of its boards, and how many lanes it may have.
import { describe, expect, it } from 'vitest';
import { MAX_BATCH_RATE, MAX_INTERVAL_MS, MIN_BATCH_RATE } from '../../proto/messages.ts';
import { Delivery, type Reader } from '../../tests/support/delivery/delivery.ts';
import { MAX_LANES } from './requests.ts';

function timesOf({ port }: Reader, start: number): number[] {
  return port.sent.flatMap((s) => (s.kind === 'batch' ? [s.at - start] : []));
}

function tradeEvery(delivery: Delivery, everyMs: number, forMs: number): void {
  for (let ms = 0; ms < forMs; ms += everyMs) {
    delivery.trades(0, 1);
    delivery.clock.advance(everyMs);
  }
}

describe('configure', () => {
  it('changes the rate of a connection while it is served, and of no other', () => {
    const delivery = new Delivery();
    const start = delivery.clock.now();
    const [reader, other] = [delivery.join(), delivery.join()];
    for (const each of [reader, other]) each.subscribe('board', 'S0');
    tradeEvery(delivery, 100, 300);
    reader.configure(2);
    tradeEvery(delivery, 100, 1_300);
    reader.configure(1_000);
    tradeEvery(delivery, 100, 500);
    expect(timesOf(reader, start)).toEqual([0, 100, 200, 700, 1_200, 1_700, 1_701, 1_800, 1_900, 2_000]);
    expect(timesOf(other, start)).toHaveLength(21);
  });

  it('is answered with the head, and sends nothing', () => {
    const delivery = new Delivery();
    const reader = delivery.join();
    reader.subscribe('tape', 'S0');
    delivery.trades(0, 3);
    const { subscriber } = reader;
    expect(delivery.requests.configure(subscriber, 5)).toMatchObject({
      accepted: [],
      refused: [],
      head: { epoch: 1, sequence: 3 },
    });
    expect(reader.port.kinds).toEqual(['batch']);
  });

  it.each([MIN_BATCH_RATE, 1, 33.3, MAX_BATCH_RATE])('accepts %d batches a second', (rate) => {
    const reader = new Delivery().join();
    expect(reader.configure(rate).refused).toEqual([]);
    expect(reader.subscriber.batchIntervalMs).toBeCloseTo(1_000 / rate);
  });

  it.each([0, MIN_BATCH_RATE / 2, MAX_BATCH_RATE + 1, -1, NaN, Infinity])('refuses %d and changes nothing', (rate) => {
    const reader = new Delivery().join();
    const { refused } = reader.configure(rate);
    const message = `batch_rate: expected a number from 0.1 to 1000, found ${rate}`;
    expect(refused).toEqual([{ kind: 'bad-rate', symbol: '', mode: undefined, message }]);
    expect(reader.subscriber.batchIntervalMs).toBe(50);
  });
});

describe('an interval', () => {
  it('is at most an hour', () => {
    const reader = new Delivery().join();
    expect(reader.subscribeEvery(MAX_INTERVAL_MS, 'S0').refused).toEqual([]);
    const message = 'S1: expected an interval of 0 to 3600000 ms';
    expect(reader.subscribeEvery(MAX_INTERVAL_MS + 1, 'S1').refused).toEqual([
      { kind: 'bad-rate', symbol: 'S1', mode: 'board', message },
    ]);
    expect(reader.subscriber.subscriptionCount).toBe(1);
  });

  it('cannot be set for a tape', () => {
    const delivery = new Delivery();
    const { subscriber } = delivery.join();
    const reply = delivery.requests.subscribe(subscriber, [{ symbol: 'S0', mode: 'tape', intervalMs: 250 }]);
    expect(reply.refused).toMatchObject([{ kind: 'bad-rate', message: 'S0: expected an interval of 0 ms' }]);
    expect(subscriber.subscriptionCount).toBe(0);
  });

  it(`is one of at most ${MAX_LANES} on a connection, including interval 0`, () => {
    const delivery = new Delivery({ instruments: 20 });
    const reader = delivery.join();
    const symbols = delivery.instruments.map(({ symbol }) => symbol);
    const replies = symbols.slice(0, 10).map((symbol, i) => reader.subscribeEvery(100 * (i + 1), symbol));
    expect(replies.map(({ accepted }) => accepted.length)).toEqual([1, 1, 1, 1, 1, 1, 1, 0, 0, 0]);
    expect(replies[7]?.refused).toMatchObject([{ kind: 'bad-rate', message: 'S7: more than 8 different intervals' }]);
    expect(reader.subscriber.lanes).toHaveLength(MAX_LANES);
    // Existing ones take more subscriptions, and one that is dropped makes room.
    expect(reader.subscribeEvery(700, 'S12').refused).toEqual([]);
    reader.unsubscribe('board', 'S0');
    expect(reader.subscribeEvery(800, 'S7').refused).toEqual([]);
  });

  it('may be refused for one subscription of a resume, and the others continue', () => {
    const delivery = new Delivery({ instruments: 20 });
    delivery.trades(0, 3);
    const reader = delivery.join();
    const board = Array.from({ length: 9 }, (_, i) => ({
      symbol: `S${i}`,
      mode: 'board' as const,
      intervalMs: i * 10,
    }));
    const reply = reader.resumeLanes(1, [], board);
    expect(reply.accepted).toHaveLength(8);
    expect(reply.refused).toMatchObject([{ kind: 'bad-rate', symbol: 'S8' }]);
  });
});

describe('a resume of lanes', () => {
  const S0 = { symbol: 'S0', mode: 'board', intervalMs: 0 } as const;
  const S1 = { symbol: 'S1', mode: 'board', intervalMs: 250 } as const;

  it('continues each lane from its position, or else from that of the connection', () => {
    const delivery = new Delivery();
    for (let n = 0; n < 10; n++) delivery.trades(n % 2, 1);
    const reader = delivery.join();
    const S2 = { symbol: 'S0', mode: 'board', intervalMs: 400 } as const;
    const reply = reader.resumeLanes(4, [{ intervalMs: 250, sequence: 8 }], [S1, S2]);
    expect(reply.accepted.map(({ receipt }) => receipt)).toMatchObject([{ missed: 1 }, { missed: 3 }]);
    expect(reader.port.rangesOf(0)).toEqual(['4..10']);
    expect(reader.port.rangesOf(250)).toEqual(['8..10']);
    expect(reader.port.rangesOf(400)).toEqual(['4..10']);
  });

  it('resets a lane whose position is too old or in the future, and the others continue', () => {
    const delivery = new Delivery({ capacity: 10 });
    delivery.trades(0, 25);
    for (const [sequence, reason] of [
      [3, 'too-old'],
      [99, 'future'],
    ] as const) {
      const reader = delivery.join();
      const reply = reader.resumeLanes(20, [{ intervalMs: 250, sequence }], [S0, S1]);
      expect(reply.reset).toBeUndefined();
      expect(reply.accepted.map(({ receipt }) => receipt)).toMatchObject([
        { kind: 'merged', missed: 5 },
        { kind: 'reset', reason },
      ]);
      expect(reader.port.rangesOf(0)).toEqual(['20..25']);
      expect(reader.port.snapshots).toMatchObject([{ intervalMs: 250, at: { sequence: 25 }, states: [{ id: 1 }] }]);
    }
  });

  it('continues a lane even if the connection itself is too far behind', () => {
    const delivery = new Delivery({ capacity: 10 });
    delivery.trades(0, 25);
    const reader = delivery.join();
    const reply = reader.resumeLanes(
      3,
      [{ intervalMs: 250, sequence: 20 }],
      [S0, { ...S0, symbol: 'S1', intervalMs: 250 }],
    );
    expect(reply.reset).toBe('too-old');
    expect(reply.accepted.map(({ receipt }) => receipt)).toMatchObject([
      { kind: 'reset' },
      { kind: 'exact', missed: 0 },
    ]);
    expect(reader.port.rangesOf(250)).toEqual(['20..25']);
  });

  it('uses the position of the connection for interval 0, and ignores any other for that lane', () => {
    const delivery = new Delivery({ capacity: 10 });
    delivery.trades(0, 25);
    const reader = delivery.join();
    const reply = reader.resumeLanes(20, [{ intervalMs: 0, sequence: 24 }], [S0]);
    expect(reply.accepted[0]?.receipt).toMatchObject({ missed: 5 });
    expect(reader.port.rangesOf(0)).toEqual(['20..25']);
  });
});
