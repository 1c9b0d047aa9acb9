// Heartbeats say how far each lane is covered, and have a digest of its reader's state.
import { describe, expect, it } from 'vitest';
import type { LaneDigest } from '../../proto/messages.ts';
import { stateDigest } from '../../proto/state-digest.ts';
import { makeMarket } from '../../tests/support/wire/builders.ts';
import { Delivery, type Reader } from '../../tests/support/delivery/delivery.ts';
import { Dice } from '../../tests/support/random/seeded.ts';
import { BOARD } from './conflator.ts';

/** Computed from the states that a snapshot would have. */
function digestOf({ log }: Delivery, ...ids: number[]): LaneDigest {
  return { symbols: ids.length, sum: ids.reduce((sum, id) => (sum + stateDigest(log.last.stateOf(id))) >>> 0, 0) };
}

function lastDigest({ port }: Reader, intervalMs = 0): LaneDigest | undefined {
  return port.heartbeats.filter((beat) => beat.intervalMs === intervalMs).at(-1)?.digest;
}

describe('the digest of a heartbeat', () => {
  it('covers the states of the board, and not the tape', () => {
    const delivery = new Delivery();
    const reader = delivery.join();
    reader.subscribe('board', 'S0', 'S2');
    reader.subscribe('tape', 'S1');
    delivery.trades(0, 3);
    delivery.quote(2);
    delivery.log.status(2, 5, 'halted', 'news-pending', 99);
    delivery.hub.touch(2, BOARD);
    delivery.clock.advance(100);
    delivery.heartbeat();
    expect(lastDigest(reader)).toEqual(digestOf(delivery, 0, 2));
  });

  it('exists for each lane, and covers its own symbols', () => {
    const delivery = new Delivery();
    const reader = delivery.join();
    reader.subscribe('board', 'S0');
    reader.subscribeEvery(250, 'S1', 'S2');
    for (const id of [0, 1, 2]) delivery.trades(id, 1);
    delivery.clock.advance(300);
    delivery.heartbeat();
    expect([lastDigest(reader), lastDigest(reader, 250)]).toEqual([digestOf(delivery, 0), digestOf(delivery, 1, 2)]);
  });

  it('is missing if nothing is on the board', () => {
    const delivery = new Delivery();
    const reader = delivery.join();
    reader.subscribe('tape', 'S0');
    delivery.heartbeat();
    expect(reader.port.heartbeats).toMatchObject([{ digest: undefined }]);
  });

  it('does not cover symbols that wait for a snapshot', () => {
    const delivery = new Delivery();
    const reader = delivery.join();
    reader.subscribe('board', 'S0');
    delivery.requests.subscribe(reader.subscriber, [{ symbol: 'S1', mode: 'board', intervalMs: 0 }]);
    delivery.heartbeat();
    expect(lastDigest(reader)).toEqual(digestOf(delivery, 0));
  });

  it('covers the states at `through`, over 100 seeded runs', () => {
    let compared = 0;
    for (let seed = 1; seed <= 100; seed++) {
      const dice = new Dice(seed);
      const delivery = new Delivery();
      const reader = delivery.join();
      reader.subscribe('board', 'S0', 'S1');
      reader.subscribeEvery(90, 'S2');
      const digests = new Map<number, readonly [LaneDigest, LaneDigest]>();
      for (let n = 0; n < 200; n++) {
        const id = dice.below(4);
        if (dice.chance(0.5)) delivery.trade(id, dice.below(200), dice.below(10));
        else delivery.quote(id, dice.below(200));
        digests.set(delivery.log.head, [digestOf(delivery, 0, 1), digestOf(delivery, 2)]);
        if (dice.chance(0.5)) delivery.publish();
        if (dice.chance(0.2)) delivery.heartbeat();
        delivery.clock.advance(dice.below(20));
      }
      for (const { through, intervalMs, digest } of reader.port.heartbeats) {
        if (through === 0) continue;
        expect(digest, `seed ${seed} at ${through}`).toEqual(digests.get(through)?.[intervalMs === 0 ? 0 : 1]);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(3_000);
  });
});

describe('a heartbeat', () => {
  it('follows a batch that is due on its lane, and is also sent before it unless it is due soon', () => {
    const delivery = new Delivery();
    const reader = delivery.join();
    reader.subscribe('board', 'S0');
    reader.subscribeEvery(250, 'S1');
    delivery.trades(1, 1);
    delivery.trades(1, 1);
    delivery.heartbeat();
    expect(reader.port.heartbeats.map(({ intervalMs, through }) => [intervalMs, through])).toEqual([
      [0, 2],
      [250, 1],
    ]);
    delivery.clock.advance(250);
    expect(reader.port.sent.slice(-2)).toMatchObject([
      { kind: 'batch', batch: { intervalMs: 250, through: 2 } },
      { kind: 'heartbeat', heartbeat: { intervalMs: 250, after: 2, through: 2, digest: { symbols: 1 } } },
    ]);
  });

  it('is sent once after a batch, however many were owed', () => {
    const delivery = new Delivery();
    const reader = delivery.join();
    reader.subscribeEvery(80, 'S1');
    delivery.trades(1, 1);
    delivery.trades(1, 1);
    delivery.heartbeat();
    delivery.heartbeat();
    delivery.clock.advance(1_000);
    expect(reader.port.heartbeats.filter(({ intervalMs }) => intervalMs === 80)).toHaveLength(1);
  });

  it('goes to one share of the connections at a time, and to each once a round', () => {
    const delivery = new Delivery();
    const readers = Array.from({ length: 25 }, () => delivery.join());
    const heartbeatCounts = (): number[] => readers.map(({ port }) => port.heartbeats.length);
    for (let share = 0; share < 10; share++) {
      delivery.hub.sendHeartbeats(makeMarket(), share, 10);
      const sum = heartbeatCounts().reduce((a, b) => a + b, 0);
      expect(sum).toBe(readers.filter(({ subscriber }) => subscriber.number % 10 <= share).length);
    }
    expect(new Set(heartbeatCounts())).toEqual(new Set([1]));
  });
});
