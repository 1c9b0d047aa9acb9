// The bar log: bars that are the sums of all trades, and holes wherever trades are unknown.
import { describe, expect, it } from 'vitest';
import { BAR_INTERVALS_S, type Bar } from '../../proto/messages.ts';
import { Dice } from '../../tests/support/random/seeded.ts';
import { BarLog } from './bar-log.ts';
import { BAR_BYTES, floorTo } from './bar-ring.ts';

interface Trade {
  readonly id: number;
  readonly time: number;
  readonly price: number;
  readonly size: number;
}

const DAY_MS = 86_400_000;
const START = Date.UTC(2025, 0, 6, 14, 30, 0, 250);
const PLENTY_OF_BYTES = 2 ** 24;

/** The bars of a list of trades, computed in the simplest way. */
function barsOf(trades: readonly Trade[], intervalMs: number): Bar[] {
  const groups = new Map<number, Trade[]>();
  for (const trade of trades) {
    const time = floorTo(trade.time, intervalMs);
    groups.set(time, [...(groups.get(time) ?? []), trade]);
  }
  return [...groups].map(([time, group]) => {
    const prices = group.map(({ price }) => price);
    return {
      time,
      open: prices[0] as number,
      high: Math.max(...prices),
      low: Math.min(...prices),
      close: prices.at(-1) as number,
      volume: group.reduce((sum, { size }) => sum + size, 0),
      trades: group.length,
    };
  });
}

/** Trades with pauses between them from none to days. */
function randomTrades(dice: Dice, n: number, instruments: number): Trade[] {
  const pauses = [0, 300, 2_000, 40_000, 900_000, 2 * DAY_MS];
  let time = START;
  return Array.from({ length: n }, () => {
    time += dice.below(dice.pick(pauses) + 1);
    return { id: dice.below(instruments), time, price: dice.below(2_000) - 1_000, size: dice.below(2 ** 32) };
  });
}

function logOf(trades: readonly Trade[], instruments = 1, memory = PLENTY_OF_BYTES): BarLog {
  const log = new BarLog(START, instruments, memory);
  for (const { id, time, price, size } of trades) log.trade(id, time, price, size);
  return log;
}

function tradesAt(...times: number[]): Trade[] {
  return times.map((time, i) => ({ id: 0, time, price: 100 + i, size: 10 }));
}

