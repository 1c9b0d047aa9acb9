// Decodes and checks batches, whose columns are delta-encoded.
import { reasonOf, sessionOf } from './enums.ts';
import { CodecError, decodeWith, expectTime, expectWhole } from './codec-error.ts';
import { expectLength, expectPrices, expectSizes, fromDeltas } from './codec-parts.ts';
import { tapewire as pb } from './gen/feed.js';
import { MAX_INTERVAL_MS, type Batch } from './messages.ts';
import {
  emptyQuoteRows,
  emptySaleRows,
  emptyStatusRows,
  emptyTapeRows,
  type QuoteRows,
  type SaleRows,
  type StatusRows,
  type TapeRows,
} from './rows.ts';

const MAX_ID = 0xffff;

/** @throws CodecError unless it is a batch with columns of matching lengths and values in range */
export function decodeBatch(bytes: unknown): Batch {
  const message = decodeWith('batch', (reader) => pb.Batch.decode(reader), bytes);
  const { epoch, after, through, time, intervalMs, tapeSkipped } = message;
  expectRange('batch', after, through);
  expectWhole('batch interval_ms', intervalMs, 0, MAX_INTERVAL_MS);
  expectTime('batch time', time);
  return {
    epoch,
    after,
    through,
    intervalMs,
    tapeSkipped,
    quotes: (message.quotes as pb.QuoteColumns | null) ? unpackQuotes(message.quotes, time) : emptyQuoteRows(),
    sales: (message.sales as pb.SaleColumns | null) ? unpackSales(message.sales, time) : emptySaleRows(),
    tape: (message.tape as pb.TapeColumns | null) ? unpackTape(message.tape, time, after, through) : emptyTapeRows(),
    statuses: (message.statuses as pb.StatusColumns | null)
      ? unpackStatuses(message.statuses, time)
      : emptyStatusRows(),
  };
}

/** @throws CodecError unless (after, through] is a range of sequence numbers. */
export function expectRange(what: string, after: number, through: number): void {
  expectWhole(`${what} after`, after, 0, Number.MAX_SAFE_INTEGER);
  expectWhole(`${what} through`, through, after, Number.MAX_SAFE_INTEGER);
}

function unpackQuotes(columns: pb.QuoteColumns, time: number): QuoteRows {
  const n = columns.id.length;
  expectLength('quotes.time', columns.time, n);
  expectLength('quotes.bid', columns.bid, n);
  expectLength('quotes.spread', columns.spread, n);
  expectLength('quotes.bid_size', columns.bidSize, n);
  expectLength('quotes.ask_size', columns.askSize, n);
  if (columns.merged.length > 0) expectLength('quotes.merged', columns.merged, n);
  const bid = expectPrices('quotes.bid', fromDeltas(columns.bid, 0));
  return {
    id: decodeIds('quotes.id', columns.id),
    time: expectTimes('quotes.time', fromDeltas(columns.time, time)),
    bid,
    ask: expectPrices(
      'quotes.ask',
      columns.spread.map((spread, i) => bid[i] + spread),
    ),
    bidSize: expectSizes('quotes.bid_size', columns.bidSize),
    askSize: expectSizes('quotes.ask_size', columns.askSize),
    merged: columns.merged.length > 0 ? columns.merged : new Array<number>(n).fill(0),
  };
}

function unpackSales(columns: pb.SaleColumns, time: number): SaleRows {
  const n = columns.id.length;
  expectLength('sales.time', columns.time, n);
  expectLength('sales.last', columns.last, n);
  expectLength('sales.size', columns.size, n);
  const last = expectPrices('sales.last', fromDeltas(columns.last, 0));
  const rows: SaleRows = {
    id: decodeIds('sales.id', columns.id),
    time: expectTimes('sales.time', fromDeltas(columns.time, time)),
    last,
    size: expectSizes('sales.size', columns.size),
    merged: new Array<number>(n).fill(0),
    first: last.slice(),
    high: last.slice(),
    low: last.slice(),
    volume: columns.size.slice(),
  };
  unpackMergedSales(columns, rows);
  return rows;
}

