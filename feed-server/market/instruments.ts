// The simulated market's instruments: the S&P 500, the busiest first.
import type { Instrument } from '../../proto/messages.ts';
import { numberToUnits } from '../../proto/price.ts';
import sp500 from './sp500.json' with { type: 'json' };

/** An instrument with what the simulation is to know of it. */
export interface Listing {
  /** Its id is its place among those selected. */
  readonly instrument: Instrument;
  /** Place by activity among all, from 0: what is selected beside it does not change how busy it is. */
  readonly rank: number;
  /** A price it traded at in 2025, in units; undefined where none is listed. */
  readonly price: number | undefined;
}

export class UnknownSymbolError extends Error {
  readonly code = 'unknown-symbol';

  constructor(symbol: string) {
    super(`--symbols: expected symbols of the S&P 500, found "${symbol}"`);
    this.name = 'UnknownSymbolError';
  }
}

const DECIMALS = 2;

/** Those named in `symbols`, or all where none is. @throws UnknownSymbolError */
export function selectListings(symbols: readonly string[]): Listing[] {
  const rows = sp500 as [string, string, string, number?][];
  const known = new Set(rows.map(([symbol]) => symbol));
  for (const symbol of symbols) if (!known.has(symbol)) throw new UnknownSymbolError(symbol);
  const wanted = new Set(symbols);
  const listings: Listing[] = [];
  for (const [rank, [symbol, name, sector, price]] of rows.entries()) {
    if (wanted.size > 0 && !wanted.has(symbol)) continue;
    const instrument = { id: listings.length, symbol, name, sector, currency: 'USD', decimals: DECIMALS };
    listings.push({ instrument, rank, price: price === undefined ? undefined : numberToUnits(price, DECIMALS) });
  }
  return listings;
}

/** Name and sector of a symbol, where it is one of the S&P 500. */
export function describeSymbol(symbol: string): { name: string; sector: string } | undefined {
  const row = (sp500 as [string, string, string, number?][]).find(([s]) => s === symbol);
  return row && { name: row[1], sector: row[2] };
}
