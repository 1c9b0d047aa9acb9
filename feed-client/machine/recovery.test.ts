// Adding up the receipts of an outage's resumes.
import { expect, it } from 'vitest';
import type { Accepted, Mode, Receipt } from '../../proto/messages.ts';
import { makeAccepted } from '../../tests/support/wire/builders.ts';
import { addReceipts, NO_RECOVERY, summarize, type Recovery } from './recovery.ts';

function receipt(kind: 'exact' | 'merged', missed: number): Receipt {
  return { kind, missed, fromTime: 0, toTime: 0 };
}

const RESET: Receipt = { kind: 'reset', reason: 'too-old' };
const NOTHING = { exact: { symbols: 0, ticks: 0 }, merged: { symbols: 0, ticks: 0 }, reset: { symbols: 0 } };

function accepted(mode: Mode, ...receipts: (Receipt | undefined)[]): Accepted[] {
  return receipts.map((given, id) => makeAccepted(id, { mode, receipt: given }));
}

function recoveryOf(...resumes: Accepted[][]): Recovery {
  return resumes.reduce(addReceipts, NO_RECOVERY);
}

it('counts symbols and ticks by kind, separately for boards and tapes', () => {
  const boards = accepted('board', receipt('exact', 2), receipt('merged', 30), receipt('merged', 12), RESET);
  const tapes = accepted('tape', receipt('exact', 7), RESET, RESET);
  expect(recoveryOf([...boards, ...tapes])).toEqual({
    board: { exact: { symbols: 1, ticks: 2 }, merged: { symbols: 2, ticks: 42 }, reset: { symbols: 1 } },
    tape: { exact: { symbols: 1, ticks: 7 }, merged: { symbols: 0, ticks: 0 }, reset: { symbols: 2 } },
  });
});

it('ignores subscriptions without a receipt', () => {
  expect(recoveryOf(accepted('board', undefined, undefined))).toEqual({ board: NOTHING, tape: NOTHING });
});

it('adds the ticks of two resumes in one outage, and takes the larger count of symbols of each kind', () => {
  const first = accepted('board', receipt('merged', 10), receipt('merged', 5));
  const second = accepted('board', receipt('merged', 3), receipt('exact', 1));
  expect(recoveryOf(first, second).board).toEqual({
    exact: { symbols: 1, ticks: 1 },
    merged: { symbols: 2, ticks: 18 },
    reset: { symbols: 0 },
  });
});

it('does not change its arguments', () => {
  const before = recoveryOf(accepted('board', receipt('exact', 1)));
  const copy = structuredClone(before);
  addReceipts(before, accepted('board', receipt('exact', 5)));
  addReceipts(NO_RECOVERY, accepted('tape', receipt('exact', 5)));
  expect(before).toEqual(copy);
  expect(NO_RECOVERY).toEqual({ board: NOTHING, tape: NOTHING });
});

it('reports when the data was complete again, and how long the outage lasted', () => {
  const recovery = recoveryOf(accepted('tape', receipt('exact', 1)));
  expect(summarize(recovery, 5_000, 3_500)).toEqual({ ...recovery, at: 5_000, downMs: 1_500 });
});
