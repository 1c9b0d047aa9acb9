// The limit on how fast a WebSocket is read: frames spend its budget, and at most one pong is queued.
import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { UNITS } from '../delivery/budget.ts';
import { ReadLimiter } from './read-limiter.ts';

class Socket extends EventEmitter {
  paused = false;
  readonly pongs: { readonly data: string; readonly onSent: () => void }[] = [];

  pong(data: Buffer, _: boolean, onSent: () => void): void {
    this.pongs.push({ data: data.toString(), onSent });
  }

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
  }
}

function setUp(): { readonly socket: Socket; readonly tcp: { bytesRead: number }; readonly limiter: ReadLimiter } {
  const [socket, tcp] = [new Socket(), { bytesRead: 0 }];
  return { socket, tcp, limiter: new ReadLimiter(socket, tcp, () => Date.now()) };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('ReadLimiter', () => {
  it('pauses reading once frames overdraw the budget, until it has refilled', () => {
    const { socket } = setUp();
    let frames = 0;
    while (!socket.paused) {
      socket.emit('ping', Buffer.alloc(0));
      frames++;
    }
    // A burst, then the overdraft that is allowed.
    expect(frames).toBe((150_000 + 25_000) / UNITS.frame + 1);
    vi.advanceTimersByTime(499);
    expect(socket.paused).toBe(true);
    vi.advanceTimersByTime(10);
    expect(socket.paused).toBe(false);
  });

  it('resumes reading only when no reason to pause is left', () => {
    const { socket, limiter } = setUp();
    limiter.pause('queued');
    limiter.spend(200_000);
    limiter.resume('queued');
    expect(socket.paused).toBe(true);
    vi.advanceTimersByTime(10_000);
    expect(socket.paused).toBe(false);
  });

  it('queues at most one pong, and answers the latest ping next', () => {
    const { socket } = setUp();
    for (const data of ['a', 'b', 'c']) socket.emit('ping', Buffer.from(data));
    expect(socket.pongs.map(({ data }) => data)).toEqual(['a']);
    socket.pongs[0]?.onSent();
    expect(socket.pongs.map(({ data }) => data)).toEqual(['a', 'c']);
    socket.pongs[1]?.onSent();
    expect(socket.pongs).toHaveLength(2);
  });

  it('counts the received bytes of an incomplete message', () => {
    const { socket, tcp, limiter } = setUp();
    tcp.bytesRead = 60_000;
    expect(limiter.incompleteBytes).toBe(60_000);
    socket.emit('message', Buffer.alloc(59_990));
    expect(limiter.incompleteBytes).toBe(0);
  });

  it('does not count pings and pongs as part of an incomplete message', () => {
    const { socket, tcp, limiter } = setUp();
    tcp.bytesRead = 100 + 2 * (6 + 125);
    socket.emit('ping', Buffer.alloc(125));
    socket.emit('pong', Buffer.alloc(125));
    expect(limiter.incompleteBytes).toBe(100);
    // Bytes that arrived before a complete message are not counted again.
    socket.emit('message', Buffer.alloc(90));
    socket.emit('ping', Buffer.alloc(125));
    expect(limiter.incompleteBytes).toBe(0);
  });
});
