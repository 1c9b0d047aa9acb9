// The hub: snapshots in order, long replays in several batches, and subscribers that leave or fall behind.
import { describe, expect, it } from 'vitest';
import { Delivery } from '../../tests/support/delivery/delivery.ts';
import { MAX_TAPE_TRADES } from './conflator.ts';

describe('Hub, a new subscriber', () => {
  it('starts at the head, and gets nothing from before', () => {
    const delivery = new Delivery();
    delivery.trades(0, 5);
    const reader = delivery.join();
    expect(reader.subscriber.defaultLane.cursor).toBe(5);
    reader.subscribe('tape', 'S0');
    expect(reader.port.kinds).toEqual([]);
    delivery.trades(0, 1);
    expect(reader.port.batches).toMatchObject([{ after: 5, through: 6, tape: { sequence: [6] } }]);
  });

  it('gets only what it listens to', () => {
    const delivery = new Delivery();
    const reader = delivery.join();
    reader.subscribe('board', 'S1');
    delivery.trades(0, 3);
    expect(reader.port.batches).toEqual([]);
    delivery.trades(1, 1);
    expect(reader.port.batches).toMatchObject([{ after: 0, through: 4, sales: { id: [1], merged: [0] } }]);
  });

  it('gets trades and no quotes on the tape', () => {
    const delivery = new Delivery();
    const reader = delivery.join();
    reader.subscribe('tape', 'S0');
    delivery.quote(0);
    delivery.publish();
    expect(reader.port.kinds).toEqual([]);
  });
});

describe('Hub, snapshots', () => {
  it('are sent at the head, after everything before them', () => {
    const delivery = new Delivery();
    const reader = delivery.join();
    reader.subscribe('board', 'S0');
    delivery.trades(0, 1);
    delivery.trades(0, 1);
    delivery.trades(1, 1);
    reader.subscribe('board', 'S1');
    expect(reader.port.kinds).toEqual(['snapshot', 'batch', 'batch', 'snapshot']);
    expect(reader.port.ranges.at(-1)).toBe('1..3');
    expect(reader.port.snapshots.at(-1)).toMatchObject({ at: { epoch: 1, sequence: 3 }, states: [{ id: 1 }] });
  });

  it('follow a batch that covers the ticks that did not concern the subscriber', () => {
    const delivery = new Delivery();
    const reader = delivery.join();
    delivery.trades(0, 3);
    reader.subscribe('board', 'S1');
    expect(reader.port.kinds).toEqual(['batch', 'snapshot']);
    expect(reader.port.batches).toMatchObject([{ after: 0, through: 3, sales: { id: [] } }]);
  });

  it('wait until the connection is writable, and have the state of that time', () => {
    const delivery = new Delivery();
    const reader = delivery.join();
    reader.port.fill();
    reader.subscribe('board', 'S0');
    delivery.trades(0, 2);
    expect(reader.port.kinds).toEqual([]);
    reader.drain();
    expect(reader.port.kinds).toEqual(['batch', 'snapshot']);
    expect(reader.port.snapshots).toMatchObject([
      { at: { sequence: 2 }, states: [{ trades: { last: 101, count: 2 } }] },
    ]);
    delivery.trades(0, 1);
    delivery.clock.advance(50);
    expect(reader.port.ranges.at(-1)).toBe('2..3');
  });

  it('are not sent for symbols that were unsubscribed meanwhile', () => {
    const delivery = new Delivery();
    const reader = delivery.join();
    reader.port.fill();
    reader.subscribe('board', 'S0', 'S1');
    reader.unsubscribe('board', 'S0');
    reader.drain();
    expect(reader.port.snapshots).toMatchObject([{ states: [{ id: 1 }] }]);
  });
});

describe('Hub, a long replay', () => {
  it('is sent in several batches, each once the connection is writable again', () => {
    const delivery = new Delivery({ capacity: 3 * MAX_TAPE_TRADES });
    const reader = delivery.join();
    delivery.trades(0, 2 * MAX_TAPE_TRADES + 10);
    reader.port.slow = true;
    reader.resume(0, 'tape', 'S0');
    delivery.clock.advance(1_000);
    const pieces = [
      `0..${MAX_TAPE_TRADES}`,
      `${MAX_TAPE_TRADES}..${2 * MAX_TAPE_TRADES}`,
      `${2 * MAX_TAPE_TRADES}..${2 * MAX_TAPE_TRADES + 10}`,
    ];
    for (let sent = 1; sent <= pieces.length; sent++) {
      expect(reader.port.ranges).toEqual(pieces.slice(0, sent));
      reader.drain();
    }
    expect(reader.port.ranges).toEqual(pieces);
    expect(reader.port.batches.flatMap((b) => b.tape.sequence)).toEqual(
      Array.from({ length: 2 * MAX_TAPE_TRADES + 10 }, (_, i) => i + 1),
    );
  });

  it('ends before a snapshot that was requested meanwhile', () => {
    const delivery = new Delivery({ capacity: 3 * MAX_TAPE_TRADES });
    const reader = delivery.join();
    delivery.trades(0, 2 * MAX_TAPE_TRADES + 1);
    reader.port.slow = true;
    reader.resume(0, 'tape', 'S0');
    reader.subscribe('board', 'S0');
    for (let pieces = 1; pieces < 3; pieces++) {
      expect(reader.port.kinds).toEqual(Array(pieces).fill('batch'));
      reader.drain();
    }
    expect(reader.port.kinds).toEqual(['batch', 'batch', 'batch', 'snapshot']);
    expect(reader.port.snapshots[0]?.at.sequence).toBe(2 * MAX_TAPE_TRADES + 1);
  });
});

