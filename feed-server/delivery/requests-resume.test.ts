// Resuming: exact or merged if the log still holds what was missed, otherwise a reset with its reason.
import { describe, expect, it } from 'vitest';
import type { Receipt, SubscriptionReply } from '../../proto/messages.ts';
import { Delivery } from '../../tests/support/delivery/delivery.ts';

function receipts({ accepted }: SubscriptionReply): (Receipt | undefined)[] {
  return accepted.map((a) => a.receipt);
}

describe('resume, if the log holds what was missed', () => {
  it('replays a tape exactly', () => {
    const delivery = new Delivery();
    delivery.trades(0, 10);
    const reader = delivery.join();
    const reply = reader.resume(4, 'tape', 'S0');
    expect(receipts(reply)).toMatchObject([{ kind: 'exact', missed: 6 }]);
    expect(reply.head).toEqual({ epoch: 1, sequence: 10 });
    expect(reader.port.batches).toMatchObject([{ after: 4, through: 10, tape: { sequence: [5, 6, 7, 8, 9, 10] } }]);
  });

  it('brings a board up to date in one step, without a snapshot', () => {
    const delivery = new Delivery();
    delivery.trades(0, 10);
    const reader = delivery.join();
    expect(receipts(reader.resume(4, 'board', 'S0'))).toMatchObject([{ kind: 'merged', missed: 6 }]);
    expect(reader.port.kinds).toEqual(['batch']);
    const row = { first: [104], low: [104], high: [109], last: [109], merged: [5], volume: [6] };
    expect(reader.port.batches).toMatchObject([{ sales: row }]);
  });

  it('reports per subscription what was missed, and when', () => {
    const delivery = new Delivery();
    const start = delivery.clock.now();
    for (const id of [0, 1, 0, 0]) {
      delivery.clock.advance(100);
      delivery.trades(id, 1);
    }
    delivery.quote(0);
    const { subscriber } = delivery.join();
    const reply = delivery.requests.resume(subscriber, {
      after: { epoch: 1, sequence: 0 },
      lanes: [],
      subscriptions: [
        { symbol: 'S0', mode: 'board', intervalMs: 0 },
        { symbol: 'S0', mode: 'tape', intervalMs: 0 },
        { symbol: 'S1', mode: 'board', intervalMs: 0 },
        { symbol: 'S2', mode: 'tape', intervalMs: 0 },
      ],
    });
    expect(receipts(reply)).toEqual([
      { kind: 'merged', missed: 4, fromTime: start + 100, toTime: start + 400 },
      { kind: 'exact', missed: 3, fromTime: start + 100, toTime: start + 400 },
      { kind: 'exact', missed: 1, fromTime: start + 200, toTime: start + 200 },
      { kind: 'exact', missed: 0, fromTime: 0, toTime: 0 },
    ]);
  });

  it('continues from the oldest position that the log can serve', () => {
    const delivery = new Delivery({ capacity: 10 });
    delivery.trades(0, 25);
    const reader = delivery.join();
    expect(receipts(reader.resume(15, 'tape', 'S0'))).toMatchObject([{ kind: 'exact', missed: 10 }]);
    expect(reader.port.ranges).toEqual(['15..25']);
  });

  it('misses nothing from the head', () => {
    const delivery = new Delivery();
    delivery.trades(0, 3);
    const reader = delivery.join();
    expect(receipts(reader.resume(3, 'board', 'S0'))).toMatchObject([{ kind: 'exact', missed: 0 }]);
    expect(reader.port.kinds).toEqual([]);
    delivery.trades(0, 1);
    expect(reader.port.ranges).toEqual(['3..4']);
  });

  it('replaces all earlier subscriptions', () => {
    const delivery = new Delivery();
    const reader = delivery.join();
    reader.subscribe('tape', 'S0');
    reader.resume(0, 'tape', 'S1');
    delivery.trades(0, 1);
    delivery.trades(1, 1);
    expect(reader.port.batches.flatMap((b) => b.tape.id)).toEqual([1]);
    expect(reader.subscriber.subscriptionCount).toBe(1);
  });

  it('without subscriptions is answered, and heartbeats follow from its position', () => {
    const delivery = new Delivery();
    delivery.trades(0, 3);
    const reader = delivery.join();
    expect(reader.resume(1, 'board')).toMatchObject({ accepted: [], refused: [], head: { sequence: 3 } });
    delivery.heartbeat();
    expect(reader.port.ranges).toEqual(['1..3', '3..3']);
  });

  it('refuses symbols that are not on this feed', () => {
    const delivery = new Delivery();
    const reply = delivery.join().resume(0, 'board', 'S0', 'GONE');
    expect(reply.accepted).toHaveLength(1);
    expect(reply.refused).toMatchObject([{ kind: 'unknown-symbol', symbol: 'GONE', mode: 'board' }]);
  });

  it('waits for a full connection', () => {
    const delivery = new Delivery();
    delivery.trades(0, 5);
    const reader = delivery.join();
    reader.port.fill();
    reader.resume(2, 'tape', 'S0');
    delivery.heartbeat();
    expect(reader.port.kinds).toEqual([]);
    reader.drain();
    expect(reader.port.ranges).toEqual(['2..5']);
  });

  it('is not covered by a heartbeat before it is served', () => {
    const delivery = new Delivery();
    delivery.trades(0, 5);
    const reader = delivery.join();
    delivery.requests.resume(reader.subscriber, {
      after: { epoch: 1, sequence: 2 },
      lanes: [],
      subscriptions: [{ symbol: 'S0', mode: 'tape', intervalMs: 0 }],
    });
    delivery.heartbeat();
    expect(reader.port.ranges).toEqual(['2..2']);
    delivery.hub.serve(reader.subscriber);
    expect(reader.port.ranges).toEqual(['2..2', '2..5']);
  });
});

describe('resume, if it cannot continue', () => {
  it.each([
    { what: 'another epoch', from: { epoch: 2, sequence: 20 }, reason: 'other-epoch' },
    { what: 'a position older than the log', from: { epoch: 1, sequence: 14 }, reason: 'too-old' },
    { what: 'a position past the head', from: { epoch: 1, sequence: 26 }, reason: 'future' },
  ] as const)('resets everything from $what', ({ from, reason }) => {
    const delivery = new Delivery({ capacity: 10 });
    delivery.trades(0, 25);
    const reader = delivery.join();
    const reply = delivery.requests.resume(reader.subscriber, {
      after: from,
      lanes: [],
      subscriptions: [
        { symbol: 'S0', mode: 'board', intervalMs: 0 },
        { symbol: 'S0', mode: 'tape', intervalMs: 0 },
      ],
    });
    delivery.hub.serve(reader.subscriber);
    const reset = { kind: 'reset', reason };
    expect(receipts(reply)).toEqual([reset, reset]);
    expect(reply.head).toEqual({ epoch: 1, sequence: 25 });
    expect(reader.port.kinds).toEqual(['snapshot']);
    expect(reader.port.snapshots).toMatchObject([
      { at: { epoch: 1, sequence: 25 }, states: [{ trades: { count: 25 } }] },
    ]);
    delivery.trades(0, 1);
    expect(reader.port.batches).toMatchObject([{ after: 25, through: 26, tape: { sequence: [26] } }]);
  });
});
