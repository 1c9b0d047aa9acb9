// The tables of a decoded batch: columns of equal length. Times are in milliseconds, prices and sizes in
// units of 10^-decimals of the instrument.
import type { MarketSession, StatusReason } from './enums.ts';

/** Columns of equal length, one row per symbol, ids ascending. `merged`: the number of earlier quotes that a row replaced. */
export interface QuoteRows {
  readonly id: number[];
  readonly time: number[];
  readonly bid: number[];
  readonly ask: number[];
  readonly bidSize: number[];
  readonly askSize: number[];
  readonly merged: number[];
}

/** Columns of equal length, one row per symbol, ids ascending. A row stands for `merged` + 1 trades with a total of `volume`. */
export interface SaleRows {
  readonly id: number[];
  readonly time: number[];
  readonly last: number[];
  readonly size: number[];
  readonly merged: number[];
  readonly first: number[];
  readonly high: number[];
  readonly low: number[];
  readonly volume: number[];
}

/** The latest status of each symbol: columns of equal length, one row per symbol, ids ascending. Applied before quotes and sales. */
export interface StatusRows {
  readonly id: number[];
  readonly time: number[];
  readonly session: MarketSession[];
  readonly reason: StatusReason[];
  /** If a trading day begins with this row, its reference price: earlier trades belong to the previous day. */
  readonly reference: (number | undefined)[];
  /** The number of earlier statuses that this row replaced. */
  readonly merged: number[];
}

/** Columns of equal length, one row per trade, in the order of the log. */
export interface TapeRows {
  readonly sequence: number[];
  readonly id: number[];
  readonly time: number[];
  readonly price: number[];
  readonly size: number[];
}

export function emptyQuoteRows(): QuoteRows {
  return { id: [], time: [], bid: [], ask: [], bidSize: [], askSize: [], merged: [] };
}

export function emptySaleRows(): SaleRows {
  return {
    id: [],
    time: [],
    last: [],
    size: [],
    merged: [],
    first: [],
    high: [],
    low: [],
    volume: [],
  };
}

export function emptyStatusRows(): StatusRows {
  return { id: [], time: [], session: [], reason: [], reference: [], merged: [] };
}

export function emptyTapeRows(): TapeRows {
  return { sequence: [], id: [], time: [], price: [], size: [] };
}
