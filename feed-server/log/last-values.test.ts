// Last values: the state of a symbol in a snapshot.
import { describe, expect, it } from 'vitest';
import { makeState } from '../../tests/support/wire/builders.ts';
import { Dice } from '../../tests/support/random/seeded.ts';
import { LastValues } from './last-values.ts';

describe('LastValues', () => {
  it('has only the previous close of a symbol without ticks, if there is one', () => {
    const last = new LastValues([1_000, undefined]);
    expect(last.stateOf(0)).toEqual(makeState({ id: 0, reference: 1_000 }));
    expect(last.stateOf(1)).toEqual(makeState({ id: 1 }));
  });

  it('replaces a quote by the next one', () => {
    const last = new LastValues([undefined]);
    last.quote(0, 10, 99, 1, 101, 2);
    last.quote(0, 11, 98, 0, 102, 4);
    expect(last.stateOf(0).quote).toEqual({ time: 11, bid: 98, bidSize: 0, ask: 102, askSize: 4 });
    expect(last.stateOf(0).trades).toBeUndefined();
  });

  it('takes the open of the day from the first trade', () => {
    const last = new LastValues([undefined]);
    last.trade(0, 10, -5, 7);
    const expected = { time: 10, last: -5, size: 7, open: -5, high: -5, low: -5, volume: 7, count: 1 };
    expect(last.stateOf(0)).toMatchObject({ trades: expected, quote: undefined });
  });

  it.each([1, 2, 3, 4, 5])('agrees with summing all trades again, seed %i', (seed) => {
    const dice = new Dice(seed);
    const last = new LastValues([]);
    const trades: { time: number; price: number; size: number }[][] = [[], [], []];
    for (let i = 0; i < 300; i++) {
      const id = dice.below(trades.length);
      const trade = { time: i, price: dice.below(2_000) - 1_000, size: dice.below(2 ** 32) };
      trades[id]?.push(trade);
      last.trade(id, trade.time, trade.price, trade.size);
    }
    for (const [id, all] of trades.entries()) {
      const prices = all.map((t) => t.price);
      expect(last.stateOf(id).trades).toEqual({
        time: all.at(-1)?.time,
        last: prices.at(-1),
        size: all.at(-1)?.size,
        open: prices[0],
        high: Math.max(...prices),
        low: Math.min(...prices),
        volume: all.reduce((sum, t) => sum + t.size, 0),
        count: all.length,
      });
    }
  });

  it('starts a trading day with a status that has a reference, and continues the day with one that has none', () => {
    const last = new LastValues([1_000]);
    last.quote(0, 10, 99, 1, 101, 2);
    last.trade(0, 10, 100, 5);
    last.status(0, 11, 'halted', 'news-pending', undefined);
    expect(last.stateOf(0)).toMatchObject({ reference: 1_000, trades: { volume: 5 }, status: { session: 'halted' } });
    last.status(0, 12, 'pre-market', 'dividend', 980);
    expect(last.stateOf(0)).toMatchObject({
      reference: 980,
      quote: { bid: 99 },
      status: { time: 12, session: 'pre-market', reason: 'dividend' },
    });
    expect(last.stateOf(0).trades).toBeUndefined();
  });

  it('returns copies, which later ticks do not change', () => {
    const last = new LastValues([undefined]);
    last.quote(0, 10, 99, 1, 101, 2);
    last.trade(0, 10, 100, 5);
    const before = last.stateOf(0);
    last.quote(0, 11, 50, 1, 51, 2);
    last.trade(0, 11, 200, 5);
    expect(before).toMatchObject({ quote: { bid: 99 }, trades: { last: 100, high: 100, volume: 5 } });
  });
});
