// Lanes: each has its own pace and position, and symbols move between them without a gap.
import { describe, expect, it } from 'vitest';
import type { Batch } from '../../proto/messages.ts';
import { Delivery, type Reader } from '../../tests/support/delivery/delivery.ts';
import { Dice } from '../../tests/support/random/seeded.ts';

/** Times of a lane's batches since `start`. */
function timesOf({ port }: Reader, intervalMs: number, start: number): number[] {
  return port.sent.flatMap((s) => (s.kind === 'batch' && s.batch.intervalMs === intervalMs ? [s.at - start] : []));
}

function lanesOf({ subscriber }: Reader): number[] {
  return subscriber.lanes.map(({ intervalMs }) => intervalMs);
}

describe('a lane', () => {
  it('is served at its own pace, whatever the others do', () => {
    const delivery = new Delivery();
    const start = delivery.clock.now();
    const reader = delivery.join();
    reader.subscribe('board', 'S0');
    reader.subscribeEvery(200, 'S1');
    for (let n = 0; n < 50; n++) {
      if (n === 20) expect(timesOf(reader, 0, start)).toEqual([0, 50, 100, 150, 200]);
      delivery.trade(0);
      delivery.trades(1, 1);
      delivery.clock.advance(10);
    }
    expect(timesOf(reader, 200, start)).toEqual([0, 200, 400]);
  });

  it('has ranges of its own, which heartbeats complete', () => {
    const delivery = new Delivery();
    const reader = delivery.join();
    reader.subscribe('board', 'S0');
    reader.subscribeEvery(200, 'S1');
    delivery.trades(1, 1);
    delivery.trades(0, 2);
    delivery.heartbeat();
    delivery.clock.advance(100);
    delivery.trades(1, 1);
    expect(reader.port.rangesOf(0)).toEqual(['0..3', '3..3']);
    expect(reader.port.rangesOf(200)).toEqual(['0..1', '1..3']);
    delivery.clock.advance(200);
    expect(reader.port.rangesOf(200)).toEqual(['0..1', '1..3', '3..4']);
  });

  it('is not served more often than the connection is', () => {
    const delivery = new Delivery({ batchIntervalMs: 500 });
    const start = delivery.clock.now();
    const reader = delivery.join();
    reader.subscribeEvery(100, 'S0');
    for (let n = 0; n < 100; n++) {
      delivery.trades(0, 1);
      delivery.clock.advance(10);
    }
    expect(timesOf(reader, 100, start)).toEqual([0, 500, 1_000]);
  });

  it('exists as long as it has subscriptions', () => {
    const reader = new Delivery().join();
    reader.subscribeEvery(200, 'S0', 'S1');
    reader.subscribeEvery(300, 'S2');
    expect(lanesOf(reader)).toEqual([0, 200, 300]);
    reader.unsubscribe('board', 'S2');
    expect(lanesOf(reader)).toEqual([0, 200]);
    reader.subscribeEvery(300, 'S0');
    expect(lanesOf(reader)).toEqual([0, 200, 300]);
    reader.subscribe('board', 'S0', 'S1');
    expect(lanesOf(reader)).toEqual([0]);
  });

  it('does not exist for symbols that wait for a snapshot on another lane', () => {
    const reader = new Delivery().join();
    reader.port.fill();
    reader.subscribeEvery(200, 'S0');
    reader.subscribeEvery(300, 'S0');
    expect(lanesOf(reader)).toEqual([0, 300]);
    reader.drain();
    expect(reader.port.snapshots).toMatchObject([{ intervalMs: 300 }]);
  });

  it('gets nothing more once removed, even if it was due', () => {
    const delivery = new Delivery();
    const reader = delivery.join();
    reader.subscribeEvery(200, 'S0');
    delivery.trades(0, 1);
    delivery.trades(0, 1);
    delivery.heartbeat();
    reader.unsubscribe('board', 'S0');
    const sent = reader.port.sent.length;
    delivery.clock.advance(1_000);
    expect(reader.port.sent).toHaveLength(sent);
  });
});

