// What the resumes of one outage add up to.
import { expect, it } from 'vitest';
import type { Accepted, Mode, Receipt } from '../../proto/messages.ts';
import { makeAccepted } from '../../tests/support/builders.ts';
import { addReceipts, emptyTally, summarise, type Tally } from './receipts.ts';

function receipt(kind: 'exact' | 'merged', missed: number): Receipt {
  return { kind, missed, fromTime: 0, toTime: 0 };
}

const RESET: Receipt = { kind: 'reset', reason: 'too-old' };
const NOTHING = { exact: { symbols: 0, ticks: 0 }, merged: { symbols: 0, ticks: 0 }, reset: { symbols: 0 } };

function accepted(mode: Mode, ...receipts: (Receipt | undefined)[]): Accepted[] {
  return receipts.map((r, id) => makeAccepted(id, { mode, receipt: r }));
}

function tallyOf(...resumes: Accepted[][]): Tally {
  return resumes.reduce(addReceipts, emptyTally());
}

it('counts symbols and ticks by kind, boards and tapes apart', () => {
  const boards = accepted('board', receipt('exact', 2), receipt('merged', 30), receipt('merged', 12), RESET);
  const tapes = accepted('tape', receipt('exact', 7), RESET, RESET);
  expect(tallyOf([...boards, ...tapes])).toEqual({
    board: { exact: { symbols: 1, ticks: 2 }, merged: { symbols: 2, ticks: 42 }, reset: { symbols: 1 } },
    tape: { exact: { symbols: 1, ticks: 7 }, merged: { symbols: 0, ticks: 0 }, reset: { symbols: 2 } },
  });
});

it('passes over what was no resume', () => {
  expect(tallyOf(accepted('board', undefined, undefined))).toEqual({ board: NOTHING, tape: NOTHING });
});

it('of two resumes in one outage adds the ticks, and counts the symbols once', () => {
  const first = accepted('board', receipt('merged', 10), receipt('merged', 5));
  const second = accepted('board', receipt('merged', 3), receipt('exact', 1));
  expect(tallyOf(first, second).board).toEqual({
    exact: { symbols: 1, ticks: 1 },
    merged: { symbols: 2, ticks: 18 },
    reset: { symbols: 0 },
  });
});

it('changes no tally that was handed out', () => {
  const before = tallyOf(accepted('board', receipt('exact', 1)));
  const copy = structuredClone(before);
  addReceipts(before, accepted('board', receipt('exact', 5)));
  addReceipts(emptyTally(), accepted('tape', receipt('exact', 5)));
  expect(before).toEqual(copy);
  expect(emptyTally()).toEqual({ board: NOTHING, tape: NOTHING });
});

it('is summed up with when the board was whole again, and for how long it was not', () => {
  const tally = tallyOf(accepted('tape', receipt('exact', 1)));
  expect(summarise(tally, 5_000, 3_500)).toEqual({ ...tally, at: 5_000, downMs: 1_500 });
});
