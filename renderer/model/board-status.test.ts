// Market sessions of single symbols on the board, and the trading days that start with them.
import { expect, test } from 'vitest';
import type { Batch } from '../../proto/messages.ts';
import { emptySaleRows, emptyStatusRows } from '../../proto/rows.ts';
import { makeBatch, makeInstrument, makeState, makeTrades } from '../../tests/support/wire/builders.ts';
import { QuoteBoard, type BoardEntry } from './quote-board.ts';

/** A board with one symbol that has a volume of 5 and a reference of 90. */
function makeTradedBoard(): { board: QuoteBoard; entry: () => BoardEntry } {
  const board = new QuoteBoard();
  board.accept(makeInstrument(0, { symbol: 'AAPL' }));
  const states = [makeState({ reference: 90, trades: makeTrades({ last: 100, volume: 5 }) })];
  board.applySnapshot({ intervalMs: 0, at: { epoch: 1, sequence: 1 }, states });
  return { board, entry: () => board.get('AAPL') as BoardEntry };
}

function statusBatch(session: 'halted' | 'pre-market', reference?: number): Batch {
  const row = { id: [0], time: [7], session: [session], reason: ['regulatory' as const], merged: [2] };
  return makeBatch({ statuses: { ...emptyStatusRows(), ...row, reference: [reference] } });
}

test('a status sets the session and leaves the day unchanged', () => {
  const { board, entry } = makeTradedBoard();
  board.applyBatch(statusBatch('halted'));
  expect(entry().status).toEqual({ time: 7, session: 'halted', reason: 'regulatory' });
  expect(entry()).toMatchObject({ reference: 90, trades: { volume: 5 } });
});

test('a status with a reference starts a trading day, before the sales of the same batch', () => {
  const { board, entry } = makeTradedBoard();
  const sales = { ...emptySaleRows(), id: [0], time: [8], last: [99], size: [2], merged: [0] };
  const { statuses } = statusBatch('pre-market', 98);
  board.applyBatch(makeBatch({ statuses, sales: { ...sales, first: [99], high: [99], low: [99], volume: [2] } }));
  expect(entry()).toMatchObject({ reference: 98, trades: { open: 99, volume: 2, count: 1 } });
});

test('a snapshot sets or clears the session', () => {
  const { board, entry } = makeTradedBoard();
  const status = { time: 3, session: 'closed', reason: 'schedule' } as const;
  board.applySnapshot({ intervalMs: 0, at: { epoch: 1, sequence: 2 }, states: [makeState({ status })] });
  expect(entry().status).toEqual(status);
  board.applySnapshot({ intervalMs: 0, at: { epoch: 1, sequence: 2 }, states: [makeState()] });
  expect(entry().status).toBeUndefined();
});

test('a board has no digest for sessions and reasons that this build does not know', () => {
  const { board } = makeTradedBoard();
  const at = { epoch: 1, sequence: 2 };
  const statuses = [
    { time: 3, session: 'open', reason: 'schedule' },
    { time: 3, session: 'unknown', reason: 'schedule' },
    { time: 3, session: 'open', reason: 'other' },
  ] as const;
  const haveDigest = statuses.map((status) => {
    board.applySnapshot({ intervalMs: 0, at, states: [makeState({ status })] });
    return board.digest([0]) !== undefined;
  });
  expect(haveDigest).toEqual([true, false, false]);
});