describe('a board that is subscribed again', () => {
  it('continues on the new lane, with a snapshot up to which the old lane was served', () => {
    const delivery = new Delivery();
    const reader = delivery.join();
    reader.subscribeEvery(200, 'S0');
    delivery.trades(0, 1);
    delivery.trades(0, 2);
    delivery.clock.advance(10);
    reader.subscribe('board', 'S0');
    expect(reader.port.kinds).toEqual(['snapshot', 'batch', 'batch', 'batch', 'snapshot']);
    expect(reader.port.batches.map(({ intervalMs, after, through }) => [intervalMs, after, through])).toEqual([
      [200, 0, 1],
      [0, 0, 3],
      [200, 1, 3],
    ]);
    expect(reader.port.snapshots[1]).toMatchObject({ intervalMs: 0, at: { sequence: 3 } });
    delivery.clock.advance(100);
    delivery.trades(0, 1);
    expect(reader.port.batches.at(-1)).toMatchObject({ intervalMs: 0, after: 3, through: 4, sales: { id: [0] } });
  });

  it('stays on its lane until the connection is writable and the snapshot is sent', () => {
    const delivery = new Delivery();
    const reader = delivery.join();
    reader.subscribe('board', 'S0');
    reader.port.fill();
    reader.subscribeEvery(200, 'S0');
    delivery.trades(0, 3);
    reader.drain();
    expect(reader.port.batches).toMatchObject([
      { intervalMs: 0, after: 0, through: 3, sales: { id: [0], volume: [3] } },
      { intervalMs: 200, after: 0, through: 3, sales: { id: [] } },
    ]);
    expect(reader.port.snapshots.at(-1)).toMatchObject({ intervalMs: 200, at: { sequence: 3 } });
  });

  it('leaves its tape unchanged', () => {
    const delivery = new Delivery();
    const reader = delivery.join();
    reader.subscribe('tape', 'S0');
    reader.subscribeEvery(200, 'S0');
    delivery.trades(0, 2);
    expect(reader.port.batches.map(({ intervalMs, tape }) => [intervalMs, tape.sequence])).toEqual([
      [0, [1, 2]],
      [200, []],
    ]);
    expect(reader.subscriber.subscriptionCount).toBe(2);
  });
});

/** The sums of the rows of S0 on all lanes. */
function totalsOf(batches: readonly Batch[]): { volume: number; trades: number; quotes: number } {
  const totals = { volume: 0, trades: 0, quotes: 0 };
  for (const { sales, quotes } of batches) {
    const [sale, quote] = [sales.id.indexOf(0), quotes.id.indexOf(0)];
    if (sale >= 0) {
      totals.volume += sales.volume[sale] ?? NaN;
      totals.trades += (sales.merged[sale] ?? NaN) + 1;
    }
    if (quote >= 0) totals.quotes += (quotes.merged[quote] ?? NaN) + 1;
  }
  return totals;
}

it('a symbol that moves between lanes is delivered completely and once, over 200 seeded runs', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const dice = new Dice(seed);
    const delivery = new Delivery();
    const reader = delivery.join();
    reader.subscribe('board', 'S0');
    reader.subscribeEvery(100, 'S1');
    const published = { volume: 0, trades: 0, quotes: 0 };
    for (let n = 0; n < 120; n++) {
      const size = 1 + dice.below(9);
      if (dice.chance(0.6)) {
        delivery.trade(0, 100 + n, size);
        Object.assign(published, { volume: published.volume + size, trades: published.trades + 1 });
      } else {
        delivery.quote(0);
        published.quotes++;
      }
      if (dice.chance(0.3)) delivery.trade(1);
      if (dice.chance(0.8)) delivery.publish();
      if (dice.chance(0.15)) reader.subscribeEvery(dice.pick([0, 0, 100, 250, 1_000]), 'S0');
      reader.port.slow = dice.chance(0.2);
      if (dice.chance(0.4)) reader.drain();
      if (dice.chance(0.1)) delivery.heartbeat();
      delivery.clock.advance(dice.below(60));
    }
    reader.port.slow = false;
    delivery.publish();
    reader.drain();
    delivery.clock.advance(2_000);
    expect(totalsOf(reader.port.batches), `seed ${seed}`).toEqual(published);
  }
});