function unpackMergedSales(columns: pb.SaleColumns, rows: SaleRows): void {
  const mergedCount = columns.mergedRow.length;
  expectLength('sales.merged', columns.merged, mergedCount);
  expectLength('sales.first', columns.first, mergedCount);
  expectLength('sales.high', columns.high, mergedCount);
  expectLength('sales.low', columns.low, mergedCount);
  expectLength('sales.volume', columns.volume, mergedCount);
  for (const [k, row] of decodeRowIndexes('sales.merged_row', columns.mergedRow, rows.id.length).entries()) {
    const last = rows.last[row];
    rows.merged[row] = columns.merged[k];
    rows.first[row] = last + columns.first[k];
    rows.high[row] = last + columns.high[k];
    rows.low[row] = last - columns.low[k];
    rows.volume[row] = columns.volume[k];
  }
  expectSizes('sales.volume', rows.volume);
  expectPrices('sales.first', rows.first);
  expectPrices('sales.high', rows.high);
  expectPrices('sales.low', rows.low);
}

function unpackTape(columns: pb.TapeColumns, time: number, after: number, through: number): TapeRows {
  const n = columns.sequence.length;
  expectLength('tape.id', columns.id, n);
  expectLength('tape.time', columns.time, n);
  expectLength('tape.price', columns.price, n);
  expectLength('tape.size', columns.size, n);
  for (const delta of columns.sequence)
    if (delta === 0) throw new CodecError('mismatch', 'tape.sequence: expected ascending values');
  for (const id of columns.id) expectWhole('tape.id', id, 0, MAX_ID);
  const sequence = fromDeltas(columns.sequence, after);
  const end = sequence.at(-1);
  if (end !== undefined && end > through)
    throw new CodecError(
      'mismatch',
      `tape.sequence: expected at most ${String(through)}, where the batch ends, found ${String(end)}`,
    );
  return {
    sequence,
    id: columns.id,
    time: expectTimes('tape.time', fromDeltas(columns.time, time)),
    price: expectPrices('tape.price', fromDeltas(columns.price, 0)),
    size: expectSizes('tape.size', columns.size),
  };
}

function unpackStatuses(columns: pb.StatusColumns, time: number): StatusRows {
  const n = columns.id.length;
  expectLength('statuses.time', columns.time, n);
  expectLength('statuses.session', columns.session, n);
  expectLength('statuses.reason', columns.reason, n);
  expectLength('statuses.reference', columns.reference, columns.dayRow.length);
  if (columns.merged.length > 0) expectLength('statuses.merged', columns.merged, n);
  const reference = new Array<number | undefined>(n).fill(undefined);
  for (const [k, row] of decodeRowIndexes('statuses.day_row', columns.dayRow, n).entries())
    reference[row] = columns.reference[k];
  expectPrices('statuses.reference', columns.reference);
  return {
    id: decodeIds('statuses.id', columns.id),
    time: expectTimes('statuses.time', fromDeltas(columns.time, time)),
    session: columns.session.map(sessionOf),
    reason: columns.reason.map(reasonOf),
    reference,
    merged: columns.merged.length > 0 ? columns.merged : new Array<number>(n).fill(0),
  };
}

/** Decodes row indexes from their deltas. @throws CodecError unless they ascend and are below `n` */
function decodeRowIndexes(what: string, deltas: number[], n: number): number[] {
  const indexes = fromDeltas(deltas, 0);
  for (let k = 1; k < deltas.length; k++)
    if (deltas[k] === 0)
      throw new CodecError('mismatch', `${what}: expected each row once, found row ${String(indexes[k])} twice`);
  const last = indexes.at(-1);
  if (last !== undefined && last >= n)
    throw new CodecError('mismatch', `${what}: expected a row index below ${String(n)}, found ${String(last)}`);
  return indexes;
}

/** Decodes ids from their deltas. @throws CodecError unless they ascend and are in range */
function decodeIds(what: string, deltas: number[]): number[] {
  const ids = fromDeltas(deltas, 0);
  for (let i = 1; i < deltas.length; i++)
    if (deltas[i] === 0) throw new CodecError('mismatch', `${what}: expected ascending values`);
  const highest = ids.at(-1);
  if (highest !== undefined) expectWhole(what, highest, 0, MAX_ID);
  return ids;
}

/** Returns `values`. @throws CodecError unless each is a time */
function expectTimes(what: string, values: number[]): number[] {
  for (const value of values) expectTime(what, value);
  return values;
}
