// Pausing and resuming the reads of sockets.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PAUSE_MS, ReadGate, type GatedSocket } from './read-gate.ts';

class FakeSocket implements GatedSocket {
  readonly calls: string[] = [];
  _handle: GatedSocket['_handle'];

  constructor(name = '', allCalls: string[] = [], reading = true) {
    const record = (call: string): void => {
      this.calls.push(call);
      allCalls.push(`${call} ${name}`);
    };
    this._handle = { reading, readStop: () => record('stop'), readStart: () => record('start') };
  }
}

describe('ReadGate', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('stops reading at once, and resumes in the same order after the pause', () => {
    const allCalls: string[] = [];
    new ReadGate().pause(['b', 'a'].map((name) => new FakeSocket(name, allCalls)));
    expect(allCalls).toEqual(['stop b', 'stop a']);
    vi.advanceTimersByTime(PAUSE_MS - 1);
    expect(allCalls).toHaveLength(2);
    vi.advanceTimersByTime(1);
    expect(allCalls.slice(2)).toEqual(['start b', 'start a']);
  });

  it('can pause again', () => {
    const socket = new FakeSocket();
    const gate = new ReadGate();
    for (let i = 0; i < 2; i++) {
      gate.pause([socket]);
      vi.advanceTimersByTime(PAUSE_MS);
    }
    expect(socket.calls).toEqual(['stop', 'start', 'stop', 'start']);
  });

  it('leaves alone sockets that their owner has paused, resumed or closed', () => {
    const [paused, resumed, closed] = [new FakeSocket('', [], false), new FakeSocket(), new FakeSocket()];
    new ReadGate().pause([paused, resumed, closed]);
    if (resumed._handle) resumed._handle.reading = true;
    closed._handle = null;
    vi.advanceTimersByTime(PAUSE_MS);
    expect([paused, resumed, closed].map(({ calls }) => calls)).toEqual([[], ['stop'], ['stop']]);
  });

  it('has no timer left once all sockets are resumed', () => {
    new ReadGate().pause([new FakeSocket()]);
    vi.advanceTimersByTime(PAUSE_MS);
    expect(vi.getTimerCount()).toBe(0);
  });
});
