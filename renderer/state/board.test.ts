// The rows of the board: what is published for an entry, and how its trend is sampled.
import { expect, test } from 'vitest';
import { makeInstrument, makeState, makeTrades } from '../../tests/support/wire/builders.ts';
import { BoardFixture, makeTradeBatch, START } from '../../tests/support/pages/dashboard-fixtures.ts';
import { QuoteBoard } from '../model/quote-board.ts';
import { SAMPLE_INTERVAL_MS } from '../model/trend.ts';
import { BoardState } from './board.svelte.ts';

test('several price moves within a frame are one flash', () => {
  const { quotes, board } = new BoardFixture(['AAPL']);
  quotes.applyBatch(makeTradeBatch(0, 10_001));
  quotes.applyBatch(makeTradeBatch(0, 10_002));
  board.publish();
  expect(board.row('AAPL').view).toMatchObject({ flashes: 1, direction: 1, trades: { last: 10_002 } });
});

test('a published view never changes', () => {
  const { quotes, board } = new BoardFixture(['AAPL']);
  const before = board.row('AAPL').view;
  quotes.applyBatch(makeTradeBatch(0, 10_001));
  expect(before?.trades?.last).toBe(10_000);
  board.publish();
  expect(before?.trades?.last).toBe(10_000);
});

test('only changed rows get a new view', () => {
  const { quotes, board } = new BoardFixture(['AAPL', 'MSFT']);
  const before = board.row('MSFT').view;
  quotes.applyBatch(makeTradeBatch(0, 10_001));
  board.publish();
  expect(board.row('MSFT').view).toBe(before);
});

test('the change is relative to the previous close, or to the open if the close is unknown', () => {
  const quotes = new QuoteBoard();
  const board = new BoardState(quotes);
  quotes.accept(makeInstrument(0, { symbol: 'AAPL' }));
  board.publish();
  expect(board.row('AAPL').view?.change).toBeUndefined();
  const trades = makeTrades({ open: 98, last: 100 });
  for (const [reference, change] of [
    [90, { units: 10, from: 90, since: 'close' }],
    [undefined, { units: 2, from: 98, since: 'open' }],
  ] as const) {
    quotes.applySnapshot({ intervalMs: 0, at: { epoch: 1, sequence: 1 }, states: [makeState({ reference, trades })] });
    board.publish();
    expect(board.row('AAPL').view?.change).toEqual(change);
  }
});

test('is busy while more than a third of the rows move at once', () => {
  const symbols = Array.from({ length: 21 }, (_, i) => `S${i}`);
  const { quotes, board } = new BoardFixture(symbols);
  const moveRows = (count: number, price: number): void => {
    for (let id = 0; id < count; id++) quotes.applyBatch(makeTradeBatch(id, price));
    board.publish();
  };
  moveRows(7, 10_001);
  expect(board.busy).toBe(false);
  moveRows(8, 10_002);
  expect(board.busy).toBe(true);
});

test('samples the trend, with gaps for as long as prices were not current', () => {
  const { board } = new BoardFixture(['AAPL']);
  board.sample(START, () => true);
  board.sample(START + 3 * SAMPLE_INTERVAL_MS, () => false);
  board.sample(START + 4 * SAMPLE_INTERVAL_MS, () => true);
  expect(board.row('AAPL').trend).toEqual([10_000, undefined, undefined, undefined, 10_000]);
});

test('a late sample leaves no gap if the price was current throughout', () => {
  const { board, quotes } = new BoardFixture(['AAPL']);
  board.sample(START, () => true);
  quotes.applyBatch(makeTradeBatch(0, 10_005));
  board.publish();
  board.sample(START + 30 * SAMPLE_INTERVAL_MS, () => true);
  const { trend } = board.row('AAPL');
  expect(trend).toEqual([...Array.from({ length: 30 }, () => 10_000), 10_005]);
});

test('samples stay on a fixed grid even when each one is late', () => {
  const { board } = new BoardFixture(['AAPL']);
  expect(board.isSampleDue(START)).toBe(true);
  board.sample(START, () => true);
  for (let i = 1; i <= 10; i++) {
    const late = START + i * SAMPLE_INTERVAL_MS + 240;
    expect(board.isSampleDue(late - 241)).toBe(false);
    expect(board.isSampleDue(late)).toBe(true);
    board.sample(late, () => true);
  }
  expect(board.row('AAPL').trend).toHaveLength(11);
});

test('a trend restarts when prices come in other units', () => {
  const { board, quotes } = new BoardFixture(['AAPL', 'MSFT']);
  board.sample(START, () => true);
  quotes.accept(makeInstrument(0, { symbol: 'AAPL', decimals: 4 }));
  board.publish();
  expect(board.row('AAPL').trend).toEqual([]);
  expect(board.row('MSFT').trend).toEqual([10_000]);
});
