// Connections are handed over to workers that answer, hang, continue and exit: each is served once, or closed within bounded time.
import { describe, expect, it } from 'vitest';
import { Dice } from '../../tests/support/random/seeded.ts';
import type { TcpConnection } from '../transport/listener.ts';
import { HandOver, MAX_WAITING, MAX_WAIT_CHECKS, type HandOverTarget } from './hand-over.ts';

class FakeConnection {
  destroyed = false;
  readonly servedBy: FakeWorker[] = [];

  destroy(): void {
    this.destroyed = true;
  }
}

interface Message {
  readonly kind: 'offer' | 'serve' | 'withdraw';
  readonly number: number;
}

/** Reads its messages in order, but only when the test calls `receive`, like a process at the other end of a channel. */
class FakeWorker implements HandOverTarget {
  load = 0;
  readonly offered = new Map<number, FakeConnection>();
  readonly #handOver: HandOver;
  readonly #unreadMessages: (Message & { readonly tcp?: FakeConnection })[] = [];
  readonly #unsentReplies: (() => void)[] = [];

  constructor(handOver: HandOver) {
    this.#handOver = handOver;
  }

  offer(number: number, tcp: TcpConnection): void {
    const connection = tcp as unknown as FakeConnection;
    expect(connection.destroyed).toBe(false);
    this.#unreadMessages.push({ kind: 'offer', number, tcp: connection });
  }

  serve(number: number): void {
    this.load++;
    this.#unreadMessages.push({ kind: 'serve', number });
  }

  withdraw(number: number): void {
    this.#unreadMessages.push({ kind: 'withdraw', number });
  }

  /** Reads the next message. `answer` sends the reply to it. */
  receive(): void {
    const message = this.#unreadMessages.shift();
    if (!message) return;
    const { kind, number, tcp } = message;
    if (kind === 'serve') this.offered.get(number)?.servedBy.push(this);
    if (kind === 'offer' && tcp) this.offered.set(number, tcp);
    else this.offered.delete(number);
    if (kind === 'offer') this.#unsentReplies.push(() => this.#handOver.accepted(this, number));
    if (kind === 'withdraw') this.#unsentReplies.push(() => this.#handOver.withdrawn(this, number));
  }

  /** Sends the next reply. */
  answer(): void {
    this.#unsentReplies.shift()?.();
  }

  run(): void {
    while (this.#unreadMessages.length + this.#unsentReplies.length > 0) {
      this.receive();
      this.answer();
    }
  }
}

function setUp(workerCount: number, maxLoad = Infinity) {
  const closed: number[] = [];
  const handOver = new HandOver(maxLoad, (count) => closed.push(count));
  const workers = Array.from({ length: workerCount }, () => new FakeWorker(handOver));
  for (const worker of workers) handOver.addWorker(worker);
  const connect = (): FakeConnection => {
    const tcp = new FakeConnection();
    handOver.add(tcp as unknown as TcpConnection);
    return tcp;
  };
  return { handOver, workers: workers as [FakeWorker, FakeWorker], connect, closed };
}

