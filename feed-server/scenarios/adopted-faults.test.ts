// Faults adopted from another injector have the same effects on the same connections.
import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../tests/support/time/fake-clock.ts';
import { FakeOutlet } from '../../tests/support/feeds/fake-outlet.ts';
import { Dice } from '../../tests/support/random/seeded.ts';
import { FaultInjector } from './fault-injector.ts';
import { parseFault } from './fault-text.ts';

const FAULTS = [
  'stall at=1s for=3s share=0.5',
  'delay at=2s by=100ms',
  'throttle every=1500ms for=1300ms times=4 batches=2 share=0.5',
  'skew at=500ms every=900ms for=400ms by=1m share=0.3',
  'drop every=1s nth=3',
  'duplicate probability=0.5',
  'refuse at=6s nth=2',
];

function makeInjector(clock: FakeClock, seed = 7): FaultInjector {
  const server = { newEpoch: () => undefined, restart: () => undefined };
  return new FaultInjector({ seed, clock, symbols: ['S0'], server });
}

/** Connections 1 to 20 that lasting faults hit, fault by fault. */
function hitBy(injector: FaultInjector): string[] {
  const numbers = Array.from({ length: 20 }, (_, i) => i + 1);
  const connection = (number: number) => ({ id: '', number, listensTo: () => true });
  const hits = [...injector.lasting].map((s) => [s.fault.kind, numbers.filter((n) => s.aimsAt(connection(n))).join()]);
  return hits.map((hit) => hit.join(': ')).sort();
}

describe('adopted faults', () => {
  it.each(Array.from({ length: 40 }, (_, i) => i + 1))(
    'are in force as in the injector that began them: seed %i',
    (seed) => {
      const dice = new Dice(seed);
      const clock = new FakeClock();
      const market = makeInjector(clock);
      for (const fault of FAULTS) market.inject(parseFault(fault));
      // Not in the exact millisecond of a strike, which either may see first.
      clock.advance(50 + 100 * dice.below(80));
      const gateway = makeInjector(clock);
      for (const fault of market.begunFaults) gateway.adopt(fault);
      for (let i = 0; i < 5; i++) {
        expect(hitBy(gateway)).toEqual(hitBy(market));
        const running = new Set(market.begunFaults.map(({ id }) => id));
        const facts = (injector: FaultInjector) => injector.list().filter(({ id }) => running.has(id));
        expect(facts(gateway)).toEqual(facts(market));
        clock.advance(100 * dice.below(30));
      }
    },
  );

  it('hit other connections with another seed', () => {
    const clock = new FakeClock();
    const [one, other] = [makeInjector(clock), makeInjector(clock, 8)];
    for (const injector of [one, other]) injector.inject(parseFault('stall at=1s share=0.5'));
    clock.advance(1_500);
    expect(hitBy(one)).not.toEqual(hitBy(other));
  });

  it('end for good when cleared, and when their only connection has left', () => {
    const clock = new FakeClock();
    const market = makeInjector(clock);
    market.inject(parseFault('stall at=1s'));
    market.inject(parseFault('delay at=1s by=1s nth=4'));
    clock.advance(1_500);
    const gateway = makeInjector(clock);
    for (const fault of market.begunFaults) gateway.adopt(fault);
    const port = gateway.join(new FakeOutlet(() => clock.now()), 4);
    expect(hitBy(gateway)).toHaveLength(2);
    gateway.clear(1);
    gateway.leave(port);
    market.connectionEnded(4);
    expect(hitBy(gateway)).toEqual([]);
    expect(market.list()).toMatchObject([{ active: true }, { active: false }]);
  });

  it('include only those that strike connections', () => {
    const market = makeInjector(new FakeClock());
    for (const fault of ['mute at=1s', 'epoch at=1s', 'restart at=1s for=1s', 'drop at=1s'])
      market.inject(parseFault(fault));
    expect(market.begunFaults.map(({ timed }) => timed.fault.kind)).toEqual(['drop']);
  });
});
