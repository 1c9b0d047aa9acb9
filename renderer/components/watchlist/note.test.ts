// Why a row stands still.
import { expect, test } from 'vitest';
import { makeQuote } from '../../../tests/support/builders.ts';
import { makeInstrument } from '../../../tests/support/builders.ts';
import type { MarketSession, StatusReason } from '../../../proto/messages.ts';
import type { RowView } from '../../state/board.svelte.ts';
import { noteOf } from './note.ts';

const known: RowView = {
  instrument: makeInstrument(0),
  reference: undefined,
  quote: makeQuote(),
  trades: undefined,
  status: undefined,
  direction: 0,
  change: undefined,
  flashes: 0,
  heardAt: 10_000,
};
const status = (session: MarketSession, reason: StatusReason): RowView => ({
  ...known,
  status: { time: 0, session, reason },
});
const unpriced = { ...known, quote: undefined };

test.for([
  ['refused', undefined, true, true, 10_000, 'Refused'],
  ['refused after it was known', known, true, true, 10_000, 'Refused'],
  ['asked for', undefined, false, true, 10_000, 'Pending'],
  ['accepted', unpriced, false, true, 10_000, 'No price yet'],
  ['heard of just now', known, false, true, 39_999, undefined],
  ['quiet', known, false, true, 48_000, 'Quiet 38 s'],
  ['quiet while the market is closed or the link is down', known, false, false, 48_000, undefined],
  ['halted', status('halted', 'news-pending'), false, true, 10_000, 'Halted: news'],
  ['paused', status('paused', 'limit-down'), false, true, 10_000, 'Paused: limit down'],
  ['closed', status('closed', 'schedule'), false, true, 10_000, 'Closed'],
  ['open again', status('open', 'resumed'), false, true, 10_000, undefined],
  ['open and quiet', status('open', 'schedule'), false, true, 48_000, 'Quiet 38 s'],
] as const)('a symbol that is %s', ([, view, refused, moving, now, text]) => {
  expect(noteOf(view, refused, moving, now)?.text).toBe(text);
});