describe('a connection', () => {
  it('stays open until a worker has accepted it, and is served only then', () => {
    const { workers, connect } = setUp(1);
    const tcp = connect();
    workers[0].receive();
    expect([tcp.destroyed, tcp.servedBy]).toEqual([false, []]);
    workers[0].run();
    expect([tcp.destroyed, tcp.servedBy]).toEqual([true, [workers[0]]]);
  });

  it('goes to another worker if one does not answer, and never to both', () => {
    const { handOver, workers, connect } = setUp(2);
    const connections = [connect(), connect()];
    const [silent, other] = workers;
    other.run();
    handOver.check();
    handOver.check();
    other.run();
    expect(connections.map(({ servedBy }) => servedBy)).toEqual([[other], [other]]);
    // The silent worker continues, and finds the offer and its withdrawal.
    silent.run();
    expect(connections.flatMap(({ servedBy }) => servedBy)).toEqual([other, other]);
    connect();
    silent.run();
    expect(silent.load).toBe(1);
  });

  it('is served by a slow worker if it answers just in time', () => {
    const { handOver, workers, connect } = setUp(2);
    const connections = [connect(), connect()];
    const [silent, other] = workers;
    silent.receive();
    handOver.check();
    silent.answer();
    handOver.check();
    handOver.check();
    other.run();
    silent.run();
    expect(connections.map(({ servedBy }) => servedBy.length)).toEqual([1, 1]);
    expect(connections.flatMap(({ servedBy }) => servedBy)).toContain(silent);
  });

  it('goes to another worker at once if the first one ends', () => {
    const { handOver, workers, connect } = setUp(2);
    const connections = [connect(), connect()];
    const [dead, other] = workers;
    dead.receive();
    handOver.removeWorker(dead);
    other.run();
    expect(connections.map(({ servedBy }) => servedBy)).toEqual([[other], [other]]);
  });

  it('stays open while an offer may still wait to be sent', () => {
    const { handOver, workers, connect } = setUp(2);
    const [silent, other] = workers;
    const connections = [connect(), connect()];
    handOver.check();
    handOver.check();
    other.run();
    expect(connections.filter(({ destroyed }) => !destroyed)).toHaveLength(1);
    silent.run();
    expect(connections.every(({ destroyed }) => destroyed)).toBe(true);
  });

  it('is closed and reported after ten seconds without a worker', () => {
    const { handOver, connect, closed } = setUp(0);
    const connections = [connect(), connect()];
    for (let check = 1; check < MAX_WAIT_CHECKS; check++) handOver.check();
    expect(connections.some(({ destroyed }) => destroyed)).toBe(false);
    handOver.check();
    expect(connections.every(({ destroyed }) => destroyed)).toBe(true);
    expect(closed).toEqual([2]);
  });

  it('is closed at once if too many are waiting', () => {
    const { connect } = setUp(0);
    for (let i = 0; i < MAX_WAITING; i++) expect(connect().destroyed).toBe(false);
    expect(connect().destroyed).toBe(true);
  });

  it('does not go to a full worker', () => {
    const { workers, connect } = setUp(1, 1);
    const connections = [connect(), connect()];
    workers[0].run();
    expect(connections.map(({ servedBy }) => servedBy.length)).toEqual([1, 0]);
  });
});

it('balances connections: each new one goes to the worker with the fewest', () => {
  const { workers, connect } = setUp(2);
  const [full, empty] = workers;
  full.load = 500;
  for (let i = 0; i < 700; i++) {
    connect();
    if (i % 10 === 0) for (const worker of workers) worker.run();
  }
  for (const worker of workers) worker.run();
  expect(Math.abs(full.load - empty.load)).toBeLessThanOrEqual(20);
});

describe('whatever the workers do', () => {
  it.each(Array.from({ length: 200 }, (_, i) => i + 1))(
    'no connection is served twice, and none waits forever: seed %i',
    (seed) => {
      const dice = new Dice(seed);
      const { handOver, workers: initialWorkers, connect } = setUp(3);
      const workers: FakeWorker[] = [...initialWorkers];
      const connections: FakeConnection[] = [];
      for (let step = 0; step < 600; step++) {
        if (dice.chance(0.4)) connections.push(connect());
        const worker = dice.pick(workers);
        if (dice.chance(0.5)) worker.receive();
        if (dice.chance(0.5)) worker.answer();
        if (dice.chance(0.2)) handOver.check();
        if (dice.chance(0.02)) {
          handOver.removeWorker(worker);
          const replacement = new FakeWorker(handOver);
          workers[workers.indexOf(worker)] = replacement;
          handOver.addWorker(replacement);
        }
      }
      for (let check = 0; check <= MAX_WAIT_CHECKS + 2; check++) handOver.check();
      for (const worker of workers) worker.run();
      for (const { destroyed, servedBy } of connections) {
        expect(servedBy.length).toBeLessThanOrEqual(1);
        expect(destroyed).toBe(true);
      }
      expect(connections.filter(({ servedBy }) => servedBy.length === 1).length).toBeGreaterThan(10);
    },
  );
});
