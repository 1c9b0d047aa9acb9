// The quote board: how snapshots and batches change it.
import { describe, expect, test } from 'vitest';
import type { Batch } from '../../proto/messages.ts';
import { emptyQuoteRows, emptySaleRows } from '../../proto/rows.ts';
import { makeBatch, makeInstrument, makeQuote, makeState, makeTrades } from '../../tests/support/wire/builders.ts';
import { QuoteBoard } from './quote-board.ts';

function makeBoard(...symbols: string[]): QuoteBoard {
  const board = new QuoteBoard();
  for (const [id, symbol] of symbols.entries()) board.accept(makeInstrument(id, { symbol }));
  return board;
}

interface Sale {
  readonly last: number;
  readonly first?: number;
  readonly high?: number;
  readonly low?: number;
  readonly volume?: number;
  readonly merged?: number;
}

function makeSaleBatch(id: number, { last, first, high, low, volume = 1, merged = 0 }: Sale): Batch {
  const sales = { ...emptySaleRows(), id: [id], time: [2_000], last: [last], size: [1], merged: [merged] };
  return makeBatch({
    sales: { ...sales, first: [first ?? last], high: [high ?? last], low: [low ?? last], volume: [volume] },
  });
}

function makeQuoteBatch(id: number, bid: number, merged = 0): Batch {
  return makeBatch({
    quotes: {
      ...emptyQuoteRows(),
      id: [id],
      time: [2_000],
      bid: [bid],
      ask: [bid + 2],
      bidSize: [1],
      askSize: [1],
      merged: [merged],
    },
  });
}

describe('a snapshot', () => {
  test('replaces all earlier data', () => {
    const board = makeBoard('AAPL');
    board.applyBatch(makeSaleBatch(0, { last: 90 }));
    const trades = makeTrades({ last: 100 });
    board.applySnapshot({
      intervalMs: 0,
      at: { epoch: 1, sequence: 5 },
      states: [makeState({ reference: 95, quote: makeQuote(), trades })],
    });
    expect(board.get('AAPL')).toMatchObject({ reference: 95, quote: makeQuote(), trades, direction: 1 });
  });

  test('clears what it does not contain', () => {
    const board = makeBoard('AAPL');
    board.applyBatch(makeSaleBatch(0, { last: 90 }));
    board.applySnapshot({ intervalMs: 0, at: { epoch: 1, sequence: 5 }, states: [makeState()] });
    expect(board.get('AAPL')).toMatchObject({ quote: undefined, trades: undefined });
  });

  test('is copied, so that later trades do not modify it', () => {
    const board = makeBoard('AAPL');
    const trades = makeTrades({ last: 100, volume: 5 });
    board.applySnapshot({ intervalMs: 0, at: { epoch: 1, sequence: 5 }, states: [makeState({ trades })] });
    board.applyBatch(makeSaleBatch(0, { last: 101 }));
    expect(trades).toMatchObject({ last: 100, volume: 5 });
  });

  test('does not count as a price move if there was no price before', () => {
    const board = makeBoard('AAPL');
    board.applySnapshot({
      intervalMs: 0,
      at: { epoch: 1, sequence: 5 },
      states: [makeState({ trades: makeTrades() })],
    });
    expect(board.get('AAPL')).toMatchObject({ direction: 0, moves: 0 });
  });
});

