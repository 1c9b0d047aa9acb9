// Adds up the receipts of resumes into what a person wants to know of them.
import type { Accepted } from '../../proto/messages.ts';
import type { ResumeSummary } from './link.ts';

/** What the resumes of one outage brought so far. */
export type Tally = Omit<ResumeSummary, 'at' | 'downMs'>;

export function emptyTally(): Tally {
  return { exact: { symbols: 0, ticks: 0 }, merged: { symbols: 0, ticks: 0 }, reset: { symbols: 0 } };
}

/** A later resume of the same outage starts where the one before got to, so its ticks add and its symbols do not. */
export function addReceipts(tally: Tally, accepted: readonly Accepted[]): Tally {
  const now = { exact: { symbols: 0, ticks: 0 }, merged: { symbols: 0, ticks: 0 }, reset: { symbols: 0 } };
  for (const { receipt } of accepted) {
    if (!receipt) continue;
    now[receipt.kind].symbols++;
    if (receipt.kind !== 'reset') now[receipt.kind].ticks += receipt.missed;
  }
  return {
    exact: { symbols: Math.max(tally.exact.symbols, now.exact.symbols), ticks: tally.exact.ticks + now.exact.ticks },
    merged: {
      symbols: Math.max(tally.merged.symbols, now.merged.symbols),
      ticks: tally.merged.ticks + now.merged.ticks,
    },
    reset: { symbols: Math.max(tally.reset.symbols, now.reset.symbols) },
  };
}

export function summarise(tally: Tally, now: number, downSince: number): ResumeSummary {
  return { ...tally, at: now, downMs: now - downSince };
}
