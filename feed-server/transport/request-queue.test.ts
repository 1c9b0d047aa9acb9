// The queue of one connection's requests answers one per turn, in order, and none while the client does not read.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { RequestQueue, MAX_UNREAD_BYTES } from './request-queue.ts';
import { TaskQueue } from './task-queue.ts';

class Run {
  readonly done: string[] = [];
  unread = 0;
  held = false;
  readonly queue = new RequestQueue({
    tasks: new TaskQueue(),
    readLimiter: { pause: () => (this.held = true), resume: () => (this.held = false) },
    unreadBytes: () => this.unread,
    answer: (event) => {
      this.done.push(event);
      return 1;
    },
  });

  put(...events: string[]): void {
    for (const event of events) this.queue.push(event, [new Uint8Array(10)]);
  }
}

describe('RequestQueue', () => {
  it('answers one request per turn, and pauses reading meanwhile', async () => {
    const run = new Run();
    run.put('a', 'b', 'c');
    expect(run.done).toEqual(['a']);
    expect(run.held).toBe(true);
    expect(run.queue.bytes).toBeGreaterThan(20);
    await nextTurn();
    expect(run.done).toEqual(['a', 'b']);
    await nextTurn();
    expect(run.done).toEqual(['a', 'b', 'c']);
    await nextTurn();
    expect(run.held).toBe(false);
    expect(run.queue.bytes).toBe(0);
  });

  it('answers nothing while the client has too many unread bytes', async () => {
    const run = new Run();
    run.unread = MAX_UNREAD_BYTES + 1;
    run.put('a', 'b');
    await nextTurn();
    run.queue.resume();
    await nextTurn();
    expect(run.done).toEqual([]);
    expect(run.held).toBe(true);
    run.unread = MAX_UNREAD_BYTES;
    run.queue.resume();
    await nextTurn();
    await nextTurn();
    await nextTurn();
    expect(run.done).toEqual(['a', 'b']);
    expect(run.held).toBe(false);
  });

  it('drops queued requests when closed', async () => {
    const run = new Run();
    run.put('a', 'b');
    run.queue.close();
    run.put('c');
    await nextTurn();
    expect(run.done).toEqual(['a']);
    expect(run.queue.bytes).toBe(0);
  });
});
