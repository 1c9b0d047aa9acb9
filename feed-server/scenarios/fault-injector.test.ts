// Running scenarios over a log with its delivery: triggers, targets and repeatability.
import { beforeEach, describe, expect, it } from 'vitest';
import { Delivery } from '../../tests/support/delivery/delivery.ts';
import { FakeOutlet } from '../../tests/support/feeds/fake-outlet.ts';
import type { Subscriber } from '../delivery/subscriber.ts';
import { FaultInjector } from './fault-injector.ts';
import { parseFault } from './fault-text.ts';
import type { FaultyPort } from './faulty-port.ts';
import { MAX_PAST_FAULTS } from './past-faults.ts';
import { ScenarioError } from './scenario-error.ts';

class Scene {
  readonly delivery = new Delivery();
  readonly server: string[] = [];
  readonly injector: FaultInjector;

  constructor(seed: number, ...faults: string[]) {
    const { clock, instruments } = this.delivery;
    this.injector = new FaultInjector({
      seed,
      clock,
      symbols: instruments.map(({ symbol }) => symbol),
      server: {
        newEpoch: () => this.server.push('epoch'),
        restart: (downMs) => this.server.push(`restart ${downMs}`),
      },
    });
    for (const fault of faults) this.injector.inject(parseFault(fault));
  }

  join(...symbols: string[]): Client {
    return new Client(this, symbols);
  }

  /** Advances time, with a trade of S0 every 50 ms. */
  trade(ms: number): void {
    for (let i = 0; i < ms / 50; i++) {
      this.delivery.trades(0, 1);
      this.delivery.clock.advance(50);
    }
  }
}

/** A connection that listens to S0. */
class Client {
  readonly outlet: FakeOutlet;
  readonly port: FaultyPort;
  readonly #subscriber: Subscriber;

  readonly #scene: Scene;

