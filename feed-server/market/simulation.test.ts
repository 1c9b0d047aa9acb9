// Simulation: the same market for the same seed however it is asked for, and a market that is none too strange.
import { describe, expect, it } from 'vitest';
import { MAX_PRICE, MAX_SIZE } from '../../proto/messages.ts';
import { selectListings } from './instruments.ts';
import { Simulation, updatesASecond } from './simulation.ts';

const START = Date.UTC(2025, 9, 7, 14);

function simulate(seed: number, symbols: readonly string[] = [], rate = 1): Simulation {
  return new Simulation({ seed, listings: selectListings(symbols), startTime: START, rate });
}

/** Every tick up to `ms` after the start, as text, asked for in steps. */
async function ticksOf(source: Simulation, ms: number, step: () => number): Promise<string[]> {
  const ticks: string[] = [];
  const name = (id: number): string => source.instruments[id]?.symbol ?? '?';
  for (let at = 0; at < ms;) {
    at = Math.min(ms, at + step());
    await source.advance(START + at, {
      quote: (id, ...rest) => ticks.push(`${name(id)} quote ${rest.join(' ')}`),
      trade: (id, ...rest) => ticks.push(`${name(id)} trade ${rest.join(' ')}`),
    });
  }
  return ticks;
}

describe('Simulation, repeated', () => {
  it('is the same however large the steps', async () => {
    const whole = await ticksOf(simulate(7), 10_000, () => 10_000);
    expect(whole.length).toBeGreaterThan(4_000);
    let turn = 0;
    for (const step of [() => 10, () => 1_000, () => 0.7, () => [1, 3.5, 400][turn++ % 3] ?? 1])
      expect(await ticksOf(simulate(7), 10_000, step)).toEqual(whole);
  });

  it('is another market under another seed', async () => {
    const [seven, eight] = [simulate(7), simulate(8)];
    expect(seven.references).not.toEqual(eight.references);
    expect(await ticksOf(seven, 1_000, () => 1_000)).not.toEqual(await ticksOf(eight, 1_000, () => 1_000));
  });

  it('moves an instrument alike whatever is selected beside it', async () => {
    const among = (ticks: string[]): string[] => ticks.filter((t) => /^(IBM|ZTS) /.test(t));
    const all = await ticksOf(simulate(7), 60_000, () => 60_000);
    const two = await ticksOf(simulate(7, ['ZTS', 'IBM']), 60_000, () => 60_000);
    expect(two.length).toBeGreaterThan(50);
    expect(two).toEqual(among(all));
  });
});

describe('Simulation, as a source', () => {
  it('says what it is', () => {
    const source = simulate(7);
    expect(source.description).toBe('Simulated, seed 7');
    expect(source.instruments).toHaveLength(503);
    expect(source.startTime).toBe(START);
    expect(source.sessionAt()).toBe('open');
    for (const reference of source.references) expect(reference).toBeGreaterThan(0);
    const unlisted = source.references.filter((_, id) => selectListings([])[id]?.price === undefined);
    expect(Math.min(...unlisted)).toBeGreaterThanOrEqual(800);
    expect(Math.max(...unlisted)).toBeLessThanOrEqual(90_000);
  });

  it('publishes nothing before its start, and resolves with the time of what comes next', async () => {
    const source = simulate(7, ['NVDA']);
    const times: number[] = [];
    const sink = {
      quote: (_: number, time: number) => times.push(time),
      trade: (_: number, time: number) => times.push(time),
    };
    expect(await source.advance(START - 1, sink)).toBe(START);
    expect(times).toEqual([]);
    const next = await source.advance(START, sink);
    expect(times).toEqual([START, START]);
    expect(next).toBeGreaterThanOrEqual(START);
    await source.advance(next - 1, sink);
    expect(times).toHaveLength(2);
    await source.advance(next, sink);
    expect(times.slice(2)).toContain(next);
  });

  it('is as much busier as its rate says', async () => {
    const [usual, busy] = [simulate(7, ['IBM'], 1), simulate(7, ['IBM'], 20)];
    const count = async (source: Simulation): Promise<number> => (await ticksOf(source, 200_000, () => 200_000)).length;
    const ratio = (await count(busy)) / (await count(usual));
    expect(ratio).toBeGreaterThan(16);
    expect(ratio).toBeLessThan(24);
  });
});

interface Seen {
  quotes: number;
  trades: number;
  bid: number;
  ask: number;
}

/** Plays 1,000,000 milliseconds; `faults` are ticks that break what a sink is promised. */
async function playAThousandSeconds(seed: number): Promise<{ source: Simulation; seen: Seen[]; faults: string[] }> {
  const source = simulate(seed);
  const seen = source.instruments.map(() => ({ quotes: 0, trades: 0, bid: 0, ask: 0 }));
  const faults: string[] = [];
  let now = START;
  const check = (ok: boolean, what: string, id: number, time: number): void => {
    if (!ok || time < now || !Number.isInteger(time)) faults.push(`${what} of ${id} at ${time}, seed ${seed}`);
    now = time;
  };
  const isSize = (size: number): boolean => Number.isInteger(size) && size > 0 && size <= MAX_SIZE;
  const isPrice = (price: number): boolean => Number.isInteger(price) && price > 0 && price <= MAX_PRICE;
  await source.advance(START + 1_000_000, {
    quote(id, time, bid, bidSize, ask, askSize) {
      const one = seen[id] as Seen;
      check(isPrice(bid) && isPrice(ask) && bid < ask && isSize(bidSize) && isSize(askSize), 'quote', id, time);
      one.quotes++;
      one.bid = bid;
      one.ask = ask;
    },
    trade(id, time, price, size) {
      const one = seen[id] as Seen;
      check(one.quotes > 0 && (price === one.bid || price === one.ask) && isSize(size), 'trade', id, time);
      one.trades++;
    },
  });
  return { source, seen, faults };
}

describe('Simulation, over 1,000,000 milliseconds', async () => {
  const { source, seen, faults } = await playAThousandSeconds(7);
  const total = (of: (one: Seen) => number): number => seen.reduce((sum, one) => sum + of(one), 0);

  it('keeps times in order, bid below ask, trades at the bid or the ask, everything in range', () => {
    expect(faults).toEqual([]);
  });

  it('has tens of ticks a second for the busiest and one every few seconds for the quietest', () => {
    const aSecond = seen.map((one) => (one.quotes + one.trades) / 1_000);
    expect(aSecond[0]).toBeGreaterThan(27);
    expect(aSecond[0]).toBeLessThan(33);
    expect(aSecond[502]).toBeGreaterThan(0.18);
    expect(aSecond[502]).toBeLessThan(0.32);
    for (const rank of [10, 100, 300]) {
      const expected = updatesASecond(rank);
      expect(Math.abs((aSecond[rank] as number) - expected) / expected).toBeLessThan(0.2);
    }
  });

  it('has about one trade for four quotes', () => {
    expect(total((one) => one.quotes) / total((one) => one.trades)).toBeCloseTo(4, 0);
  });

  it('moves as much as 20 to 60 % a year would', () => {
    const tradingYears = 1_000 / (252 * 6.5 * 3_600);
    const moves = seen.map((one, id) => Math.log((one.bid + one.ask) / 2 / (source.references[id] as number)));
    // Each began up to a few times 0.8 % away from its reference.
    const variance = moves.reduce((sum, move) => sum + move * move, 0) / moves.length - 0.008 ** 2;
    const annual = Math.sqrt(Math.max(0, variance) / tradingYears);
    expect(annual).toBeGreaterThan(0.2);
    expect(annual).toBeLessThan(0.6);
  });
});
