// Simulation: the same market for the same seed however it is stepped, and a market that follows all rules of a source.
import { describe, expect, it } from 'vitest';
import { makeSink } from '../../tests/support/wire/builders.ts';
import { MarketRules } from '../../tests/support/market/market-rules.ts';
import { TickDigest } from '../recordings/tick-digest.ts';
import { selectListings } from './instruments.ts';
import { Simulation, totalUpdatesPerSecond, updatesPerSecond, type SimulationOptions } from './simulation.ts';

/** A Tuesday, an hour into the session. */
const START = Date.UTC(2025, 9, 7, 14, 30);
const HOUR_MS = 3_600_000;

function simulate(
  seed: number,
  symbols: readonly string[] = [],
  options: Partial<Omit<SimulationOptions, 'seed' | 'listings'>> = {},
): Simulation {
  return new Simulation({ seed, listings: selectListings(symbols), startTime: START, ...options });
}

/** Every tick up to `ms` after the start, as text, obtained in steps. */
async function ticksOf(source: Simulation, ms: number, step: () => number): Promise<string[]> {
  const ticks: string[] = [];
  const name = (id: number): string => source.instruments[id]?.symbol ?? '?';
  for (let at = 0; at < ms;) {
    at = Math.min(ms, at + step());
    await source.advance(source.startTime + at, {
      quote: (id, ...rest) => ticks.push(`${name(id)} quote ${rest.join(' ')}`),
      trade: (id, ...rest) => ticks.push(`${name(id)} trade ${rest.join(' ')}`),
      status: (id, ...rest) => ticks.push(`${name(id)} status ${rest.join(' ')}`),
    });
  }
  return ticks;
}

/** SHA-256 of every tick up to `ms` after the start. */
async function digestOf(source: Simulation, ms: number): Promise<string> {
  const digest = new TickDigest();
  await source.advance(source.startTime + ms, digest);
  return digest.hex();
}

describe('Simulation, repeated', () => {
  it('is the same however large the steps', async () => {
    const whole = await ticksOf(simulate(7), 10_000, () => 10_000);
    expect(whole.length).toBeGreaterThan(4_000);
    let turn = 0;
    for (const step of [() => 10, () => 1_000, () => 0.7, () => [1, 3.5, 400][turn++ % 3] ?? 1])
      expect(await ticksOf(simulate(7), 10_000, step)).toEqual(whole);
  });

  it('is the same over days of sessions, halts and splits, in steps of minutes and in one', async () => {
    const market = (): Simulation =>
      simulate(7, ['AAPL', 'ZTS', 'BTCUSD', 'USDJPY', 'DJI'], { incidents: 300, rate: 0.05 });
    const whole = await ticksOf(market(), 50 * HOUR_MS, () => 50 * HOUR_MS);
    expect(whole.some((tick) => tick.includes('halted'))).toBe(true);
    expect(await ticksOf(market(), 50 * HOUR_MS, () => 437_000)).toEqual(whole);
  }, 20_000);

  it('is a different market with a different seed', async () => {
    const [seven, eight] = [simulate(7), simulate(8)];
    expect(seven.references).not.toEqual(eight.references);
    expect(await ticksOf(seven, 1_000, () => 1_000)).not.toEqual(await ticksOf(eight, 1_000, () => 1_000));
  });

  it('moves an instrument in the same way whatever else is selected', async () => {
    const ofSelected = (ticks: string[]): string[] => ticks.filter((t) => /^(IBM|ZTS|SPX|EURUSD) /.test(t));
    const all = await ticksOf(simulate(7), 60_000, () => 60_000);
    const some = await ticksOf(simulate(7, ['ZTS', 'IBM', 'SPX', 'EURUSD']), 60_000, () => 60_000);
    expect(some.length).toBeGreaterThan(50);
    expect(some).toEqual(ofSelected(all));
  });

  // These digests change whenever the output of a seed changes: update them if that is intended.
  it('publishes the same ticks as before from pre-market to after the open', async () => {
    const startTime = Date.UTC(2025, 9, 7, 13, 27);
    expect(await digestOf(simulate(7, [], { startTime }), 8 * 60_000)).toBe(
      '87b93b9166571586581425773563bf3d6c9de529934588e7e7427b8f24db56fe',
    );
  });

  it('publishes the same ticks as before over a day with incidents', async () => {
    const startTime = Date.UTC(2025, 9, 6, 7);
    const symbols = ['NVDA', 'IBM', 'ZTS', 'BTCUSD', 'SHIBUSD', 'EURUSD', 'SPX', 'DJI'];
    const market = simulate(42, symbols, { startTime, incidents: 300, rate: 0.2 });
    expect(await digestOf(market, 26 * HOUR_MS)).toBe(
      'e87d3f305854b98a251bb67345a3f32b39da4d097bdbcf20ae93a711592bef95',
    );
  });

  it('publishes the same ticks as before when always open', async () => {
    expect(await digestOf(simulate(7, [], { alwaysOpen: true }), 60_000)).toBe(
      'b52c48fe8984898c37c299c039a62a0ba701f31f85729f44fceed5713438fe3e',
    );
  });
});

