// The ranges of batches and heartbeats: together they have no gaps and no overlaps.
import { describe, expect, it } from 'vitest';
import { makeHeartbeat, makeMarket } from '../../tests/support/wire/builders.ts';
import { Delivery, type Reader } from '../../tests/support/delivery/delivery.ts';
import { Dice } from '../../tests/support/random/seeded.ts';

interface JoinedReader {
  readonly reader: Reader;
  /** The head of the log when it joined. */
  readonly start: number;
}

/** Describes each place where ranges do not join. */
function holesIn({ reader, start }: JoinedReader): string[] {
  const holes: string[] = [];
  let at = start;
  for (const sent of reader.port.sent) {
    if (sent.kind !== 'batch' && sent.kind !== 'heartbeat') continue;
    const { after, through } = sent.kind === 'batch' ? sent.batch : sent.heartbeat;
    if (after !== at || through < after) holes.push(`at ${at}: ${sent.kind} ${after}..${through}`);
    at = through;
  }
  const { cursor } = reader.subscriber.defaultLane;
  if (at !== cursor) holes.push(`at the end: ${at}, cursor ${cursor}`);
  return holes;
}

/** Publishes, joins, subscribes, stalls and sends heartbeats at random. At the end, all readers catch up. */
function runAtRandom(seed: number): { delivery: Delivery; readers: JoinedReader[] } {
  const dice = new Dice(seed);
  const delivery = new Delivery();
  const readers: JoinedReader[] = [];
  const symbol = (): string => `S${dice.below(4)}`;
  for (let i = 0; i < 150; i++) {
    for (let n = dice.below(4); n > 0; n--) {
      if (dice.chance(0.5)) delivery.quote(dice.below(4));
      else delivery.trade(dice.below(4));
    }
    if (dice.chance(0.8)) delivery.publish();
    if (readers.length < 3 && dice.chance(0.2)) {
      const reader = delivery.join();
      readers.push({ reader, start: delivery.log.head });
    }
    for (const { reader } of readers) {
      const draw = dice.next();
      if (draw < 0.1) reader.subscribe(dice.pick(['board', 'tape']), symbol());
      else if (draw < 0.15) reader.unsubscribe(dice.pick(['board', 'tape']), symbol());
      else if (draw < 0.25) reader.port.slow = dice.chance(0.5);
      else if (draw < 0.6) reader.drain();
    }
    if (dice.chance(0.1)) delivery.heartbeat();
    delivery.clock.advance(dice.pick([0, 1, 20, 60]));
  }
  delivery.publish();
  for (const { reader } of readers) {
    reader.port.slow = false;
    reader.drain();
  }
  delivery.clock.advance(100);
  delivery.heartbeat();
  return { delivery, readers };
}

describe('Hub, ranges', () => {
  it('join end to end for every subscriber and reach the head, over 200 seeded runs', () => {
    let sent = 0;
    for (let seed = 1; seed <= 200; seed++) {
      const { delivery, readers } = runAtRandom(seed);
      for (const joined of readers) {
        expect(holesIn(joined), `seed ${seed}`).toEqual([]);
        expect(joined.reader.subscriber.defaultLane.cursor, `seed ${seed}`).toBe(delivery.log.head);
        sent += joined.reader.port.ranges.length;
      }
    }
    expect(sent).toBeGreaterThan(10_000);
  });

  it('contain every trade of a tape exactly once, over 100 seeded runs', () => {
    for (let seed = 1; seed <= 100; seed++) {
      const dice = new Dice(seed);
      const delivery = new Delivery();
      const reader = delivery.join();
      reader.subscribe('tape', 'S1');
      const published: number[] = [];
      for (let i = 0; i < 100; i++) {
        const id = dice.below(3);
        delivery.trade(id);
        if (id === 1) published.push(delivery.log.head);
        if (dice.chance(0.7)) delivery.publish();
        reader.port.slow = dice.chance(0.3);
        if (dice.chance(0.5)) reader.drain();
        if (dice.chance(0.1)) delivery.heartbeat();
        delivery.clock.advance(dice.below(30));
      }
      reader.port.slow = false;
      reader.drain();
      delivery.publish();
      delivery.clock.advance(100);
      expect(
        reader.port.batches.flatMap((b) => b.tape.sequence),
        `seed ${seed}`,
      ).toEqual(published);
    }
  });

  it('continue from the position of a resume', () => {
    const delivery = new Delivery();
    const reader = delivery.join();
    delivery.trades(0, 10);
    reader.resume(4, 'board', 'S0');
    delivery.clock.advance(60);
    delivery.trades(0, 1);
    expect(reader.port.ranges).toEqual(['4..10', '10..11']);
  });

  it('reach the head at once after a resume, even if nothing concerned the subscriber', () => {
    const delivery = new Delivery();
    const reader = delivery.join();
    delivery.trades(0, 10);
    reader.resume(4, 'board', 'S1');
    expect(reader.port.ranges).toEqual(['4..10']);
  });

  it('are covered by the next heartbeat if nothing in them concerned the subscriber', () => {
    const delivery = new Delivery();
    const reader = delivery.join();
    reader.subscribe('tape', 'S1');
    delivery.trades(0, 3);
    expect(reader.port.kinds).toEqual([]);
    delivery.heartbeat();
    expect(reader.port.ranges).toEqual(['0..3']);
  });
});

describe('Hub, heartbeats', () => {
  it('contain the epoch, the head, the times and the session', () => {
    const delivery = new Delivery({ epoch: 9 });
    const reader = delivery.join();
    delivery.trades(0, 2);
    delivery.hub.sendHeartbeats(makeMarket({ time: 123, session: 'after-hours' }));
    const serverTime = delivery.clock.now();
    expect(reader.port.heartbeats).toEqual([
      makeHeartbeat({ epoch: 9, through: 2, head: 2, serverTime, marketTime: 123, session: 'after-hours' }),
    ]);
  });

  it('do not cover ticks of a batch that is still due, but follow that batch', () => {
    const delivery = new Delivery();
    const reader = delivery.join();
    reader.subscribe('tape', 'S0');
    delivery.trades(0, 1);
    delivery.trades(0, 1);
    delivery.heartbeat();
    expect(reader.port.kinds).toEqual(['batch']);
    delivery.clock.advance(50);
    expect(reader.port.kinds).toEqual(['batch', 'batch', 'heartbeat']);
    expect(reader.port.ranges).toEqual(['0..1', '1..2', '2..2']);
    expect(reader.port.heartbeats).toMatchObject([{ head: 2 }]);
  });

  it('skip a connection that does not read', () => {
    const delivery = new Delivery();
    const reader = delivery.join();
    reader.port.fill();
    delivery.heartbeat();
    expect(reader.port.kinds).toEqual([]);
    reader.port.flush();
    delivery.heartbeat();
    expect(reader.port.kinds).toEqual(['heartbeat']);
  });

  it('publish appended ticks first, so that they are never ahead of a batch', () => {
    const delivery = new Delivery();
    const reader = delivery.join();
    reader.subscribe('tape', 'S0');
    delivery.trade(0);
    delivery.heartbeat();
    expect(reader.port.kinds).toEqual(['batch', 'heartbeat']);
    expect(reader.port.ranges).toEqual(['0..1', '1..1']);
  });
});
