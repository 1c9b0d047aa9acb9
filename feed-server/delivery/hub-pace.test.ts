// The hub sends at once after a quiet period, then at most one batch per interval, and nothing to a full connection.
import { describe, expect, it } from 'vitest';
import { Delivery } from '../../tests/support/delivery/delivery.ts';
import { FakeClock } from '../../tests/support/time/fake-clock.ts';
import { Dice } from '../../tests/support/random/seeded.ts';

const INTERVAL_MS = 50;

/** A clock whose timers fire up to a millisecond early, like timers that drop fractions. */
class EarlyClock extends FakeClock {
  override after(ms: number, run: () => void): () => void {
    return super.after(Math.max(0, Math.floor(ms) - 0.75), run);
  }
}

/** Times of batches, from the start of the clock. */
function times({ port }: { port: { sent: readonly { kind: string; at: number }[] } }, start: number): number[] {
  return port.sent.filter((s) => s.kind === 'batch').map((s) => s.at - start);
}

describe('Hub, pace', () => {
  it('sends the first tick after a quiet period at once, and the next after an interval', () => {
    const delivery = new Delivery({ batchIntervalMs: INTERVAL_MS });
    const { clock } = delivery;
    const start = clock.now();
    const reader = delivery.join();
    reader.subscribe('tape', 'S0');
    clock.advance(7);
    delivery.trades(0, 1);
    clock.advance(10);
    delivery.trades(0, 2);
    delivery.trades(0, 1);
    clock.advance(39);
    expect(times(reader, start)).toEqual([7]);
    clock.advance(1);
    expect(times(reader, start)).toEqual([7, 57]);
    expect(reader.port.ranges).toEqual(['0..1', '1..4']);
    clock.advance(300);
    delivery.trades(0, 1);
    expect(times(reader, start)).toEqual([7, 57, 357]);
  });

  it.each([
    ['whole', new FakeClock(0)],
    ['fractional', new FakeClock(0.25)],
    ['fractional, with timers that fire early', new EarlyClock(0.25)],
  ])('keeps an interval between batches, and delays no tick by more, on a clock that is %s', (_, clock) => {
    const delivery = new Delivery({ clock, batchIntervalMs: INTERVAL_MS });
    const start = clock.now();
    const reader = delivery.join();
    reader.subscribe('tape', 'S0');
    const dice = new Dice(11);
    for (let i = 0; i < 2_000; i++) {
      delivery.trades(0, dice.below(3));
      clock.advance(dice.pick([0, 0.25, 1, 3.5, 20, 120]));
    }
    clock.advance(100);
    const sent = times(reader, start);
    expect(sent.length).toBeGreaterThan(300);
    for (const [i, at] of sent.entries())
      expect(at - (sent[i - 1] ?? -Infinity), `batch ${i}`).toBeGreaterThanOrEqual(INTERVAL_MS);
    for (const s of reader.port.sent) {
      if (s.kind !== 'batch') continue;
      // Timers fire on whole milliseconds.
      for (const publishedAt of s.batch.tape.time) expect(s.at - publishedAt).toBeLessThanOrEqual(INTERVAL_MS + 1);
    }
  });

  it('serves each subscriber an interval after it was last served, with one timer for all', () => {
    const delivery = new Delivery({ batchIntervalMs: INTERVAL_MS });
    const { clock } = delivery;
    const start = clock.now();
    const readers = [0, 1, 2].map((id) => {
      const reader = delivery.join();
      reader.subscribe('board', `S${id}`);
      clock.advance(10);
      delivery.trades(id, 1);
      return reader;
    });
    for (const id of [2, 0, 1]) delivery.trades(id, 1);
    expect(clock.pending).toBe(1);
    clock.advance(1_000);
    expect(readers.map((r) => times(r, start))).toEqual([
      [10, 60],
      [20, 70],
      [30, 80],
    ]);
    expect(clock.pending).toBe(0);
  });

  it('makes a lane due once, however many of its symbols move in a round', () => {
    const delivery = new Delivery();
    const reader = delivery.join();
    reader.subscribe('board', 'S0', 'S1', 'S2');
    for (const id of [0, 1, 2]) delivery.trade(id);
    delivery.publish();
    expect(reader.port.batches).toMatchObject([{ sales: { id: [0, 1, 2] } }]);
    expect(delivery.clock.pending).toBe(0);
  });

  it('counts the interval from a batch that a request caused early', () => {
    const delivery = new Delivery({ batchIntervalMs: INTERVAL_MS });
    const start = delivery.clock.now();
    const reader = delivery.join();
    reader.subscribe('tape', 'S0');
    delivery.trades(0, 1);
    delivery.trades(0, 1);
    delivery.clock.advance(30);
    reader.subscribe('tape', 'S1');
    delivery.trades(0, 1);
    delivery.clock.advance(200);
    expect(times(reader, start)).toEqual([0, 30, 80]);
  });

  it('sends nothing for symbols that were unsubscribed while due', () => {
    const delivery = new Delivery();
    const reader = delivery.join();
    reader.subscribe('tape', 'S0');
    delivery.trades(0, 1);
    delivery.trades(0, 1);
    reader.unsubscribe('tape', 'S0');
    const sent = reader.port.batches.length;
    delivery.trades(0, 1);
    delivery.clock.advance(1_000);
    expect(reader.port.batches).toHaveLength(sent);
    expect(reader.port.batches.flatMap((b) => b.tape.sequence)).toEqual([1]);
  });
});

describe('Hub, a connection that is not writable', () => {
  it('gets nothing, then everything at once when it has drained', () => {
    const delivery = new Delivery();
    const reader = delivery.join();
    reader.subscribe('board', 'S0');
    reader.port.fill();
    for (let i = 0; i < 20; i++) {
      delivery.trades(0, 1);
      delivery.clock.advance(30);
    }
    expect(reader.port.batches).toEqual([]);
    reader.drain();
    expect(reader.port.batches).toMatchObject([{ after: 0, through: 20, sales: { merged: [19] } }]);
  });

  it('delays nobody else', () => {
    const delivery = new Delivery();
    const [stuck, other] = [delivery.join(), delivery.join()];
    for (const reader of [stuck, other]) reader.subscribe('board', 'S0');
    stuck.port.fill();
    delivery.trades(0, 1);
    expect([stuck.port.batches.length, other.port.batches.length]).toEqual([0, 1]);
  });

  it('gets nothing when it drains if nothing is due', () => {
    const delivery = new Delivery();
    const reader = delivery.join();
    reader.subscribe('tape', 'S0');
    delivery.trades(1, 5);
    reader.drain();
    expect(reader.port.kinds).toEqual([]);
  });

  it('still waits for the end of the interval when it drains before then', () => {
    const delivery = new Delivery();
    const reader = delivery.join();
    reader.subscribe('tape', 'S0');
    reader.port.slow = true;
    delivery.trades(0, 1);
    delivery.trades(0, 1);
    delivery.clock.advance(10);
    reader.drain();
    expect(reader.port.ranges).toEqual(['0..1']);
    delivery.clock.advance(40);
    expect(reader.port.ranges).toEqual(['0..1', '1..2']);
  });
});
