// Handing connections over to workers that answer, hang, continue and die: each is served once or closed within bounded time.
import { describe, expect, it } from 'vitest';
import { Dice } from '../../tests/support/random/seeded.ts';
import type { TcpConnection } from '../transport/listener.ts';
import { HandOver, MAX_WAITING, WAIT_CHECKS, type HandOverTarget } from './hand-over.ts';

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

/** Reads its messages in order, and only when the test lets it, as over a channel between processes. */
class FakeWorker implements HandOverTarget {
  load = 0;
  readonly offered = new Map<number, FakeConnection>();
  readonly #handOver: HandOver;
  readonly #unreceived: (Message & { readonly tcp?: FakeConnection })[] = [];
  readonly #unsent: (() => void)[] = [];

  constructor(handOver: HandOver) {
    this.#handOver = handOver;
  }

  offer(number: number, tcp: TcpConnection): void {
    const connection = tcp as unknown as FakeConnection;
    expect(connection.destroyed).toBe(false);
    this.#unreceived.push({ kind: 'offer', number, tcp: connection });
  }

  serve(number: number): void {
    this.load++;
    this.#unreceived.push({ kind: 'serve', number });
  }

  withdraw(number: number): void {
    this.#unreceived.push({ kind: 'withdraw', number });
  }

  /** Reads the next message. Its answer is sent by `answer`. */
  receive(): void {
    const message = this.#unreceived.shift();
    if (!message) return;
    const { kind, number, tcp } = message;
    if (kind === 'serve') this.offered.get(number)?.servedBy.push(this);
    if (kind === 'offer' && tcp) this.offered.set(number, tcp);
    else this.offered.delete(number);
    if (kind === 'offer') this.#unsent.push(() => this.#handOver.accepted(this, number));
    if (kind === 'withdraw') this.#unsent.push(() => this.#handOver.withdrawn(this, number));
  }

  /** Delivers its next answer. */
  answer(): void {
    this.#unsent.shift()?.();
  }

  run(): void {
    while (this.#unreceived.length + this.#unsent.length > 0) {
      this.receive();
      this.answer();
    }
  }
}

function scene(workers: number, maxLoad = Infinity) {
  const closed: number[] = [];
  const handOver = new HandOver(maxLoad, (count) => closed.push(count));
  const all = Array.from({ length: workers }, () => new FakeWorker(handOver));
  for (const worker of all) handOver.addWorker(worker);
  const arrive = (): FakeConnection => {
    const tcp = new FakeConnection();
    handOver.add(tcp as unknown as TcpConnection);
    return tcp;
  };
  return { handOver, all: all as [FakeWorker, FakeWorker], arrive, closed };
}

