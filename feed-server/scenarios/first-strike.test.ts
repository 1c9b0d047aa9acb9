// Faults without a trigger wait for the first connection that they are aimed at, across all processes of a feed.
import { beforeEach, describe, expect, it } from 'vitest';
import { FakeClock } from '../../tests/support/time/fake-clock.ts';
import { FakeOutlet } from '../../tests/support/feeds/fake-outlet.ts';
import { FaultInjector, type FaultInjectorOptions } from './fault-injector.ts';
import { parseFault } from './fault-text.ts';
import type { FaultyPort } from './faulty-port.ts';

const DROP = { id: 1, text: 'drop', strikes: 0, hits: 0, active: false };

let clock: FakeClock;
let server: string[];

beforeEach(() => {
  clock = new FakeClock();
  server = [];
});

function makeInjector(options: Partial<FaultInjectorOptions> = {}): FaultInjector {
  const faultyServer = { newEpoch: () => server.push('epoch'), restart: (ms: number) => server.push(`restart ${ms}`) };
  return new FaultInjector({ seed: 7, clock, symbols: ['S0', 'S1'], server: faultyServer, ...options });
}

class Client {
  readonly outlet: FakeOutlet;
  readonly port: FaultyPort;

  constructor(injector: FaultInjector, number?: number, symbols: readonly string[] = ['S0']) {
    this.outlet = new FakeOutlet(() => clock.now(), 'client', symbols);
    this.port = injector.join(this.outlet, number);
  }

  subscribe(): this {
    this.port.subscribed();
    return this;
  }

  get closedWith(): unknown {
    return this.outlet.closedWith;
  }
}

describe('a fault without a trigger', () => {
  it('waits until a connection has subscribed, and strikes only that one', () => {
    const injector = makeInjector();
    injector.inject(parseFault('drop'));
    clock.advance(60_000);
    const [idle, first] = [new Client(injector), new Client(injector)];
    expect(injector.list()).toEqual([DROP]);
    first.subscribe();
    const later = new Client(injector).subscribe();
    expect([idle.closedWith, first.closedWith, later.closedWith]).toEqual([undefined, 'dropped', undefined]);
    expect(injector.list()).toEqual([{ ...DROP, strikes: 1, hits: 1 }]);
  });

  it('strikes all open connections at once when it is injected', () => {
    const injector = makeInjector();
    const clients = [new Client(injector), new Client(injector).subscribe()];
    injector.inject(parseFault('close'));
    expect(clients.map(({ closedWith }) => closedWith)).toEqual(
      clients.map(() => ({ code: 4_000, message: 'closed by a scenario' })),
    );
    expect(new Client(injector).subscribe().closedWith).toBeUndefined();
  });

  it('waits for a connection that its target names', () => {
    const injector = makeInjector();
    for (const fault of ['drop nth=2', 'close symbols=S1']) injector.inject(parseFault(fault));
    const [first, second] = [new Client(injector).subscribe(), new Client(injector).subscribe()];
    const third = new Client(injector, undefined, ['S1']).subscribe();
    expect([first.closedWith, second.closedWith, third.closedWith]).toMatchObject([
      undefined,
      'dropped',
      { code: 4_000 },
    ]);
  });

  it('ignores a connection that another fault has ended, and waits for the next', () => {
    const injector = makeInjector();
    for (const fault of ['drop', 'close']) injector.inject(parseFault(fault));
    const [first, second] = [new Client(injector).subscribe(), new Client(injector).subscribe()];
    expect([first.closedWith, second.closedWith]).toMatchObject(['dropped', { code: 4_000 }]);
  });

  it.each([
    ['epoch', 'epoch'],
    ['restart for=2s', 'restart 2000'],
  ])('%s strikes the server once a connection has subscribed', (text, done) => {
    const injector = makeInjector();
    injector.inject(parseFault(text));
    clock.advance(60_000);
    expect(server).toEqual([]);
    new Client(injector).subscribe();
    new Client(injector).subscribe();
    expect(server).toEqual([done]);
  });

  it('begins when a connection has subscribed if it lasts for a time', () => {
    const injector = makeInjector();
    injector.inject(parseFault('mute for=3s symbols=S1'));
    injector.inject(parseFault('stall for=3s'));
    clock.advance(60_000);
    const client = new Client(injector).subscribe();
    clock.advance(2_999);
    expect([injector.mutes(0), injector.mutes(1), client.port.writable()]).toEqual([false, true, false]);
    clock.advance(1);
    expect([injector.mutes(1), client.port.writable()]).toEqual([false, true]);
    expect(injector.list()).toMatchObject([
      { strikes: 1, active: false },
      { strikes: 1, active: false },
    ]);
  });

  it('stops waiting when it is cleared', () => {
    const injector = makeInjector();
    injector.inject(parseFault('drop'));
    injector.clearAll();
    expect(new Client(injector).subscribe().closedWith).toBeUndefined();
  });

  it.each([1, 2, 3, 4])('with a share strikes one connection, the same again with the same seed: seed %i', (seed) => {
    const struck = (): number[] => {
      const injector = makeInjector({ seed });
      injector.inject(parseFault('drop share=0.3'));
      const clients = Array.from({ length: 40 }, () => new Client(injector).subscribe());
      return clients.flatMap(({ closedWith }, i) => (closedWith === 'dropped' ? [i + 1] : []));
    };
    expect(struck()).toHaveLength(1);
    expect(struck()).toEqual(struck());
  });
});