describe('Simulation, as a source', () => {
  it('describes itself', () => {
    const source = simulate(7);
    expect(source.description).toBe('Simulated, seed 7');
    expect(source.instruments).toHaveLength(515);
    expect(source.startTime).toBe(START);
    for (const reference of source.references) expect(reference).toBeGreaterThan(0);
    const unlisted = source.references.filter((_, id) => selectListings([])[id]?.price === undefined);
    expect(Math.min(...unlisted)).toBeGreaterThanOrEqual(800);
    expect(Math.max(...unlisted)).toBeLessThanOrEqual(90_000);
  });

  it('reports the session of US equities, or of its other instruments', () => {
    const saturday = Date.UTC(2025, 9, 11, 16);
    expect(simulate(7).sessionAt(START)).toBe('open');
    expect(simulate(7).sessionAt(saturday)).toBe('closed');
    expect(simulate(7, ['BTCUSD', 'AAPL']).sessionAt(saturday)).toBe('closed');
    expect(simulate(7, ['BTCUSD']).sessionAt(saturday)).toBe('open');
    expect(simulate(7, ['EURUSD']).sessionAt(saturday)).toBe('closed');
    expect(simulate(7, [], { alwaysOpen: true }).sessionAt(saturday)).toBe('open');
  });

  it('publishes nothing before its start, and resolves to the time of the next tick', async () => {
    const source = simulate(7, ['NVDA']);
    const received: string[] = [];
    const sink = makeSink({
      quote: (_, time) => received.push(`quote ${time - START}`),
      trade: (_, time) => received.push(`trade ${time - START}`),
      status: (_, time, session, reason) => received.push(`${session} ${reason} ${time - START}`),
    });
    expect(await source.advance(START - 1, sink)).toBe(START);
    expect(received).toEqual([]);
    const next = await source.advance(START, sink);
    expect(received).toEqual(['open schedule 0', 'quote 0', 'trade 0']);
    await source.advance(next - 1, sink);
    expect(received).toHaveLength(3);
    await source.advance(next, sink);
    expect(received[3]).toMatch(new RegExp(`^(quote|trade) ${next - START}$`));
  });

  it('has an activity in proportion to its rate', async () => {
    const count = async (rate: number): Promise<number> =>
      (await ticksOf(simulate(7, ['IBM'], { rate }), 200_000, () => 200_000)).length;
    const ratio = (await count(20)) / (await count(1));
    expect(ratio).toBeGreaterThan(16);
    expect(ratio).toBeLessThan(24);
  });

  it('makes the expected number of updates per second for its listings', async () => {
    const listings = selectListings([]);
    const rate = 2_000 / totalUpdatesPerSecond(listings);
    const ticks = await ticksOf(simulate(7, [], { rate, alwaysOpen: true }), 10_000, () => 10_000);
    expect(Math.abs(ticks.length / 10 - 2_000)).toBeLessThan(250);
  });
});

describe('Simulation, always open, over 1,000 seconds', async () => {
  const source = simulate(7, [], { alwaysOpen: true });
  const rules = new MarketRules(source.instruments);
  await source.advance(START + 1_000_000, rules);
  const states = source.instruments.map((_, id) => rules.stateOf(id));

  it('keeps times in order, bid below ask, trades at the bid or the ask, everything in range', () => {
    expect(rules.faults).toEqual([]);
  });

  it('has 30 ticks per second for the most active instrument and one every four seconds for the least active', () => {
    const ticksPerSecond = states.map((one) => (one.quotes + one.trades) / 1_000);
    expect(ticksPerSecond[0]).toBeGreaterThan(27);
    expect(ticksPerSecond[0]).toBeLessThan(33);
    expect(ticksPerSecond[514]).toBeGreaterThan(0.18);
    expect(ticksPerSecond[514]).toBeLessThan(0.32);
    for (const rank of [10, 100, 300]) {
      const expected = updatesPerSecond(rank);
      expect(Math.abs((ticksPerSecond[rank] as number) - expected) / expected).toBeLessThan(0.2);
    }
  });

  it('has about one trade per four quotes', () => {
    const total = (of: (one: (typeof states)[number]) => number): number =>
      states.reduce((sum, one) => sum + of(one), 0);
    expect(total((one) => one.quotes) / total((one) => one.trades)).toBeCloseTo(4, 0);
  });

  it('moves equities with an annualized volatility of 20 to 60 %', () => {
    const tradingYears = 1_000 / (252 * 6.5 * 3_600);
    const equities = selectListings([]).filter((l) => !l.nonEquity);
    const moves = equities.map(({ instrument: { id } }) => {
      return Math.log(((states[id]?.bid ?? 0) + (states[id]?.ask ?? 0)) / 2 / (source.references[id] as number));
    });
    // Each started within a few times 0.8 % of its reference.
    const variance = moves.reduce((sum, move) => sum + move * move, 0) / moves.length - 0.008 ** 2;
    const annual = Math.sqrt(Math.max(0, variance) / tradingYears);
    expect(annual).toBeGreaterThan(0.2);
    expect(annual).toBeLessThan(0.6);
  });
});

describe.each([1, 2])('Simulation, over two days with incidents, seed %i', (seed) => {
  const symbols = ['NVDA', 'IBM', 'ZTS', 'BTCUSD', 'SHIBUSD', 'EURUSD', 'USDJPY', 'SPX', 'DJI'];
  it.each([false, true])(
    'follows all market rules, always open: %s',
    async (alwaysOpen) => {
      const startTime = Date.UTC(2025, 10, 25, 13);
      const source = simulate(seed, symbols, { startTime, alwaysOpen, incidents: 500, rate: 0.05 });
      const rules = new MarketRules(source.instruments);
      await source.advance(startTime + 48 * HOUR_MS, rules);
      expect(rules.faults).toEqual([]);
      expect(rules.statuses.filter(({ session }) => session === 'halted').length).toBeGreaterThan(0);
      for (const { trades } of source.instruments.map((_, id) => rules.stateOf(id))) expect(trades).toBeGreaterThan(10);
    },
    20_000,
  );
});
