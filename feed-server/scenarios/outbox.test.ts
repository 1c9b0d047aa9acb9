// Held messages: kept in order and bounded, and sent when due.
import { beforeEach, describe, expect, it } from 'vitest';
import { FakeClock } from '../../tests/support/time/fake-clock.ts';
import { Dice } from '../../tests/support/random/seeded.ts';
import { MAX_HELD_BYTES, Outbox } from './outbox.ts';

let clock: FakeClock;
let start: number;
let stalled: boolean;
let openCount: number;
/** "name@milliseconds after the start". */
let sent: string[];
let outbox: Outbox;

beforeEach(() => {
  clock = new FakeClock();
  start = clock.now();
  stalled = false;
  openCount = 0;
  costFactor = 1;
  sent = [];
  outbox = new Outbox(
    clock,
    () => stalled,
    () => openCount++,
  );
});

/** All costs are multiplied by this. */
let costFactor: number;

function put(name: string, delayMs = 0, costMs = 0, bytes = 10): void {
  const cost = (): number => costFactor * costMs;
  outbox.put(bytes, delayMs, cost, () => sent.push(`${name}@${clock.now() - start}`));
}

describe('an outbox', () => {
  it('sends messages without a delay at once', () => {
    put('a');
    put('b');
    expect(sent).toEqual(['a@0', 'b@0']);
    expect([outbox.heldBytes, outbox.isOpen, clock.pending]).toEqual([0, true, 0]);
  });

  it('lets nothing overtake a waiting message', () => {
    put('a', 100);
    put('b');
    put('c', 50);
    clock.advance(99);
    expect(sent).toEqual([]);
    clock.advance(1);
    expect(sent).toEqual(['a@100', 'b@100', 'c@100']);
  });

  it('is open while it holds little, and reports when it is open again', () => {
    put('a', 100, 0, MAX_HELD_BYTES - 1);
    expect(outbox.isOpen).toBe(true);
    put('b', 100, 0, 1);
    expect(outbox.isOpen).toBe(false);
    clock.advance(100);
    expect([outbox.isOpen, openCount]).toEqual([true, 1]);
  });

  it('holds everything while it is stalled', () => {
    stalled = true;
    put('a');
    put('b', 50);
    clock.advance(1_000);
    expect([sent, outbox.isOpen]).toEqual([[], false]);
    stalled = false;
    outbox.recheck();
    expect([sent, outbox.isOpen, openCount]).toEqual([['a@1000', 'b@1000'], true, 1]);
  });

  it('sends nothing until the cost of the last message has passed', () => {
    put('a', 0, 200);
    expect(outbox.isOpen).toBe(false);
    put('b', 0, 100);
    put('c');
    clock.advance(199);
    expect(openCount).toBe(0);
    clock.advance(101);
    expect(sent).toEqual(['a@0', 'b@200', 'c@300']);
    expect([outbox.isOpen, openCount]).toEqual([true, 1]);
  });

  it('opens when the cost has passed, even if waiting messages are not due', () => {
    put('a', 0, 100);
    put('b', 5_000);
    clock.advance(100);
    expect([outbox.isOpen, openCount, sent]).toEqual([true, 1, ['a@0']]);
    clock.advance(4_900);
    expect(sent).toEqual(['a@0', 'b@5000']);
  });

  it('drops the costs of sent and waiting messages when the costs become 0', () => {
    put('a', 0, 3_600_000);
    put('b', 0, 3_600_000);
    put('c');
    clock.advance(10);
    costFactor = 0;
    outbox.ease(false);
    expect([sent, outbox.isOpen, openCount, clock.pending]).toEqual([['a@0', 'b@10', 'c@10'], true, 1, 0]);
  });

  it('waits less when the cost has become less', () => {
    put('a', 0, 1_000);
    put('b', 0, 1_000);
    clock.advance(100);
    costFactor = 0.5;
    outbox.ease(false);
    clock.advance(1_000);
    expect(sent).toEqual(['a@0', 'b@500']);
    expect([outbox.isOpen, clock.pending]).toEqual([true, 0]);
  });

  it('sends delayed messages at once and in order when the delay ends', () => {
    put('a', 5_000);
    put('b', 9_000);
    clock.advance(10);
    outbox.ease(false);
    expect(sent).toEqual([]);
    outbox.ease(true);
    put('c');
    expect([sent, clock.pending]).toEqual([['a@10', 'b@10', 'c@10'], 0]);
  });

  it('drops held messages and its timer', () => {
    put('a', 100);
    outbox.clear();
    clock.advance(1_000);
    expect([sent, outbox.heldBytes, clock.pending]).toEqual([[], 0, 0]);
  });

  it('keeps the order and loses nothing, over seeded delays, costs and stalls', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const dice = new Dice(seed);
      sent = [];
      const names: string[] = [];
      for (let i = 0; i < 200; i++) {
        names.push(`${i}`);
        put(`${i}`, dice.below(100), dice.chance(0.3) ? dice.below(30) : 0);
        stalled = dice.chance(0.2);
        outbox.recheck();
        clock.advance(dice.below(60));
      }
      stalled = false;
      outbox.recheck();
      clock.advance(60_000);
      expect(
        sent.map((line) => line.split('@')[0]),
        `seed ${seed}`,
      ).toEqual(names);
      expect([outbox.heldBytes, outbox.isOpen, clock.pending], `seed ${seed}`).toEqual([0, true, 0]);
    }
  });
});
