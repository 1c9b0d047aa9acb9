// The tape: which trades it keeps, and how it marks gaps.
import { expect, test } from 'vitest';
import type { Batch } from '../../proto/messages.ts';
import type { TapeRows } from '../../proto/rows.ts';
import { makeBatch, makeInstrument } from '../../tests/support/wire/builders.ts';
import { Tape } from './tape.ts';

/** Trades of one symbol, each priced at its sequence number. */
function makeTapeRows(id: number, ...sequences: number[]): TapeRows {
  return {
    sequence: sequences,
    id: sequences.map(() => id),
    time: sequences,
    price: sequences,
    size: sequences.map(() => 1),
  };
}

/** The sequence numbers on the tape, and "gap" for each gap. */
function listItems(tape: Tape, symbol: string): (number | string)[] {
  return tape.items(symbol).map((item) => (item.kind === 'trade' ? item.sequence : 'gap'));
}

test('keeps the trades of each accepted symbol in order, and no others', () => {
  const tape = new Tape(10);
  tape.accept(makeInstrument(3, { symbol: 'AAPL' }));
  tape.applyTrades(makeTapeRows(3, 1, 2));
  tape.applyTrades(makeTapeRows(4, 3));
  tape.applyTrades(makeTapeRows(3, 4));
  expect(listItems(tape, 'AAPL')).toEqual([1, 2, 4]);
  expect(listItems(tape, 'MSFT')).toEqual([]);
});

test('keeps at least the requested number of newest trades, and at most twice as many', () => {
  const tape = new Tape(3);
  tape.accept(makeInstrument(0, { symbol: 'AAPL' }));
  for (let n = 1; n <= 100; n++) {
    tape.applyTrades(makeTapeRows(0, n));
    const kept = listItems(tape, 'AAPL');
    expect(kept.length).toBeGreaterThanOrEqual(Math.min(n, 3));
    expect(kept.length).toBeLessThanOrEqual(6);
    expect(kept.at(-1)).toBe(n);
  }
});

test('marks a gap between earlier and later trades, once', () => {
  const tape = new Tape(10);
  tape.accept(makeInstrument(0, { symbol: 'AAPL' }));
  tape.applyTrades(makeTapeRows(0, 1));
  tape.markGap('AAPL', 'other-epoch');
  tape.markGap('AAPL', 'too-old');
  tape.applyTrades(makeTapeRows(0, 9));
  expect(listItems(tape, 'AAPL')).toEqual([1, 'gap', 9]);
});

test('has no gap before the first trade', () => {
  const tape = new Tape(10);
  tape.accept(makeInstrument(0, { symbol: 'AAPL' }));
  tape.markGap('AAPL', 'too-old');
  expect(listItems(tape, 'AAPL')).toEqual([]);
});

test('continues under a new id, and ignores the old one', () => {
  const tape = new Tape(10);
  tape.accept(makeInstrument(0, { symbol: 'AAPL' }));
  tape.applyTrades(makeTapeRows(0, 1));
  tape.forgetIds();
  tape.accept(makeInstrument(5, { symbol: 'AAPL' }));
  tape.applyTrades(makeTapeRows(0, 2));
  tape.applyTrades(makeTapeRows(5, 3));
  expect(listItems(tape, 'AAPL')).toEqual([1, 3]);
});

test('forgets a removed symbol', () => {
  const tape = new Tape(10);
  tape.accept(makeInstrument(0, { symbol: 'AAPL' }));
  tape.applyTrades(makeTapeRows(0, 1));
  tape.remove('AAPL');
  tape.applyTrades(makeTapeRows(0, 2));
  expect(listItems(tape, 'AAPL')).toEqual([]);
});

test.for([{ decimals: 4 }, { currency: 'EUR' }])('drops trades when the units change: %j', (terms) => {
  const tape = new Tape(10);
  tape.accept(makeInstrument(0, { symbol: 'AAPL' }));
  tape.applyTrades(makeTapeRows(0, 1, 2));
  tape.forgetIds();
  tape.accept(makeInstrument(0, { symbol: 'AAPL', ...terms }));
  tape.markGap('AAPL', 'other-epoch');
  tape.applyTrades(makeTapeRows(0, 9));
  expect(listItems(tape, 'AAPL')).toEqual([9]);
});

