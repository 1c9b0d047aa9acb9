// The list of instruments: complete, in order, and selectable.
import { describe, expect, it } from 'vitest';
import { MAX_PRICE } from '../../proto/messages.ts';
import { describeSymbol, selectListings, UnknownSymbolError } from './instruments.ts';

describe('selectListings', () => {
  it('lists the whole S&P 500 once, ids and ranks from 0', () => {
    const listings = selectListings([]);
    expect(listings).toHaveLength(503);
    expect(new Set(listings.map((l) => l.instrument.symbol)).size).toBe(503);
    for (const [i, { instrument, rank }] of listings.entries()) {
      expect(instrument).toMatchObject({ id: i, currency: 'USD', decimals: 2 });
      expect(rank).toBe(i);
      expect(instrument.symbol).toMatch(/^[A-Z]+(\.[A-Z])?$/);
      expect(instrument.name.trim()).not.toBe('');
      expect(instrument.sector.trim()).not.toBe('');
    }
    expect(new Set(listings.map((l) => l.instrument.sector)).size).toBe(11);
  });

  it('knows prices of the busiest, in units, and of none after them', () => {
    const prices = selectListings([]).map((l) => l.price);
    const priced = prices.findIndex((p) => p === undefined);
    expect(priced).toBeGreaterThanOrEqual(60);
    expect(prices.slice(priced).every((p) => p === undefined)).toBe(true);
    for (const price of prices.slice(0, priced)) {
      expect(Number.isInteger(price)).toBe(true);
      expect(price).toBeGreaterThan(100);
      expect(price).toBeLessThan(MAX_PRICE);
    }
  });

  it('selects in the order of activity, whatever the order asked, and keeps the rank', () => {
    const [all, some] = [selectListings([]), selectListings(['ZTS', 'AAPL', 'NVDA', 'AAPL'])];
    expect(some.map((l) => l.instrument.symbol)).toEqual(['NVDA', 'AAPL', 'ZTS']);
    expect(some.map((l) => l.instrument.id)).toEqual([0, 1, 2]);
    for (const { instrument, rank } of some) expect(all[rank]?.instrument.symbol).toBe(instrument.symbol);
  });

  it('names a symbol it does not know', () => {
    const select = (): unknown => selectListings(['AAPL', 'NOSUCH']);
    expect(select).toThrow(UnknownSymbolError);
    expect(select).toThrow('found "NOSUCH"');
  });
});

describe('describeSymbol', () => {
  it('tells name and sector of those it knows', () => {
    expect(describeSymbol('MMM')).toEqual({ name: '3M', sector: 'Industrials' });
    expect(describeSymbol('SPY')).toBeUndefined();
  });
});
