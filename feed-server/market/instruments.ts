// The simulated market's instruments: the S&P 500 and a handful of others, most active first.
import type { Instrument } from '../../proto/messages.ts';
import { numberToUnits } from '../../proto/price.ts';
import { SymbolSuggestions } from '../../proto/symbol.ts';
import { NON_EQUITIES, type NonEquity } from './non-equities.ts';
import sp500 from './sp500.json' with { type: 'json' };

/** An instrument and the input of its simulation. */
export interface Listing {
  /** The instrument's id is its index among the selected ones. */
  readonly instrument: Instrument;
  /** Activity rank among all instruments, from 0: an instrument's activity doesn't depend on the selection. */
  readonly rank: number;
  /** A price from 2025, in units; undefined if none is listed. */
  readonly price: number | undefined;
  /** Undefined for an equity. */
  readonly nonEquity: NonEquity | undefined;
}

export class UnknownSymbolError extends Error {
  readonly code = 'unknown-symbol';

  constructor(symbol: string) {
    const suggestion = SUGGESTIONS.for(symbol);
    super(`--symbols: ${suggestion ?? `expected symbols of the simulated market, found "${symbol}"`}`);
    this.name = 'UnknownSymbolError';
  }
}

export class UnknownSectorError extends Error {
  readonly code = 'unknown-sector';

  constructor(sector: string) {
    super(`--sectors: expected some of ${SECTORS.join(', ')}, found "${sector}"`);
    this.name = 'UnknownSectorError';
  }
}

export class EmptySelectionError extends Error {
  readonly code = 'empty-selection';

  constructor(symbols: readonly string[], sectors: readonly string[]) {
    super(`--symbols: expected symbols in the sectors ${sectors.join(', ')}, found "${symbols.join(',')}"`);
    this.name = 'EmptySelectionError';
  }
}

const EQUITY_DECIMALS = 2;
const NON_EQUITY_SECTORS = { index: 'Index', forex: 'Foreign Exchange', crypto: 'Crypto' } as const;

type Sp500Row = [symbol: string, name: string, sector: string, price?: number];

const LISTINGS = allListings();
const SUGGESTIONS = new SymbolSuggestions(LISTINGS.map(({ instrument }) => instrument.symbol));
const DESCRIPTIONS = new Map((sp500 as Sp500Row[]).map(([symbol, name, sector]) => [symbol, { name, sector }]));

/** All sectors, those of equities first. */
export const SECTORS: readonly string[] = [
  ...new Set((sp500 as Sp500Row[]).map(([, , sector]) => sector)),
  ...Object.values(NON_EQUITY_SECTORS),
];

/**
 * The instruments in `symbols` that belong to `sectors`, whose case does not matter; most active first. An empty list means all.
 * @throws UnknownSymbolError, UnknownSectorError, EmptySelectionError
 */
export function selectListings(symbols: readonly string[], sectors: readonly string[] = []): Listing[] {
  const available = new Set(LISTINGS.map((l) => l.instrument.symbol));
  for (const symbol of symbols) if (!available.has(symbol)) throw new UnknownSymbolError(symbol);
  const chosen = new Set(symbols);
  const chosenSectors = new Set(sectors.map(findSector));
  const selected = LISTINGS.filter(({ instrument: { symbol, sector } }) => {
    return (chosen.size === 0 || chosen.has(symbol)) && (chosenSectors.size === 0 || chosenSectors.has(sector));
  });
  if (selected.length === 0) throw new EmptySelectionError(symbols, sectors);
  return selected.map((listing, id) => ({ ...listing, instrument: { ...listing.instrument, id } }));
}

/** Name and sector of a symbol, if it is in the S&P 500. */
export function describeSymbol(symbol: string): { readonly name: string; readonly sector: string } | undefined {
  return DESCRIPTIONS.get(symbol);
}

function findSector(name: string): string {
  const sector = SECTORS.find((s) => s.toLowerCase() === name.toLowerCase());
  if (sector === undefined) throw new UnknownSectorError(name);
  return sector;
}

function allListings(): Listing[] {
  const listings: Omit<Listing, 'rank'>[] = (sp500 as Sp500Row[]).map(([symbol, name, sector, price]) => ({
    instrument: { id: 0, symbol, name, sector, currency: 'USD', decimals: EQUITY_DECIMALS, sizeDecimals: 0 },
    price: price === undefined ? undefined : numberToUnits(price, EQUITY_DECIMALS),
    nonEquity: undefined,
  }));
  for (const nonEquity of NON_EQUITIES) {
    const { symbol, name, kind, currency, decimals, sizeDecimals, price, rank } = nonEquity;
    const instrument = { id: 0, symbol, name, sector: NON_EQUITY_SECTORS[kind], currency, decimals, sizeDecimals };
    listings.splice(rank, 0, { instrument, price: numberToUnits(price, decimals), nonEquity });
  }
  return listings.map((listing, rank) => ({ ...listing, rank }));
}