  constructor(scene: Scene, symbols: readonly string[]) {
    const { delivery, injector } = scene;
    this.#scene = scene;
    const { hub, requests, clock } = delivery;
    this.outlet = new FakeOutlet(() => clock.now(), 'client', symbols);
    this.outlet.drained = () => hub.drained(this.#subscriber);
    this.outlet.onClose = () => this.leave();
    this.port = injector.join(this.outlet);
    this.#subscriber = hub.join(this.port);
    requests.subscribe(this.#subscriber, [{ symbol: 'S0', mode: 'tape', intervalMs: 0 }]);
    this.port.subscribed();
  }

  leave(): void {
    this.#scene.injector.leave(this.port);
    this.#scene.delivery.hub.leave(this.#subscriber);
  }

  /** Everything that was sent, with times and bytes, and how the connection ended. */
  get transcript(): string {
    return JSON.stringify([this.outlet.closedWith, this.outlet.sent.map(({ at, payload }) => [at, ...payload])]);
  }
}

let scene: Scene;
let client: Client;

function run(ms: number, ...faults: string[]): void {
  scene = new Scene(7, ...faults);
  client = scene.join();
  scene.trade(ms);
}

describe('a fault that does not last', () => {
  it('strikes open connections at its time', () => {
    run(950, 'drop at=1s');
    expect(client.outlet.closedWith).toBeUndefined();
    scene.trade(100);
    const late = scene.join();
    scene.trade(1_000);
    expect([client.outlet.closedWith, late.outlet.closedWith]).toEqual(['dropped', undefined]);
  });

  it('runs on the server if it strikes the server', () => {
    run(5_000, 'epoch at=1s', 'restart every=2s for=300ms');
    expect(scene.server).toEqual(['epoch', 'restart 300', 'restart 300']);
  });

  it('strikes only connections that it is aimed at', () => {
    scene = new Scene(7, 'drop at=1s symbols=S1', 'close at=1s nth=1');
    const [first, second, third] = [scene.join('S0'), scene.join('S1'), scene.join('S2')];
    scene.trade(1_100);
    expect(first.outlet.closedWith).toEqual({ code: 4_000, message: 'closed by a scenario' });
    expect([second.outlet.closedWith, third.outlet.closedWith]).toEqual(['dropped', undefined]);
  });
});

describe('a fault that lasts', () => {
  beforeEach(() => {
    run(1_000, 'stall at=1s for=500ms');
  });

  it('ends after its time, and what was missed follows in one batch', () => {
    const before = client.outlet.sent.length;
    scene.trade(450);
    expect(client.outlet.sent.length).toBe(before);
    expect(scene.injector.list()).toEqual([
      { id: 1, text: 'stall at=1s for=500ms', strikes: 1, hits: 1, active: true },
    ]);
    scene.trade(50);
    expect(client.outlet.sent.length).toBe(before + 1);
    expect(scene.injector.list()).toMatchObject([{ strikes: 1, active: false }]);
  });

  it('strikes connections that open while it lasts', () => {
    expect(scene.join().port.writable()).toBe(false);
  });

  it('ends at once when cleared', () => {
    expect(scene.injector.clear(1)).toBe(true);
    expect([client.port.writable(), scene.injector.list()]).toEqual([true, []]);
    expect(scene.injector.clear(1)).toBe(false);
  });
});

describe('mute', () => {
  it('applies to its symbols while it lasts', () => {
    run(1_000, 'mute symbols=S1,S2 at=500ms for=1s');
    expect([0, 1, 2, 3].map((id) => scene.injector.mutes(id))).toEqual([false, true, true, false]);
    scene.trade(500);
    expect(scene.injector.mutes(1)).toBe(false);
  });

  it('applies to all symbols if it names none', () => {
    run(0, 'mute');
    scene.delivery.clock.advance(0);
    expect([0, 1, 2, 3].every((id) => scene.injector.mutes(id))).toBe(true);
    scene.injector.clearAll();
    expect(scene.injector.mutes(0)).toBe(false);
  });
});

describe('chance', () => {
  it('strikes a batch of a connection, but not before its time', () => {
    run(900, 'drop at=1s probability=1');
    expect(client.outlet.closedWith).toBeUndefined();
    scene.trade(200);
    expect(client.outlet.closedWith).toBe('dropped');
  });

  it('strikes each connection a limited number of times', () => {
    scene = new Scene(7, 'duplicate probability=1 times=2');
    const clients = [scene.join(), scene.join()];
    scene.trade(500);
    expect(clients.map(({ outlet }) => outlet.sent.length)).toEqual([12, 12]);
    expect(scene.injector.list()).toMatchObject([{ strikes: 4 }]);
  });

  it('begins a lasting fault on the connection that it strikes', () => {
    scene = new Scene(7, 'stall probability=1 times=1 nth=2 for=200ms');
    const [first, second] = [scene.join(), scene.join()];
    scene.trade(100);
    expect([first.port.writable(), second.port.writable()]).toEqual([true, false]);
    scene.trade(300);
    expect(second.port.writable()).toBe(true);
  });
});

describe('a share', () => {
  const hitBy = (text: string): readonly number[] => {
    scene = new Scene(7, text);
    const clients = Array.from({ length: 40 }, () => scene.join());
    scene.trade(2_000);
    const repeats = (client: Client): number =>
      client.outlet.sent.length - new Set(client.outlet.sent.map(({ payload }) => payload.join())).size;
    return clients.map(repeats);
  };

  it('with probability is chosen once per connection', () => {
    const repeats = hitBy('duplicate probability=0.5 share=0.5');
    const unaffected = repeats.filter((n) => n === 0).length;
    expect([unaffected > 5, unaffected < 35]).toEqual([true, true]);
    expect(Math.min(...repeats.filter((n) => n > 0))).toBeGreaterThan(5);
  });

  it('without probability is chosen again for each strike', () => {
    const repeats = hitBy('duplicate every=200ms share=0.5');
    expect(Math.min(...repeats)).toBeGreaterThan(0);
  });
});

it('a new epoch ends a skip that is under way', () => {
  run(300, 'skip at=100ms ticks=1000000', 'epoch at=1s');
  const before = client.outlet.sent.length;
  scene.trade(650);
  expect(client.outlet.sent.length).toBe(before);
  scene.trade(200);
  expect(client.outlet.sent.length).toBeGreaterThan(before);
});

describe('the injector', () => {
  const FAULTS_WITH_ENTRIES = [
    'close probability=0.1',
    'duplicate probability=0.5 share=0.5',
    'stall probability=0.2 for=10h share=0.5',
    'delay by=1ms share=0.5',
    'skew by=1s every=1s for=500ms share=0.5',
  ];

  it('keeps no entry for a connection that has ended', () => {
    scene = new Scene(7, ...FAULTS_WITH_ENTRIES);
    let most = 0;
    for (let i = 0; i < 100; i++) {
      const clients = [scene.join(), scene.join(), scene.join()];
      scene.trade(500);
      most = Math.max(most, scene.injector.entryCount);
      for (const client of clients) if (!client.outlet.closedWith) client.leave();
      expect(scene.injector.entryCount).toBe(0);
    }
    expect(most).toBeGreaterThan(10);
    const struck = scene.injector.list().map(({ strikes }) => strikes > 0);
    expect(struck).toEqual(FAULTS_WITH_ENTRIES.map(() => true));
    expect([...scene.injector.lasting].length).toBeLessThanOrEqual(2);
  });

  it('lists the latest faults that are over, and can clear them', () => {
    scene = new Scene(7, 'mute', ...Array.from({ length: MAX_PAST_FAULTS + 20 }, () => 'epoch at=0s'));
    scene.delivery.clock.advance(0);
    const ids = scene.injector.list().map(({ id }) => id);
    expect(ids).toEqual([1, ...Array.from({ length: MAX_PAST_FAULTS }, (_, i) => 22 + i)]);
    expect([scene.injector.clear(2), scene.injector.clear(22), scene.injector.clear(22)]).toEqual([false, true, false]);
    scene.injector.clearAll();
    expect(scene.injector.list()).toEqual([]);
  });

  it.each([
    ['epoch every=1s times=2', 2],
    ['stall at=1s for=1s', 1],
    ['epoch probability=1 times=2', 2],
  ])('lists how often %s has struck, even after its end', (text, strikes) => {
    run(5_000, text);
    expect(scene.injector.list()).toMatchObject([{ id: 1, text, strikes, active: false }]);
  });
});

describe('the same seed', () => {
  const RANDOM_FAULTS = [
    'duplicate probability=0.1',
    'reorder probability=0.1',
    'malformed probability=0.05',
    'skip probability=0.05 ticks=3',
    'stall probability=0.03 for=200ms',
    'jitter by=80ms share=0.5',
    'delay every=2s for=500ms by=50ms share=0.5',
    'drop every=3s share=0.2',
    'close probability=0.01 code=4100',
    'epoch probability=0.2',
  ];

  function transcriptsOf(seed: number, clients: number): { clients: string[]; server: string[] } {
    const scene = new Scene(seed, ...RANDOM_FAULTS);
    const joined = Array.from({ length: clients }, () => scene.join());
    scene.trade(10_000);
    return { clients: joined.map(({ transcript }) => transcript), server: scene.server };
  }

  it.each([1, 2, 3])('does the same, byte for byte: seed %i', (seed) => {
    const transcripts = transcriptsOf(seed, 6);
    expect(transcriptsOf(seed, 6)).toEqual(transcripts);
    expect(transcriptsOf(seed + 10, 6)).not.toEqual(transcripts);
    expect(new Set(transcripts.clients).size).toBe(6);
  });

  it('does the same to a connection, whatever others are open', () => {
    expect(transcriptsOf(5, 2).clients).toEqual(transcriptsOf(5, 6).clients.slice(0, 2));
  });
});

it('an error names symbols that this feed does not have', () => {
  const inject = (text: string) => () => new Scene(7, text);
  expect(inject('mute symbols=S1,NOPE')).toThrow(ScenarioError);
  expect(inject('mute symbols=S1,NOPE')).toThrow(
    'fault "mute symbols=S1,NOPE": symbols: expected symbols of this feed, found "NOPE"',
  );
  expect(inject('stall symbols=NOPE')).toThrow('found "NOPE"');
  expect(inject('drop symbols=s1')).toThrow('fault "drop symbols=s1": symbols: no symbol "s1"; did you mean S1?');
});
