// BatchEncoder produces the same bytes as protobufjs's generated encoder.
import { describe, expect, it } from 'vitest';
import { makeBatch } from '../tests/support/wire/builders.ts';
import { randomBatch } from '../tests/support/random/random-batch.ts';
import { BatchColumns } from './batch-columns.ts';
import { BatchEncoder, encodeBatch } from './batch-encoder.ts';
import { REASONS, SESSIONS } from './enums.ts';
import { tapewire as pb } from './gen/feed.js';
import { MAX_COUNT, MAX_PRICE, MAX_SIZE, type Batch } from './messages.ts';

/** Each value minus the one before it, the first minus `base`. */
function deltas(values: readonly number[], base = 0): number[] {
  return values.map((value, i) => value - (values[i - 1] ?? base));
}

/** The indexes of the values that are true. */
function indexesOfTrue(values: readonly boolean[]): number[] {
  return values.flatMap((value, i) => (value ? [i] : []));
}

/** The message as feed.proto describes it, independent of the columns of the encoder. */
function messageOf(batch: Batch): pb.Batch.$Properties {
  const { epoch, after, through, intervalMs, tapeSkipped, quotes, sales, tape, statuses } = batch;
  const time = [quotes, sales, tape, statuses].find((table) => table.id.length > 0)?.time[0] ?? 0;
  const mergedRows = indexesOfTrue(sales.merged.map((merged) => merged > 0));
  const inMergedRows = (column: readonly number[]): number[] => mergedRows.map((row) => column[row] ?? NaN);
  const minus = (column: readonly number[], subtrahend: readonly number[]): number[] =>
    column.map((value, i) => value - (subtrahend[i] ?? NaN));
  const days = indexesOfTrue(statuses.reference.map((reference) => reference !== undefined));
  const orEmptyIfZeros = (merged: number[]): number[] => (merged.some((count) => count > 0) ? merged : []);
  return {
    ...{ epoch, after, through, time, intervalMs, tapeSkipped },
    ...(quotes.id.length > 0 && {
      quotes: {
        id: deltas(quotes.id),
        time: deltas(quotes.time, time),
        bid: deltas(quotes.bid),
        spread: minus(quotes.ask, quotes.bid),
        bidSize: quotes.bidSize,
        askSize: quotes.askSize,
        merged: orEmptyIfZeros(quotes.merged),
      },
    }),
    ...(sales.id.length > 0 && {
      sales: {
        id: deltas(sales.id),
        time: deltas(sales.time, time),
        last: deltas(sales.last),
        size: sales.size,
        mergedRow: deltas(mergedRows),
        merged: inMergedRows(sales.merged),
        first: inMergedRows(minus(sales.first, sales.last)),
        high: inMergedRows(minus(sales.high, sales.last)),
        low: inMergedRows(minus(sales.last, sales.low)),
        volume: inMergedRows(sales.volume),
      },
    }),
    ...(tape.id.length > 0 && {
      tape: {
        sequence: deltas(tape.sequence, after),
        id: tape.id,
        time: deltas(tape.time, time),
        price: deltas(tape.price),
        size: tape.size,
      },
    }),
    ...(statuses.id.length > 0 && {
      statuses: {
        id: deltas(statuses.id),
        time: deltas(statuses.time, time),
        session: statuses.session.map((session) => SESSIONS.indexOf(session)),
        reason: statuses.reason.map((reason) => REASONS.indexOf(reason)),
        dayRow: deltas(days),
        reference: days.map((row) => statuses.reference[row] ?? NaN),
        merged: orEmptyIfZeros(statuses.merged),
      },
    }),
  };
}

/** The bytes of the generated encoder, in hexadecimal. */
function generatedHex(batch: Batch): string {
  return hex(pb.Batch.encode(messageOf(batch)).finish());
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

/** A batch with `trades` rows of the tape, whose prices take the most bytes. */
function tapeOf(trades: number): BatchColumns {
  const columns = new BatchColumns(0, trades);
  Object.assign(columns, { epoch: MAX_COUNT, through: trades });
  for (let n = 1; n <= trades; n++) columns.tape.add(n, 0xffff, n, (-1) ** n * MAX_PRICE, MAX_SIZE);
  return columns;
}

describe('BatchEncoder', () => {
  it('produces the bytes of the generated encoder over 2,000 random batches', () => {
    for (let seed = 1; seed <= 2_000; seed++) {
      const batch = randomBatch(seed);
      expect(hex(encodeBatch(batch)), `seed ${seed}`).toBe(generatedHex(batch));
    }
  });

  it('produces the bytes of the generated encoder for zeros and for empty tables', () => {
    expect(encodeBatch(makeBatch({ epoch: 0, after: 0, through: 0 }))).toHaveLength(0);
    const zeros = { id: [0], time: [0], bid: [0], ask: [0], bidSize: [0], askSize: [0], merged: [0] };
    const batch = makeBatch({ epoch: 0, quotes: zeros });
    expect(hex(encodeBatch(batch))).toBe(generatedHex(batch));
  });

  it('grows its buffer to the size of the batch', () => {
    for (const rows of [40, 200, 3_000]) {
      const batch = randomBatch(1, rows);
      const bytes = encodeBatch(batch);
      expect(hex(bytes)).toBe(generatedHex(batch));
      if (rows > 200) expect(bytes.length).toBeGreaterThan(10 * 4_096);
    }
  });

  it('returns bytes that are valid until the next call, and encodes the same batch to the same bytes', () => {
    const encoder = new BatchEncoder();
    const few = encoder.encode(tapeOf(20));
    const copied = hex(few);
    const many = hex(encoder.encode(tapeOf(2_000)));
    expect(many.length).toBeGreaterThan(2 * 4_096);
    expect(hex(encoder.encode(tapeOf(20)))).toBe(copied);
    expect(hex(encoder.encode(tapeOf(2_000)))).toBe(many);
    expect(hex(encoder.encode(new BatchColumns(0, 0)))).toBe('');
  });

  it('ignores the rows of an earlier batch', () => {
    const columns = tapeOf(20);
    const encoder = new BatchEncoder();
    encoder.encode(columns);
    columns.clear();
    columns.tape.add(20, 1, 5, 100, 7);
    const tape = { sequence: [20], id: [1], time: [5], price: [100], size: [7] };
    expect(hex(encoder.encode(columns))).toBe(generatedHex(makeBatch({ epoch: MAX_COUNT, through: 20, tape })));
  });
});
