// Adds up the receipts of resumes into what a person wants to know of them.
import type { Accepted, Mode } from '../../proto/messages.ts';
import type { Brought, ResumeSummary } from '../link.ts';

/** What the resumes of one outage brought so far. */
export type Tally = Readonly<Record<Mode, Brought>>;

const NOTHING: Brought = { exact: { symbols: 0, ticks: 0 }, merged: { symbols: 0, ticks: 0 }, reset: { symbols: 0 } };

export function emptyTally(): Tally {
  return { board: NOTHING, tape: NOTHING };
}

/** A later resume of the same outage starts where the one before got to, so its ticks add and its symbols do not. */
export function addReceipts(tally: Tally, accepted: readonly Accepted[]): Tally {
  return { board: add(tally.board, accepted, 'board'), tape: add(tally.tape, accepted, 'tape') };
}

export function summarise(tally: Tally, now: number, downSince: number): ResumeSummary {
  return { ...tally, at: now, downMs: now - downSince };
}

function add(before: Brought, accepted: readonly Accepted[], mode: Mode): Brought {
  const now = { exact: { symbols: 0, ticks: 0 }, merged: { symbols: 0, ticks: 0 }, reset: { symbols: 0 } };
  for (const { receipt, mode: of } of accepted) {
    if (!receipt || of !== mode) continue;
    now[receipt.kind].symbols++;
    if (receipt.kind !== 'reset') now[receipt.kind].ticks += receipt.missed;
  }
  const counts = (kind: 'exact' | 'merged'): Brought['exact'] => ({
    symbols: Math.max(before[kind].symbols, now[kind].symbols),
    ticks: before[kind].ticks + now[kind].ticks,
  });
  const reset = { symbols: Math.max(before.reset.symbols, now.reset.symbols) };
  return { exact: counts('exact'), merged: counts('merged'), reset };
}
