// The queue of one connection's requests: one is answered in a turn, in order, and none while the client does not read.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Inbox, MAX_UNREAD_BYTES } from './inbox.ts';
import { Turns } from './turns.ts';

class Run {
  readonly done: string[] = [];
  unread = 0;
  held = false;
  readonly inbox = new Inbox({
    turns: new Turns(),
    intake: { hold: () => (this.held = true), release: () => (this.held = false) },
    unread: () => this.unread,
    answer: (event) => {
      this.done.push(event);
      return 1;
    },
  });

  put(...events: string[]): void {
    for (const event of events) this.inbox.put(event, [new Uint8Array(10)]);
  }
}

describe('Inbox', () => {
  it('answers one request in a turn, and stops reading from the client meanwhile', async () => {
    const run = new Run();
    run.put('a', 'b', 'c');
    expect(run.done).toEqual(['a']);
    expect(run.held).toBe(true);
    expect(run.inbox.bytes).toBeGreaterThan(20);
    await nextTurn();
    expect(run.done).toEqual(['a', 'b']);
    await nextTurn();
    expect(run.done).toEqual(['a', 'b', 'c']);
    await nextTurn();
    expect(run.held).toBe(false);
    expect(run.inbox.bytes).toBe(0);
  });

  it('answers nothing while too many bytes wait for the client to read', async () => {
    const run = new Run();
    run.unread = MAX_UNREAD_BYTES + 1;
    run.put('a', 'b');
    await nextTurn();
    run.inbox.wake();
    await nextTurn();
    expect(run.done).toEqual([]);
    expect(run.held).toBe(true);
    run.unread = MAX_UNREAD_BYTES;
    run.inbox.wake();
    await nextTurn();
    await nextTurn();
    await nextTurn();
    expect(run.done).toEqual(['a', 'b']);
    expect(run.held).toBe(false);
  });

  it('drops the queue once it is closed', async () => {
    const run = new Run();
    run.put('a', 'b');
    run.inbox.close();
    run.put('c');
    await nextTurn();
    expect(run.done).toEqual(['a']);
    expect(run.inbox.bytes).toBe(0);
  });
});
