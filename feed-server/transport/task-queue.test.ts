// The task queue spreads work for connections over turns of the event loop.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { TaskQueue } from './task-queue.ts';

const TURN_UNITS = 5_000;

describe('TaskQueue', () => {
  it('runs tasks at once while a turn has room, then in later turns, in order', async () => {
    const tasks = new TaskQueue();
    const done: number[] = [];
    for (let i = 0; i < 6; i++)
      tasks.run(() => {
        done.push(i);
        return TURN_UNITS / 2;
      });
    expect(done).toEqual([0, 1]);
    await nextTurn();
    expect(done).toEqual([0, 1, 2, 3]);
    await nextTurn();
    expect(done).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('runs one task per turn if each fills a turn', async () => {
    const tasks = new TaskQueue();
    let done = 0;
    for (let i = 0; i < 3; i++) tasks.run(() => (done++, 100 * TURN_UNITS));
    for (let n = 1; n <= 3; n++) {
      expect(done).toBe(n);
      await nextTurn();
    }
  });

  it('does not let a greedy connection hold up others', async () => {
    const tasks = new TaskQueue();
    const done: string[] = [];
    const greedy = (): number => {
      done.push('greedy');
      if (done.length < 20) tasks.defer(greedy);
      return TURN_UNITS;
    };
    tasks.run(greedy);
    tasks.run(() => (done.push('modest'), 1));
    await nextTurn();
    await nextTurn();
    expect(done.slice(0, 3)).toContain('modest');
  });
});