describe('BarLog', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('returns the sum of all trades for every interval, seed %i', (seed) => {
    const dice = new Dice(seed);
    const instruments = 1 + dice.below(3);
    const memory = BAR_BYTES * instruments * dice.pick([1, 40, 300, 10_000]);
    const log = new BarLog(START, instruments, memory);
    const trades: Trade[] = [];
    for (const trade of randomTrades(dice, 600, instruments)) {
      trades.push(trade);
      log.trade(trade.id, trade.time, trade.price, trade.size);
      if (dice.chance(0.95)) continue;
      const id = dice.below(instruments);
      const ofInstrument = trades.filter((t) => t.id === id);
      const now = trade.time + dice.below(5_000);
      for (const intervalS of BAR_INTERVALS_S) {
        const intervalMs = intervalS * 1_000;
        const from = START - 2 * DAY_MS + dice.below(trade.time - START + 3 * DAY_MS);
        const range = { from, to: from + dice.below(dice.pick([10, 1_000, 100_000]) * intervalMs) };
        const limit = dice.pick([1, 7, 10_000]);
        const known = log.read(id, intervalS, { from: START - DAY_MS, to: now }, now, 10_000).holes[0]?.end ?? NaN;
        const found = log.read(id, intervalS, range, now, limit);

        const first = floorTo(range.from, intervalMs);
        const end = Math.max(
          first,
          Math.min(Math.ceil(range.to / intervalMs), Math.floor(now / intervalMs) + 1) * intervalMs,
        );
        const inRange = ofInstrument.filter((t) => t.time >= Math.max(known, first) && t.time < end);
        const bars = barsOf(inRange, intervalMs);
        const to = bars[limit]?.time ?? end;
        const holes = known > first && to > first ? [{ begin: first, end: Math.min(known, to) }] : [];
        expect(found, `seed ${seed}, ${intervalS} s`).toEqual({
          begin: first,
          end: to,
          bars: bars.slice(0, limit),
          holes,
        });
      }
      expectMemoryUsed(log, id, ofInstrument, now);
    }
  });

  /** Checks that no trade is dropped while there is room for it. */
  function expectMemoryUsed(log: BarLog, id: number, trades: readonly Trade[], now: number): void {
    for (const { intervalS, length } of log.kept) {
      const known = log.read(id, intervalS as 1, { from: START - DAY_MS, to: now }, now, 10_000).holes[0]?.end ?? NaN;
      const all = barsOf(trades, intervalS * 1_000).length;
      const complete = barsOf(
        trades.filter(({ time }) => time >= known),
        intervalS * 1_000,
      ).length;
      if (all <= length) expect(known).toBe(START);
      else expect(complete).toBeGreaterThanOrEqual(length);
    }
  }

  it('marks the time before it started as a hole, to the millisecond', () => {
    const log = logOf(tradesAt(START, START + 10_000));
    const minute = floorTo(START, 60_000);
    expect(log.read(0, 60, { from: minute - 60_000, to: minute + 60_000 }, START + 20_000, 10)).toEqual({
      begin: minute - 60_000,
      end: minute + 60_000,
      bars: [{ time: minute, open: 100, high: 101, low: 100, close: 101, volume: 20, trades: 2 }],
      holes: [{ begin: minute - 60_000, end: START }],
    });
  });

  it('marks dropped bars of one length and one symbol as a hole, and keeps the rest', () => {
    const memory = BAR_BYTES * 2 * 8;
    const seconds = Array.from({ length: 5 }, (_, i) => START + 1_000 * i);
    const log = logOf([...tradesAt(...seconds), { id: 1, time: START, price: 5, size: 1 }], 2, memory);
    expect(log.kept.map(({ length }) => length)).toEqual([3, 2, 1, 1]);
    const now = START + 4_000;
    const range = { from: START, to: now };
    const second = floorTo(START, 1_000);
    expect(log.read(0, 1, range, now, 10)).toMatchObject({
      bars: [{ time: second + 1_000 }, { time: second + 2_000 }, { time: second + 3_000 }, { time: second + 4_000 }],
      holes: [{ begin: second, end: second + 1_000 }],
    });
    expect(log.read(0, 5, range, now, 10)).toMatchObject({
      bars: [{ time: floorTo(START, 5_000), trades: 4 }],
      holes: [{ end: second + 1_000 }],
    });
    expect(log.read(0, 60, range, now, 10)).toMatchObject({ bars: [{ trades: 5 }], holes: [{ end: START }] });
    expect(log.read(1, 1, range, now, 10)).toMatchObject({ bars: [{ trades: 1 }], holes: [{ end: START }] });
  });

  it('returns no interval after the current one', () => {
    const log = logOf(tradesAt(START));
    const now = START + 1_500;
    const second = floorTo(START, 1_000);
    expect(log.read(0, 1, { from: START + 1_000, to: START + DAY_MS }, now, 10)).toEqual({
      begin: second + 1_000,
      end: second + 2_000,
      bars: [],
      holes: [],
    });
    const future = floorTo(START, DAY_MS) + 5 * DAY_MS;
    const nothing = { begin: future, end: future, bars: [], holes: [] };
    expect(log.read(0, 86_400, { from: future, to: future + DAY_MS }, now, 10)).toEqual(nothing);
  });

  it('limits the bars that it adds up for one reply', () => {
    const [first, n] = [floorTo(START, 60_000) + 60_000, 2_010];
    const log = logOf(tradesAt(...Array.from({ length: n }, (_, i) => first + i * 900_000)));
    const range = { from: first, to: first + n * 900_000 };
    const { bars, end: to } = log.read(0, 900, range, range.to, 5_000);
    expect(bars).toHaveLength(2_000);
    expect(log.read(0, 900, { ...range, from: to }, range.to, 5_000).bars).toHaveLength(10);
    expect(log.read(0, 3_600, range, range.to, 5_000).bars).toHaveLength(503);
  });

  it('accepts a trade ahead of the market time that it was given', () => {
    const log = logOf(tradesAt(START, START + 5_000));
    const { bars } = log.read(0, 1, { from: START, to: START + DAY_MS }, START, 10);
    expect(bars.map(({ time }) => time)).toEqual([START, START + 5_000].map((time) => floorTo(time, 1_000)));
  });

  it.each([2 ** 16, 2 ** 20, 2 ** 24])('stays within its memory: %i bytes', (memory) => {
    for (const instruments of [1, 3, 50]) {
      const { bytes } = new BarLog(START, instruments, memory);
      expect(bytes).toBeLessThanOrEqual(memory);
      expect(bytes).toBeGreaterThan(memory / 2);
    }
  });

  it('reports what it covers', () => {
    const log = logOf(tradesAt(START, START + 1_000, START + 62_000), 1, BAR_BYTES * 5);
    expect(log.kept).toEqual([
      { intervalS: 1, length: 1, held: 1, since: floorTo(START + 1_000, 1_000) },
      { intervalS: 60, length: 1, held: 0, since: START },
      { intervalS: 3_600, length: 1, held: 0, since: START },
      { intervalS: 86_400, length: 1, held: 0, since: START },
    ]);
  });
});