describe('a connection', () => {
  it('stays open until a worker has accepted it, and is served only then', () => {
    const { all, arrive } = scene(1);
    const tcp = arrive();
    all[0].receive();
    expect([tcp.destroyed, tcp.servedBy]).toEqual([false, []]);
    all[0].run();
    expect([tcp.destroyed, tcp.servedBy]).toEqual([true, [all[0]]]);
  });

  it('goes to another worker if one does not answer, and never to both', () => {
    const { handOver, all, arrive } = scene(2);
    const tcps = [arrive(), arrive()];
    const [silent, other] = all;
    other.run();
    handOver.check();
    handOver.check();
    other.run();
    expect(tcps.map(({ servedBy }) => servedBy)).toEqual([[other], [other]]);
    // The silent worker continues, and finds the offer and its withdrawal.
    silent.run();
    expect(tcps.flatMap(({ servedBy }) => servedBy)).toEqual([other, other]);
    arrive();
    silent.run();
    expect(silent.load).toBe(1);
  });

  it('is served by a silent worker if it answers just in time', () => {
    const { handOver, all, arrive } = scene(2);
    const tcps = [arrive(), arrive()];
    const [silent, other] = all;
    silent.receive();
    handOver.check();
    silent.answer();
    handOver.check();
    handOver.check();
    other.run();
    silent.run();
    expect(tcps.map(({ servedBy }) => servedBy.length)).toEqual([1, 1]);
    expect(tcps.flatMap(({ servedBy }) => servedBy)).toContain(silent);
  });

  it('goes to another worker at once if the first one ends', () => {
    const { handOver, all, arrive } = scene(2);
    const tcps = [arrive(), arrive()];
    const [dead, other] = all;
    dead.receive();
    handOver.removeWorker(dead);
    other.run();
    expect(tcps.map(({ servedBy }) => servedBy)).toEqual([[other], [other]]);
  });

  it('stays open while an offer may still wait to be sent', () => {
    const { handOver, all, arrive } = scene(2);
    const [silent, other] = all;
    const tcps = [arrive(), arrive()];
    handOver.check();
    handOver.check();
    other.run();
    expect(tcps.filter(({ destroyed }) => !destroyed)).toHaveLength(1);
    silent.run();
    expect(tcps.every(({ destroyed }) => destroyed)).toBe(true);
  });

  it('is closed and reported after ten seconds without a worker', () => {
    const { handOver, arrive, closed } = scene(0);
    const tcps = [arrive(), arrive()];
    for (let look = 1; look < WAIT_CHECKS; look++) handOver.check();
    expect(tcps.some(({ destroyed }) => destroyed)).toBe(false);
    handOver.check();
    expect(tcps.every(({ destroyed }) => destroyed)).toBe(true);
    expect(closed).toEqual([2]);
  });

  it('is closed at once if too many are waiting', () => {
    const { arrive } = scene(0);
    for (let i = 0; i < MAX_WAITING; i++) expect(arrive().destroyed).toBe(false);
    expect(arrive().destroyed).toBe(true);
  });

  it('does not go to a full worker', () => {
    const { all, arrive } = scene(1, 1);
    const tcps = [arrive(), arrive()];
    all[0].run();
    expect(tcps.map(({ servedBy }) => servedBy.length)).toEqual([1, 0]);
  });
});

it('balances connections: new ones go to the worker with the fewest', () => {
  const { all, arrive } = scene(2);
  const [full, empty] = all;
  full.load = 500;
  for (let i = 0; i < 700; i++) {
    arrive();
    if (i % 10 === 0) for (const worker of all) worker.run();
  }
  for (const worker of all) worker.run();
  expect(Math.abs(full.load - empty.load)).toBeLessThanOrEqual(20);
});

describe('whatever the workers do', () => {
  it.each(Array.from({ length: 200 }, (_, i) => i + 1))(
    'no connection is served twice, and none waits for ever: seed %i',
    (seed) => {
      const dice = new Dice(seed);
      const { handOver, all, arrive } = scene(3);
      const workers: FakeWorker[] = [...all];
      const tcps: FakeConnection[] = [];
      for (let step = 0; step < 600; step++) {
        if (dice.chance(0.4)) tcps.push(arrive());
        const worker = dice.pick(workers);
        if (dice.chance(0.5)) worker.receive();
        if (dice.chance(0.5)) worker.answer();
        if (dice.chance(0.2)) handOver.check();
        if (dice.chance(0.02)) {
          handOver.removeWorker(worker);
          const fresh = new FakeWorker(handOver);
          workers[workers.indexOf(worker)] = fresh;
          handOver.addWorker(fresh);
        }
      }
      for (let look = 0; look <= WAIT_CHECKS + 2; look++) handOver.check();
      for (const worker of workers) worker.run();
      for (const { destroyed, servedBy } of tcps) {
        expect(servedBy.length).toBeLessThanOrEqual(1);
        expect(destroyed).toBe(true);
      }
      expect(tcps.filter(({ servedBy }) => servedBy.length === 1).length).toBeGreaterThan(10);
    },
  );
});
