// The number of connections that a fault has hit.
import { beforeEach, describe, expect, it } from 'vitest';
import { FakeClock } from '../../tests/support/time/fake-clock.ts';
import { FakeOutlet } from '../../tests/support/feeds/fake-outlet.ts';
import { FaultInjector } from './fault-injector.ts';
import { parseFault } from './fault-text.ts';
import type { FaultyPort } from './faulty-port.ts';

let clock: FakeClock;
let struck: number[];
let injector: FaultInjector;

beforeEach(() => {
  clock = new FakeClock();
  struck = [];
  const server = { newEpoch: () => undefined, restart: () => undefined };
  const options = { seed: 7, clock, symbols: ['S0', 'S1'], server, onStrike: (id: number) => struck.push(id) };
  injector = new FaultInjector(options);
});

function join(...symbols: string[]): FaultyPort {
  const outlet = new FakeOutlet(() => clock.now(), 'client', symbols);
  const port = injector.join(outlet);
  outlet.onClose = () => injector.leave(port);
  return port;
}

function hits(): (number | undefined)[] {
  return injector.list().map((fault) => fault.hits);
}

describe('a fault that does not last', () => {
  it.each([0, 1, 3])('hits all %i open connections', (count) => {
    injector.inject(parseFault('drop at=1s'));
    for (let n = 0; n < count; n++) join();
    clock.advance(999);
    expect([hits(), struck]).toEqual([[0], []]);
    clock.advance(1);
    expect([hits(), struck]).toEqual([[count], [1]]);
  });

  it('hits only connections that it is aimed at', () => {
    injector.inject(parseFault('skip at=1s symbols=S1'));
    for (const symbols of [['S0'], ['S1'], ['S0', 'S1']]) join(...symbols);
    clock.advance(1_000);
    expect(hits()).toEqual([2]);
  });

  it('counts a connection again with each strike', () => {
    injector.inject(parseFault('skip every=1s times=3'));
    join();
    clock.advance(5_000);
    expect([hits(), struck]).toEqual([[3], [1, 1, 1]]);
  });

  it('does not count a connection that an earlier fault has just ended', () => {
    for (const fault of ['drop at=1s', 'close at=1s']) injector.inject(parseFault(fault));
    join();
    clock.advance(1_000);
    expect(hits()).toEqual([1, 0]);
  });

  it('hits the first connection if it waits for one', () => {
    injector.inject(parseFault('drop'));
    join().subscribed();
    join().subscribed();
    expect([hits(), struck]).toEqual([[1], [1]]);
  });
});

describe('a fault that lasts', () => {
  it('hits once each connection that is open while it lasts, and keeps the count', () => {
    injector.inject(parseFault('stall at=1s for=3s'));
    const first = join();
    clock.advance(1_500);
    const second = join();
    expect([first.writable(), second.writable(), second.writable()]).toEqual([false, false, false]);
    expect([hits(), struck]).toEqual([[2], [1]]);
    injector.leave(first);
    clock.advance(3_000);
    expect(join().writable()).toBe(true);
    expect(hits()).toEqual([2]);
    expect(injector.entryCount).toBe(2);
  });

  it('adds up over its strikes', () => {
    injector.inject(parseFault('stall every=2s for=1s times=2'));
    join();
    clock.advance(10_000);
    expect(hits()).toEqual([2]);
  });
});

it('a fault with probability counts each hit, but does not report each one', () => {
  injector.inject(parseFault('duplicate probability=1 times=2'));
  const port = join();
  for (let n = 0; n < 5; n++) port.send('batch', new Uint8Array([n]));
  expect([hits(), struck]).toEqual([[2], []]);
});

it('a fault that strikes the server has no hit count', () => {
  for (const fault of ['epoch at=1s', 'mute at=1s']) injector.inject(parseFault(fault));
  join();
  clock.advance(1_000);
  expect([hits(), struck]).toEqual([
    [undefined, undefined],
    [1, 2],
  ]);
});
