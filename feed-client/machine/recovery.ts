// Adds up the receipts of an outage's resumes: what was missed, and how much of it was recovered.
import type { Accepted, Mode } from '../../proto/messages.ts';

/** Counts the receipts of one mode by kind. */
export interface RecoveryCounts {
  readonly exact: { readonly symbols: number; readonly ticks: number };
  readonly merged: { readonly symbols: number; readonly ticks: number };
  /** Restored from a snapshot, or a gap on the tape: the number of missed ticks is unknown. */
  readonly reset: { readonly symbols: number };
}

/** The receipts of one outage so far. */
export type Recovery = Readonly<Record<Mode, RecoveryCounts>>;

/** The receipts of the last outage. */
export interface RecoverySummary extends Recovery {
  /** When the data was complete again; local time, milliseconds. */
  readonly at: number;
  /** How long the data was incomplete, milliseconds. */
  readonly downMs: number;
}

const NOTHING: RecoveryCounts = {
  exact: { symbols: 0, ticks: 0 },
  merged: { symbols: 0, ticks: 0 },
  reset: { symbols: 0 },
};

export const NO_RECOVERY: Recovery = { board: NOTHING, tape: NOTHING };

/** A later resume of the same outage continues from the one before, so ticks add up and symbols do not. */
export function addReceipts(recovery: Recovery, accepted: readonly Accepted[]): Recovery {
  return { board: addCounts(recovery.board, accepted, 'board'), tape: addCounts(recovery.tape, accepted, 'tape') };
}

export function summarize(recovery: Recovery, now: number, downSince: number): RecoverySummary {
  return { ...recovery, at: now, downMs: now - downSince };
}

function addCounts(before: RecoveryCounts, accepted: readonly Accepted[], mode: Mode): RecoveryCounts {
  const now = { exact: { symbols: 0, ticks: 0 }, merged: { symbols: 0, ticks: 0 }, reset: { symbols: 0 } };
  for (const { receipt, mode: acceptedMode } of accepted) {
    if (!receipt || acceptedMode !== mode) continue;
    now[receipt.kind].symbols++;
    if (receipt.kind !== 'reset') now[receipt.kind].ticks += receipt.missed;
  }
  const counts = (kind: 'exact' | 'merged'): RecoveryCounts['exact'] => ({
    symbols: Math.max(before[kind].symbols, now[kind].symbols),
    ticks: before[kind].ticks + now[kind].ticks,
  });
  const reset = { symbols: Math.max(before.reset.symbols, now.reset.symbols) };
  return { exact: counts('exact'), merged: counts('merged'), reset };
}