/** Two gateway processes and the market's process, joined as in WorkerPool. `claims`: those that have not arrived. */
class Feed {
  readonly market = makeInjector();
  readonly claims: (() => void)[] = [];
  readonly gateways = [this.#gateway(), this.#gateway()] as const;

  inject(text: string): void {
    const timed = parseFault(text);
    const id = this.market.inject(timed);
    for (const gateway of this.gateways) gateway.adopt({ id, timed, ageMs: 0 });
  }

  /** Delivers all claims. */
  deliverClaims(): void {
    for (const deliver of this.claims.splice(0)) deliver();
    if (this.claims.length > 0) this.deliverClaims();
  }

  #gateway(): FaultInjector {
    const claim = (id: number, number: number | undefined): void => {
      this.claims.push(() => {
        if (!this.market.strikeFirst(id, number)) return;
        for (const gateway of this.gateways) gateway.strikeFirst(id, number);
      });
    };
    return makeInjector({ claim, server: { newEpoch: () => undefined, restart: () => undefined } });
  }
}

describe('a fault without a trigger in several processes', () => {
  it('strikes one connection, even if two processes find one at the same time', () => {
    const feed = new Feed();
    feed.inject('drop');
    const clients = feed.gateways.map((gateway, i) => new Client(gateway, i + 1).subscribe());
    feed.deliverClaims();
    expect(clients.map(({ closedWith }) => closedWith)).toEqual(['dropped', undefined]);
    expect(feed.market.list()).toEqual([{ ...DROP, strikes: 1 }]);
  });

  it('strikes another connection than the fault before it', () => {
    const feed = new Feed();
    for (const fault of ['drop', 'close']) feed.inject(fault);
    const clients = feed.gateways.map((gateway, i) => new Client(gateway, i + 1).subscribe());
    feed.deliverClaims();
    expect(clients.map(({ closedWith }) => closedWith)).toMatchObject(['dropped', { code: 4_000 }]);
  });

  it("of the server strikes in the market's process", () => {
    const feed = new Feed();
    feed.inject('epoch');
    new Client(feed.gateways[1], 1).subscribe();
    feed.deliverClaims();
    expect(server).toEqual(['epoch']);
  });

  it('strikes the connections of all processes if there are any', () => {
    const feed = new Feed();
    const clients = feed.gateways.map((gateway, i) => new Client(gateway, i + 1).subscribe());
    feed.inject('drop');
    feed.deliverClaims();
    expect(clients.map(({ closedWith }) => closedWith)).toEqual(['dropped', 'dropped']);
    expect(feed.market.list()).toEqual([{ ...DROP, strikes: 1 }]);
  });

  it('lasts in all processes, also in one that starts meanwhile', () => {
    const feed = new Feed();
    feed.inject('stall for=3s');
    new Client(feed.gateways[0], 1).subscribe();
    feed.deliverClaims();
    clock.advance(1_000);
    const replacement = makeInjector();
    for (const fault of feed.market.begunFaults) replacement.adopt(fault);
    const ports = [...feed.gateways, replacement].map((injector, i) => new Client(injector, i + 2).port);
    expect(ports.map((port) => port.writable())).toEqual([false, false, false]);
    clock.advance(2_000);
    expect(ports.map((port) => port.writable())).toEqual([true, true, true]);
  });

  it('also waits in a process that starts later', () => {
    const feed = new Feed();
    for (const fault of ['epoch', 'drop']) feed.inject(fault);
    expect(feed.market.begunFaults.map(({ timed }) => timed.text)).toEqual(['epoch', 'drop']);
  });
});
