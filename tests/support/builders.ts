// Builders with defaults for what tests need and do not care about.
import type { Batch, Instrument, Quote, SymbolState, TradeSummary } from '../../proto/messages.ts';
import { emptyQuoteRows, emptySaleRows, emptyTapeRows } from '../../proto/messages.ts';

export function makeInstrument(id: number, given: Partial<Instrument> = {}): Instrument {
  const symbol = given.symbol ?? `S${id}`;
  return { id, symbol, name: `${symbol} Inc.`, sector: 'Testing', currency: 'USD', decimals: 2, ...given };
}

export function makeInstruments(n: number): Instrument[] {
  return Array.from({ length: n }, (_, id) => makeInstrument(id));
}

export function makeQuote(given: Partial<Quote> = {}): Quote {
  return { time: 1_000, bid: 9_999, bidSize: 3, ask: 10_001, askSize: 4, ...given };
}

export function makeTrades(given: Partial<TradeSummary> = {}): TradeSummary {
  return { time: 1_000, last: 100, size: 5, open: 100, high: 100, low: 100, volume: 5, count: 1, ...given };
}

export function makeState(given: Partial<SymbolState> = {}): SymbolState {
  return { id: 0, reference: undefined, quote: undefined, trades: undefined, ...given };
}

export function makeBatch(given: Partial<Batch> = {}): Batch {
  return {
    epoch: 1,
    after: 0,
    through: 1,
    quotes: emptyQuoteRows(),
    sales: emptySaleRows(),
    tape: emptyTapeRows(),
    ...given,
  };
}