/** A range of the log whose trades were skipped on every tape. */
function makeSkippedRange(after: number, through: number) {
  return { epoch: 1, after, through };
}

/** A page of skipped trades for id 0. */
function makePage(after: number, through: number, ...sequences: number[]): Batch {
  return makeBatch({ after, through, tape: makeTapeRows(0, ...sequences) });
}

test('marks a skipped range on every tape, and joins adjacent ranges', () => {
  const tape = new Tape(10);
  tape.accept(makeInstrument(0));
  tape.accept(makeInstrument(1));
  tape.applyTrades(makeTapeRows(0, 1));
  tape.skip(makeSkippedRange(1, 50));
  tape.skip(makeSkippedRange(50, 90));
  tape.applyTrades(makeTapeRows(0, 91));
  const gap = { kind: 'gap', why: 'skipped', epoch: 1, after: 1, through: 90 };
  expect(tape.items('S0').map((item) => (item.kind === 'trade' ? item.sequence : item))).toEqual([1, gap, 91]);
  expect(tape.items('S1')).toEqual([gap]);
});

test('fills a gap page by page in order, and removes it with the last page', () => {
  const tape = new Tape(100);
  tape.accept(makeInstrument(0));
  tape.applyTrades(makeTapeRows(0, 1));
  tape.skip(makeSkippedRange(1, 50));
  tape.applyTrades(makeTapeRows(0, 51));
  expect(tape.oldestSkipped()).toEqual({ symbol: 'S0', epoch: 1, after: 1, through: 50 });
  tape.fill('S0', makePage(1, 30, 4, 20));
  expect(listItems(tape, 'S0')).toEqual([1, 4, 20, 'gap', 51]);
  expect(tape.oldestSkipped()).toMatchObject({ after: 30, through: 50 });
  const before = tape.changes('S0');
  tape.fill('S0', makePage(30, 50, 33));
  expect(tape.changes('S0')).not.toBe(before);
  expect(listItems(tape, 'S0')).toEqual([1, 4, 20, 33, 51]);
  expect(tape.oldestSkipped()).toBeUndefined();
});

test('ignores a duplicate page and a page of another range or epoch', () => {
  const tape = new Tape(100);
  tape.accept(makeInstrument(0));
  tape.skip(makeSkippedRange(1, 50));
  tape.fill('S0', makePage(1, 30, 4));
  tape.fill('S0', makePage(1, 30, 4));
  tape.fill('S0', makePage(20, 50, 33));
  tape.fill('S0', { ...makePage(30, 50, 33), epoch: 2 });
  tape.fill('S1', makePage(30, 50, 33));
  expect(listItems(tape, 'S0')).toEqual([4, 'gap']);
});

test('keeps the new part of a gap that grew while a page was in flight', () => {
  const tape = new Tape(100);
  tape.accept(makeInstrument(0));
  tape.skip(makeSkippedRange(1, 50));
  tape.skip(makeSkippedRange(50, 80));
  tape.fill('S0', makePage(1, 50, 4));
  expect(tape.oldestSkipped()).toMatchObject({ after: 50, through: 80 });
});

test('returns the oldest gap of all tapes first, and keeps a gap whose trades are unavailable', () => {
  const tape = new Tape(100);
  tape.accept(makeInstrument(0));
  tape.applyTrades(makeTapeRows(0, 1));
  tape.skip(makeSkippedRange(10, 20));
  tape.accept(makeInstrument(1));
  tape.applyTrades(makeTapeRows(0, 21));
  tape.skip(makeSkippedRange(30, 40));
  expect(tape.oldestSkipped()).toMatchObject({ symbol: 'S0', after: 10 });
  tape.markUnavailable('S0', 1, 10);
  expect(tape.items('S0')[1]).toEqual({ kind: 'gap', why: 'not-kept' });
  expect(tape.oldestSkipped()).toMatchObject({ after: 30 });
});
