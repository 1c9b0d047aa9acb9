// The tape: which trades it keeps, and how it marks what it has not heard.
import { expect, test } from 'vitest';
import type { Batch } from '../../proto/messages.ts';
import { makeBatch, makeInstrument } from '../../tests/support/builders.ts';
import { Tape } from './tape.ts';

/** Trades of one symbol, their price being their sequence. */
function tradesOf(id: number, ...sequences: number[]): Batch {
  return makeBatch({
    tape: {
      sequence: sequences,
      id: sequences.map(() => id),
      time: sequences,
      price: sequences,
      size: sequences.map(() => 1),
    },
  });
}

/** The sequences heard, and "gap" for a hole. */
function heard(tape: Tape, symbol: string): (number | string)[] {
  return tape.items(symbol).map((item) => (item.kind === 'trade' ? item.sequence : 'gap'));
}

test('keeps the trades of each symbol in order, and no others', () => {
  const tape = new Tape(10);
  tape.accept(makeInstrument(3, { symbol: 'AAPL' }));
  tape.applyBatch(tradesOf(3, 1, 2));
  tape.applyBatch(tradesOf(4, 3));
  tape.applyBatch(tradesOf(3, 4));
  expect(heard(tape, 'AAPL')).toEqual([1, 2, 4]);
  expect(heard(tape, 'MSFT')).toEqual([]);
});

test('keeps the newest, at least as many as asked and at most twice that', () => {
  const tape = new Tape(3);
  tape.accept(makeInstrument(0, { symbol: 'AAPL' }));
  for (let n = 1; n <= 100; n++) {
    tape.applyBatch(tradesOf(0, n));
    const kept = heard(tape, 'AAPL');
    expect(kept.length).toBeGreaterThanOrEqual(Math.min(n, 3));
    expect(kept.length).toBeLessThanOrEqual(6);
    expect(kept.at(-1)).toBe(n);
  }
});

test('marks a hole between what was heard before and after, once', () => {
  const tape = new Tape(10);
  tape.accept(makeInstrument(0, { symbol: 'AAPL' }));
  tape.applyBatch(tradesOf(0, 1));
  tape.markGap('AAPL', 'other-epoch');
  tape.markGap('AAPL', 'too-old');
  tape.applyBatch(tradesOf(0, 9));
  expect(heard(tape, 'AAPL')).toEqual([1, 'gap', 9]);
});

test('has no hole before the first trade', () => {
  const tape = new Tape(10);
  tape.accept(makeInstrument(0, { symbol: 'AAPL' }));
  tape.markGap('AAPL', 'too-old');
  expect(heard(tape, 'AAPL')).toEqual([]);
});

test('goes on under a new id, and no longer under the old one', () => {
  const tape = new Tape(10);
  tape.accept(makeInstrument(0, { symbol: 'AAPL' }));
  tape.applyBatch(tradesOf(0, 1));
  tape.forgetIds();
  tape.accept(makeInstrument(5, { symbol: 'AAPL' }));
  tape.applyBatch(tradesOf(0, 2));
  tape.applyBatch(tradesOf(5, 3));
  expect(heard(tape, 'AAPL')).toEqual([1, 3]);
});

test('forgets a symbol that was removed', () => {
  const tape = new Tape(10);
  tape.accept(makeInstrument(0, { symbol: 'AAPL' }));
  tape.applyBatch(tradesOf(0, 1));
  tape.remove('AAPL');
  tape.applyBatch(tradesOf(0, 2));
  expect(heard(tape, 'AAPL')).toEqual([]);
});

test.for([{ decimals: 4 }, { currency: 'EUR' }])(
  'forgets trades in units that mean something else now: %j',
  (terms) => {
    const tape = new Tape(10);
    tape.accept(makeInstrument(0, { symbol: 'AAPL' }));
    tape.applyBatch(tradesOf(0, 1, 2));
    tape.forgetIds();
    tape.accept(makeInstrument(0, { symbol: 'AAPL', ...terms }));
    tape.markGap('AAPL', 'other-epoch');
    tape.applyBatch(tradesOf(0, 9));
    expect(heard(tape, 'AAPL')).toEqual([9]);
  },
);
