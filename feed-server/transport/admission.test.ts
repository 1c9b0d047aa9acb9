// The limits on connections: their number, how long they may take to join and to close, and the bytes that wait.
import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { RecordedLog } from '../../tests/support/feeds/recorded-log.ts';
import { Admission, MAX_CLIENTS, MAX_WAITING_BYTES, type TrackedConnection } from './admission.ts';
import { ReadLimiter } from './read-limiter.ts';
import type { GatedSocket } from './read-gate.ts';

class FakeTcp extends EventEmitter {
  destroyed = false;
  writableLength = 0;
  readonly remoteAddress = '127.0.0.1';
  _handle: GatedSocket['_handle'] = null;

  destroy(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    this._handle = null;
    this.emit('close');
  }
}

class Run {
  now = 0;
  readonly log = new RecordedLog();
  readonly admission = new Admission(this.log.logger, () => this.now);

  accept(): FakeTcp {
    const tcp = new FakeTcp();
    this.admission.accept(tcp);
    return tcp;
  }

  client(waitingBytes: number): { readonly tcp: FakeTcp; readonly closed: string[] } {
    const tcp = this.accept();
    const closed: string[] = [];
    this.admission.reserve(tcp);
    this.admission.find(tcp)?.join({ id: 'slow', waiting: () => waitingBytes, close: (why) => closed.push(why) });
    return { tcp, closed };
  }

  /** The calls that stop and start reading, each with the name of its socket. */
  readonly reads: string[] = [];

  webSocket(name: string): FakeTcp {
    const tcp = this.accept();
    const record = (call: string) => (): void => void this.reads.push(`${call} ${name}`);
    tcp._handle = { reading: true, readStop: record('stop'), readStart: record('start') };
    this.#trackedOf(tcp).readLimiter = new ReadLimiter(
      Object.assign(new EventEmitter(), { pong: vi.fn(), pause: vi.fn(), resume: vi.fn() }),
      { bytesRead: 0 },
    );
    return tcp;
  }

  recount(tcp: FakeTcp): void {
    this.admission.recount(this.#trackedOf(tcp));
  }

  receive(tcp: FakeTcp): void {
    this.admission.onData(this.#trackedOf(tcp));
  }

  #trackedOf(tcp: FakeTcp): TrackedConnection {
    const tracked = this.admission.find(tcp);
    if (!tracked) throw new Error('no such connection');
    return tracked;
  }

  checkAll(): void {
    for (let share = 0; share < 10; share++) this.admission.check(share, 10);
  }
}

describe('Admission', () => {
  it('destroys WebSockets that take more than ten seconds to become a client or to close', () => {
    const run = new Run();
    const [http, joining, leaving] = [run.accept(), run.accept(), run.accept()];
    const { tcp: client } = run.client(0);
    run.admission.reserve(joining);
    run.admission.startClosing(leaving);
    run.now = 10_000;
    run.checkAll();
    expect([http, joining, leaving, client].map(({ destroyed }) => destroyed)).toEqual([false, false, false, false]);
    run.now = 10_001;
    run.checkAll();
    expect([http, joining, leaving, client].map(({ destroyed }) => destroyed)).toEqual([false, true, true, false]);
    expect(run.admission.size).toBe(2);
  });

  it('closes and logs the connections with the most waiting bytes until half of the limit is free', () => {
    const run = new Run();
    const quarter = MAX_WAITING_BYTES / 4;
    const clients = [quarter, 2 * quarter, quarter / 2, 1.5 * quarter].map((bytes) => run.client(bytes));
    run.checkAll();
    expect(clients.map(({ tcp }) => tcp.destroyed)).toEqual([false, true, false, true]);
    expect(clients[1]?.closed.join()).toContain(`${2 * quarter} bytes waited for it`);
    const line = {
      level: 'warn',
      message: expect.stringMatching(/^connection closed: \d+ bytes waited for it, more than for any other/) as string,
      fields: { connection: 'slow', address: '127.0.0.1' },
    };
    expect(run.log.lines).toEqual([line, line]);
    expect(run.admission.waiting).toBe(1.5 * quarter);
  });

  it('closes nothing if clients have read enough since the last count', () => {
    const run = new Run();
    const [first, second] = [run.accept(), run.accept()];
    first.writableLength = MAX_WAITING_BYTES;
    run.checkAll();
    first.writableLength = 0;
    second.writableLength = MAX_WAITING_BYTES;
    run.recount(second);
    expect([first.destroyed, second.destroyed]).toEqual([false, false]);
    expect(run.admission.waiting).toBe(MAX_WAITING_BYTES);
  });

  it('pauses all WebSockets after closing one, and resumes those read longest ago first', () => {
    vi.useFakeTimers();
    try {
      const run = new Run();
      const [a, b, c] = [run.webSocket('a'), run.webSocket('b'), run.webSocket('c')];
      run.accept();
      for (const tcp of [b, a]) run.receive(tcp);
      c.writableLength = MAX_WAITING_BYTES + 1;
      run.receive(c);
      expect(c.destroyed).toBe(true);
      expect(run.reads).toEqual(['stop b', 'stop a']);
      vi.runAllTimers();
      expect(run.reads.slice(2)).toEqual(['start b', 'start a']);
    } finally {
      vi.useRealTimers();
    }
  });

  it('counts the bytes in the socket as well as those in other buffers', () => {
    const run = new Run();
    const { tcp } = run.client(0);
    tcp.writableLength = MAX_WAITING_BYTES + 1;
    run.recount(tcp);
    expect(tcp.destroyed).toBe(true);
    expect(run.admission.waiting).toBe(0);
  });

  it('does not count ended connections', () => {
    const run = new Run();
    const { tcp } = run.client(1_000);
    const tracked = run.admission.find(tcp);
    run.checkAll();
    tcp.destroy();
    if (tracked) run.admission.recount(tracked);
    expect(run.admission.waiting).toBe(0);
  });

  it('limits the number of clients, and has room again once one has left', () => {
    const run = new Run();
    const clients = Array.from({ length: MAX_CLIENTS }, () => run.client(0));
    expect(run.admission.hasRoom).toBe(false);
    clients[0]?.tcp.destroy();
    expect(run.admission.hasRoom).toBe(true);
  });
});
