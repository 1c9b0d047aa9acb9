// EventQueue, compared with sorting.
import { describe, expect, it } from 'vitest';
import { Dice } from '../../tests/support/random/seeded.ts';
import { EventQueue } from './event-queue.ts';

describe('EventQueue', () => {
  it('is empty at first', () => {
    const queue = new EventQueue();
    expect(queue.nextTime).toBe(Infinity);
    expect(queue.nextStream).toBeUndefined();
    queue.remove();
    expect(queue.nextTime).toBe(Infinity);
  });

  it('puts the lower stream first if times are equal', () => {
    const queue = new EventQueue();
    for (const stream of [2, 0, 3, 1]) queue.add(stream, 5);
    const order: (number | undefined)[] = [];
    while (queue.nextStream !== undefined) {
      order.push(queue.nextStream);
      queue.remove();
    }
    expect(order).toEqual([0, 1, 2, 3]);
  });

  it.each([1, 2, 3, 4, 5])('agrees with a sorted list, seed %i', (seed) => {
    const dice = new Dice(seed);
    const queue = new EventQueue();
    const list: { stream: number; time: number }[] = [];
    for (let stream = 0; stream < 60; stream++) {
      const time = dice.below(40);
      queue.add(stream, time);
      list.push({ stream, time });
    }
    while (list.length > 0) {
      list.sort((a, b) => a.time - b.time || a.stream - b.stream);
      const [first] = list as [{ stream: number; time: number }];
      expect([queue.nextStream, queue.nextTime]).toEqual([first.stream, first.time]);
      if (dice.chance(0.7)) {
        first.time += dice.below(20);
        queue.reschedule(first.time);
      } else {
        list.shift();
        queue.remove();
      }
    }
    expect(queue.nextStream).toBeUndefined();
  });
});
