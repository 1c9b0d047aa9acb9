// The list of instruments: complete, in order, and selectable.
import { describe, expect, it } from 'vitest';
import { MAX_PRICE } from '../../proto/messages.ts';
import { BEYOND_EQUITIES } from './beyond-equities.ts';
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
  const equities = all.filter((l) => !l.beyondEquities);

  it('lists everything once, ids and ranks from 0', () => {
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

  it('has the whole S&P 500', () => {
    expect(equities).toHaveLength(503);
    for (const { instrument } of equities) {
      expect(instrument).toMatchObject({ currency: 'USD', decimals: 2 });
      expect(instrument.symbol).toMatch(/^[A-Z]+(\.[A-Z])?$/);
    }
    expect(new Set(equities.map((l) => l.instrument.sector)).size).toBe(11);
  });

  it('knows prices of the busiest equities, in units, and of none after them', () => {
    const prices = equities.map((l) => l.price);
    const priced = prices.findIndex((p) => p === undefined);
    expect(priced).toBeGreaterThanOrEqual(60);
    expect(prices.slice(priced).every((p) => p === undefined)).toBe(true);
    for (const price of prices.slice(0, priced)) {
      expect(Number.isInteger(price)).toBe(true);
      expect(price).toBeGreaterThan(100);
      expect(price).toBeLessThan(MAX_PRICE);
    }
  });

  it('has exchange rates, crypto currencies and indices beside them, with every number of decimals, where they are meant to be', () => {
    expect(new Set(all.map((l) => l.instrument.decimals))).toEqual(new Set([0, 1, 2, 3, 4, 5, 6, 7, 8]));
    expect(BEYOND_EQUITIES.map((b) => b.symbol)).toEqual(
      all.flatMap((l) => (l.beyondEquities ? [l.instrument.symbol] : [])),
    );
    for (const { rank, price, beyondEquities } of all) {
      if (!beyondEquities) continue;
      expect(rank).toBe(beyondEquities.rank);
      // Room to rise and to fall a hundredfold.
      expect(price).toBeGreaterThan(500);
      expect(price).toBeLessThan(MAX_PRICE / 50);
    }
  });

  it('selects in the order of activity, whatever the order asked, and keeps the rank', () => {
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

  it('names a symbol or a sector it does not know', () => {
    const select = (): unknown => selectListings(['AAPL', 'NOSUCH']);
    expect(select).toThrow(UnknownSymbolError);
    expect(select).toThrow('--symbols: expected symbols of the simulated market, found "NOSUCH"');
    expect(() => selectListings(['aapl'])).toThrow('--symbols: no symbol "aapl"; did you mean AAPL?');
    const bySector = (): unknown => selectListings([], ['Energy', 'Magic']);
    expect(bySector).toThrow(UnknownSectorError);
    expect(bySector).toThrow(/^--sectors: expected some of .*Energy.*Crypto, found "Magic"$/);
  });

  it('says so where the symbols are of other sectors', () => {
    const select = (): unknown => selectListings(['AAPL', 'MSFT'], ['Energy']);
    expect(select).toThrow(EmptySelectionError);
    expect(select).toThrow('--symbols: expected some that are of the sectors Energy, found "AAPL,MSFT"');
  });
});

describe('describeSymbol', () => {
  it('tells name and sector of those it knows', () => {
    expect(describeSymbol('MMM')).toEqual({ name: '3M', sector: 'Industrials' });
    expect(describeSymbol('SPY')).toBeUndefined();
  });
});
