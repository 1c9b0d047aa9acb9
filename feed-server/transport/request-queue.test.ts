// The queue of one connection's requests answers one per turn, in order, and none while the client does not read.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { RequestQueue, MAX_UNREAD_BYTES } from './request-queue.ts';
import { TaskQueue } from './task-queue.ts';

class Run {
  readonly answered: string[] = [];
  unreadBytes = 0;
  isPaused = false;
  readonly queue = new RequestQueue({
    tasks: new TaskQueue(),
    readLimiter: { pause: () => (this.isPaused = true), resume: () => (this.isPaused = false) },
    unreadBytes: () => this.unreadBytes,
    answer: (event) => {
      this.answered.push(event);
      return 1;
    },
  });

  push(...events: string[]): void {
    for (const event of events) this.queue.push(event, [new Uint8Array(10)]);
  }
}

describe('RequestQueue', () => {
  it('answers one request per turn, and pauses reading meanwhile', async () => {
    const run = new Run();
    run.push('a', 'b', 'c');
    expect(run.answered).toEqual(['a']);
    expect(run.isPaused).toBe(true);
    expect(run.queue.bytes).toBeGreaterThan(20);
    await nextTurn();
    expect(run.answered).toEqual(['a', 'b']);
    await nextTurn();
    expect(run.answered).toEqual(['a', 'b', 'c']);
    await nextTurn();
    expect(run.isPaused).toBe(false);
    expect(run.queue.bytes).toBe(0);
  });

  it('answers nothing while the client has too many unread bytes', async () => {
    const run = new Run();
    run.unreadBytes = MAX_UNREAD_BYTES + 1;
    run.push('a', 'b');
    await nextTurn();
    run.queue.resume();
    await nextTurn();
    expect(run.answered).toEqual([]);
    expect(run.isPaused).toBe(true);
    run.unreadBytes = MAX_UNREAD_BYTES;
    run.queue.resume();
    await nextTurn();
    await nextTurn();
    await nextTurn();
    expect(run.answered).toEqual(['a', 'b']);
    expect(run.isPaused).toBe(false);
  });

  it('drops queued requests when closed', async () => {
    const run = new Run();
    run.push('a', 'b');
    run.queue.close();
    run.push('c');
    await nextTurn();
    expect(run.answered).toEqual(['a']);
    expect(run.queue.bytes).toBe(0);
  });
});
