// The list of instruments is complete, ordered and selectable.
import { describe, expect, it } from 'vitest';
import { MAX_PRICE } from '../../proto/messages.ts';
import { NON_EQUITIES } from './non-equities.ts';
import {
  describeSymbol,
  EmptySelectionError,
  SECTORS,
  selectListings,
  UnknownSectorError,
  UnknownSymbolError,
} from './instruments.ts';

describe('selectListings', () => {
  const all = selectListings([]);
  const equities = all.filter((l) => !l.nonEquity);

  it('lists everything once, with ids and ranks from 0', () => {
    expect(all).toHaveLength(515);
    expect(new Set(all.map((l) => l.instrument.symbol)).size).toBe(515);
    for (const [i, { instrument, rank }] of all.entries()) {
      expect(instrument.id).toBe(i);
      expect(rank).toBe(i);
      expect(instrument.name.trim()).not.toBe('');
      expect(instrument.currency).toMatch(/^[A-Z]{3}$/);
      expect(SECTORS).toContain(instrument.sector);
    }
  });

  it('includes the whole S&P 500', () => {
    expect(equities).toHaveLength(503);
    for (const { instrument } of equities) {
      expect(instrument).toMatchObject({ currency: 'USD', decimals: 2 });
      expect(instrument.symbol).toMatch(/^[A-Z]+(\.[A-Z])?$/);
    }
    expect(new Set(equities.map((l) => l.instrument.sector)).size).toBe(11);
  });

  it('has prices in units for the most active equities, and only for those', () => {
    const prices = equities.map((l) => l.price);
    const pricedCount = prices.findIndex((p) => p === undefined);
    expect(pricedCount).toBeGreaterThanOrEqual(60);
    expect(prices.slice(pricedCount).every((p) => p === undefined)).toBe(true);
    for (const price of prices.slice(0, pricedCount)) {
      expect(Number.isInteger(price)).toBe(true);
      expect(price).toBeGreaterThan(100);
      expect(price).toBeLessThan(MAX_PRICE);
    }
  });

  it('also has exchange rates, cryptocurrencies and indices, with every number of decimals, at their ranks', () => {
    expect(new Set(all.map((l) => l.instrument.decimals))).toEqual(new Set([0, 1, 2, 3, 4, 5, 6, 7, 8]));
    expect(NON_EQUITIES.map((b) => b.symbol)).toEqual(all.flatMap((l) => (l.nonEquity ? [l.instrument.symbol] : [])));
    for (const { rank, price, nonEquity } of all) {
      if (!nonEquity) continue;
      expect(rank).toBe(nonEquity.rank);
      // Room to rise fiftyfold or fall a hundredfold.
      expect(price).toBeGreaterThan(500);
      expect(price).toBeLessThan(MAX_PRICE / 50);
    }
  });

  it('selects in order of activity, whatever the given order, and keeps the rank', () => {
    const some = selectListings(['ZTS', 'AAPL', 'NVDA', 'BTCUSD', 'AAPL']);
    expect(some.map((l) => l.instrument.symbol)).toEqual(['NVDA', 'AAPL', 'BTCUSD', 'ZTS']);
    expect(some.map((l) => l.instrument.id)).toEqual([0, 1, 2, 3]);
    for (const { instrument, rank } of some) expect(all[rank]?.instrument.symbol).toBe(instrument.symbol);
  });

  it('selects sectors, in any case, and symbols within them', () => {
    const sectors = ['energy', 'Crypto'];
    const some = selectListings([], sectors);
    expect(new Set(some.map((l) => l.instrument.sector))).toEqual(new Set(['Energy', 'Crypto']));
    expect(some.length).toBe(all.filter((l) => ['Energy', 'Crypto'].includes(l.instrument.sector)).length);
    expect(selectListings(['XOM', 'AAPL'], sectors).map((l) => l.instrument.symbol)).toEqual(['XOM']);
  });

  it('names an unknown symbol or sector', () => {
    const select = (): unknown => selectListings(['AAPL', 'NOSUCH']);
    expect(select).toThrow(UnknownSymbolError);
    expect(select).toThrow('--symbols: expected symbols of the simulated market, found "NOSUCH"');
    expect(() => selectListings(['aapl'])).toThrow('--symbols: no symbol "aapl"; did you mean AAPL?');
    const bySector = (): unknown => selectListings([], ['Energy', 'Magic']);
    expect(bySector).toThrow(UnknownSectorError);
    expect(bySector).toThrow(/^--sectors: expected some of .*Energy.*Crypto, found "Magic"$/);
  });

  it('reports symbols that are not in the selected sectors', () => {
    const select = (): unknown => selectListings(['AAPL', 'MSFT'], ['Energy']);
    expect(select).toThrow(EmptySelectionError);
    expect(select).toThrow('--symbols: expected symbols in the sectors Energy, found "AAPL,MSFT"');
  });
});

describe('describeSymbol', () => {
  it('returns the name and sector of known symbols', () => {
    expect(describeSymbol('MMM')).toEqual({ name: '3M', sector: 'Industrials' });
    expect(describeSymbol('SPY')).toBeUndefined();
  });
});