describe('a batch', () => {
  test('adds a merged row to the day, with the high, low, volume and count of its trades', () => {
    const board = makeBoard('AAPL');
    const trades = makeTrades({ open: 100, last: 100, high: 102, low: 99, volume: 50, count: 7 });
    board.applySnapshot({ intervalMs: 0, at: { epoch: 1, sequence: 5 }, states: [makeState({ trades })] });
    board.applyBatch(makeSaleBatch(0, { first: 100, last: 101, high: 110, low: 98, volume: 30, merged: 4 }));
    expect(board.get('AAPL')).toMatchObject({
      trades: { open: 100, last: 101, high: 110, low: 98, volume: 80, count: 12 },
      moves: 1,
      direction: 1,
    });
  });

  test('opens the day with the first trade', () => {
    const board = makeBoard('AAPL');
    board.applyBatch(makeSaleBatch(0, { first: 95, last: 101, high: 110, low: 90, volume: 30, merged: 4 }));
    expect(board.get('AAPL')?.trades).toMatchObject({ open: 95, high: 110, low: 90, volume: 30, count: 5 });
  });

  test('counts a price move only if the last price differs', () => {
    const board = makeBoard('AAPL');
    board.applyBatch(makeSaleBatch(0, { last: 100 }));
    board.applyBatch(makeSaleBatch(0, { last: 100 }));
    expect(board.get('AAPL')).toMatchObject({ moves: 0, direction: 0 });
    board.applyBatch(makeSaleBatch(0, { last: 99 }));
    expect(board.get('AAPL')).toMatchObject({ moves: 1, direction: -1 });
  });

  test('replaces the quote', () => {
    const board = makeBoard('AAPL');
    board.applyBatch(makeQuoteBatch(0, 98, 3));
    expect(board.get('AAPL')).toMatchObject({ quote: { bid: 98, ask: 100 } });
  });

  test('ignores unknown ids', () => {
    const board = makeBoard('AAPL');
    board.takeChanged();
    board.applyBatch(makeSaleBatch(7, { last: 100 }));
    board.applyBatch(makeQuoteBatch(7, 100));
    board.applySnapshot({ intervalMs: 0, at: { epoch: 1, sequence: 5 }, states: [makeState({ id: 7 })] });
    expect(board.takeChanged().size).toBe(0);
  });
});

describe('ids', () => {
  test('are ignored once forgotten, while prices stay', () => {
    const board = makeBoard('AAPL');
    board.applyBatch(makeSaleBatch(0, { last: 100 }));
    board.forgetIds();
    board.applyBatch(makeSaleBatch(0, { last: 200 }));
    expect(board.get('AAPL')?.trades?.last).toBe(100);
  });

  test('can belong to other symbols in a new epoch', () => {
    const board = makeBoard('AAPL', 'MSFT');
    board.forgetIds();
    board.accept(makeInstrument(1, { symbol: 'AAPL' }));
    board.accept(makeInstrument(0, { symbol: 'MSFT' }));
    board.applyBatch(makeSaleBatch(0, { last: 500 }));
    expect(board.get('MSFT')?.trades?.last).toBe(500);
    expect(board.get('AAPL')?.trades).toBeUndefined();
  });

  test.for([{ decimals: 4 }, { currency: 'EUR' }])('lose their data if the instrument has new units: %j', (terms) => {
    const board = makeBoard('AAPL');
    const trades = makeTrades({ last: 100 });
    board.applySnapshot({
      intervalMs: 0,
      at: { epoch: 1, sequence: 5 },
      states: [makeState({ reference: 95, quote: makeQuote(), trades })],
    });
    board.applyBatch(makeSaleBatch(0, { last: 101 }));
    board.takeChanged();
    board.forgetIds();
    board.accept(makeInstrument(0, { symbol: 'AAPL', ...terms }));
    expect(board.get('AAPL')).toMatchObject({
      reference: undefined,
      quote: undefined,
      trades: undefined,
      direction: 0,
      moves: 1,
    });
    expect(board.takeChanged().size).toBe(1);
    board.applyBatch(makeSaleBatch(0, { last: 1_010_000 }));
    expect(board.get('AAPL')).toMatchObject({ trades: { last: 1_010_000, low: 1_010_000 }, direction: 0, moves: 1 });
  });

  test('of a removed symbol are ignored', () => {
    const board = makeBoard('AAPL');
    board.remove('AAPL');
    board.applyBatch(makeSaleBatch(0, { last: 100 }));
    expect(board.get('AAPL')).toBeUndefined();
    expect(board.takeChanged().size).toBe(0);
  });
});

test('returns each changed entry once', () => {
  const board = makeBoard('AAPL', 'MSFT');
  board.takeChanged();
  board.applyBatch(makeSaleBatch(1, { last: 100 }));
  board.applyBatch(makeSaleBatch(1, { last: 101 }));
  expect([...board.takeChanged()].map((e) => e.instrument.symbol)).toEqual(['MSFT']);
  expect(board.takeChanged().size).toBe(0);
});