describe('Hub, a subscriber that fell out of the log', () => {
  it('is closed with the reason when it reads again, and forgotten', () => {
    const delivery = new Delivery({ capacity: 10 });
    const reader = delivery.join();
    reader.subscribe('tape', 'S0');
    reader.port.fill();
    for (let i = 0; i < 12; i++) delivery.trades(0, 1);
    expect(delivery.hub.size).toBe(1);
    reader.drain();
    expect(reader.port.sent).toMatchObject([{ kind: 'close', why: 'fell-behind' }]);
    expect(delivery.hub.size).toBe(0);
  });

  it('is served in full at the edge of the log', () => {
    const delivery = new Delivery({ capacity: 10 });
    const reader = delivery.join();
    reader.subscribe('tape', 'S0');
    reader.port.fill();
    for (let i = 0; i < 10; i++) delivery.trades(0, 1);
    reader.drain();
    expect(reader.port.batches).toMatchObject([{ after: 0, through: 10, tape: { sequence: { length: 10 } } }]);
  });

  it('gets nothing after the close in the middle of its own request', () => {
    const delivery = new Delivery({ capacity: 10 });
    const reader = delivery.join();
    reader.subscribe('tape', 'S0');
    for (let i = 0; i < 20; i++) delivery.trade(0);
    reader.subscribe('tape', 'S1');
    delivery.clock.advance(50);
    delivery.trades(1, 1);
    expect(reader.port.kinds).toEqual(['close']);
    expect(delivery.hub.size).toBe(0);
  });

  it('does not include one that missed nothing, however many other ticks there were', () => {
    const delivery = new Delivery({ capacity: 10 });
    const reader = delivery.join();
    reader.subscribe('tape', 'S1');
    for (let i = 0; i < 30; i++) delivery.trades(0, 1);
    delivery.trades(1, 1);
    expect(reader.port.batches).toMatchObject([{ after: 0, through: 31, tape: { sequence: [31] } }]);
    for (let i = 0; i < 30; i++) delivery.trades(0, 1);
    reader.subscribe('board', 'S2');
    expect(reader.port.kinds).toEqual(['batch', 'batch', 'snapshot']);
  });
});

describe('Hub, a subscriber that left', () => {
  it('gets nothing more, whether it was due or blocked', () => {
    const delivery = new Delivery();
    const [due, blocked, other] = [delivery.join(), delivery.join(), delivery.join()];
    for (const reader of [due, blocked, other]) reader.subscribe('tape', 'S0');
    delivery.trades(0, 1);
    delivery.trades(0, 1);
    blocked.port.fill();
    delivery.clock.advance(50);
    const before = [due.port.kinds.length, blocked.port.kinds.length];
    delivery.trades(0, 1);
    for (const reader of [due, blocked]) reader.leave();
    blocked.drain();
    delivery.trades(0, 1);
    delivery.heartbeat();
    delivery.clock.advance(1_000);
    expect([due.port.kinds.length, blocked.port.kinds.length]).toEqual(before);
    expect(other.port.batches.at(-1)?.through).toBe(delivery.log.head);
    expect(delivery.hub.size).toBe(1);
  });

  it('leaves no timer behind once it was the last', () => {
    const delivery = new Delivery();
    const readers = [delivery.join(), delivery.join()];
    for (const reader of readers) reader.subscribe('tape', 'S0');
    delivery.trades(0, 1);
    delivery.trades(0, 1);
    readers[0]?.leave();
    expect(delivery.clock.pending).toBe(1);
    readers[1]?.leave();
    expect(delivery.clock.pending).toBe(0);
  });

  it('may leave twice', () => {
    const delivery = new Delivery();
    const reader = delivery.join();
    reader.leave();
    reader.leave();
    expect(delivery.hub.size).toBe(0);
  });
});
