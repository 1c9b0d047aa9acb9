// The due list: lanes come out on time and never early.
import { describe, expect, it } from 'vitest';
import { Dice } from '../../tests/support/random/seeded.ts';
import { DueList } from './due-list.ts';
import { Subscriber, type Lane, type SubscriberPort } from './subscriber.ts';

const PORT: SubscriberPort = {
  writable: () => true,
  whenWritable: () => undefined,
  flushed: () => 0,
  send: () => undefined,
  close: () => undefined,
};

/** `n`: distinguishes it from others. */
function makeLane(n = 0): Lane {
  return new Subscriber(PORT, n, 1, 50, 0, 0).defaultLane;
}

function numbersOf(lanes: readonly Lane[]): number[] {
  return lanes.map(({ subscriber }) => subscriber.number).sort((a, b) => a - b);
}

describe('DueList', () => {
  it('has no earliest while it is empty', () => {
    const due = new DueList();
    expect(due.earliest).toBe(Infinity);
    expect(due.take(1_000)).toEqual([]);
  });

  it('knows the earliest entry, in whatever order entries are added', () => {
    const due = new DueList();
    const seen = [300, 100, 200].map((at) => {
      due.add(makeLane(), at);
      return due.earliest;
    });
    expect(seen).toEqual([300, 100, 100]);
    due.take(100);
    expect(due.earliest).toBe(200);
  });

  it('rounds fractions of a millisecond up, so that nobody is served early', () => {
    const due = new DueList();
    const lane = makeLane();
    due.add(lane, 100.2);
    expect(due.earliest).toBe(101);
    expect(due.take(100.9)).toEqual([]);
    expect(due.take(101)).toEqual([lane]);
  });

  it('returns each entry once', () => {
    const due = new DueList();
    due.add(makeLane(), 100);
    expect(due.take(100)).toHaveLength(1);
    expect(due.take(100)).toEqual([]);
    expect(due.earliest).toBe(Infinity);
  });

  it('agrees with a plain list over seeded runs', () => {
    for (let seed = 1; seed <= 50; seed++) {
      const dice = new Dice(seed);
      const due = new DueList();
      let plain: { n: number; at: number }[] = [];
      let added = 0;
      let now = 0;
      for (let i = 0; i < 60; i++) {
        for (let n = dice.below(4); n > 0; n--) {
          const entry = { n: added++, at: now + dice.next() * 50 };
          plain.push(entry);
          due.add(makeLane(entry.n), entry.at);
        }
        now += dice.pick([0.25, 1, 10, 60]);
        const expected = plain.filter((e) => Math.ceil(e.at) <= now).map((e) => e.n);
        plain = plain.filter((e) => Math.ceil(e.at) > now);
        expect(numbersOf(due.take(now)), `seed ${seed}, at ${now}`).toEqual(expected);
        expect(due.earliest).toBe(Math.min(Infinity, ...plain.map((e) => Math.ceil(e.at))));
      }
    }
  });
});
