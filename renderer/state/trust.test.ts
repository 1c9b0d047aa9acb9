// How far the prices of one symbol can be trusted.
import { expect, test } from 'vitest';
import type { MarketSession, StatusReason } from '../../proto/messages.ts';
import { makeInstrument, makeQuote, makeTrades } from '../../tests/support/builders.ts';
import type { RowView } from './board.svelte.ts';
import { judge, pricedAt, type Grounds } from './trust.ts';

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
const fresh: Grounds = { view: known, refused: undefined, live: true, session: 'open', now: 10_000 };
const quiet = { now: 48_000 };

function status(session: MarketSession, reason: StatusReason = 'schedule'): Partial<Grounds> {
  return { view: { ...known, status: { time: 0, session, reason } } };
}

test.for<readonly [string, Partial<Grounds>, ReturnType<typeof judge>]>([
  ['heard of just now is current', {}, { kind: 'current' }],
  ['heard of a little less than 30 s ago is current', { now: 39_999 }, { kind: 'current' }],
  ['not heard of for 38 s is quiet', quiet, { kind: 'quiet', forMs: 38_000 }],
  ['refused is refused before anything came', { view: undefined, refused: 'no' }, { kind: 'refused', why: 'no' }],
  ['refused is refused whatever was known', { refused: 'no' }, { kind: 'refused', why: 'no' }],
  ['refused is refused while the link is down', { refused: 'no', live: false }, { kind: 'refused', why: 'no' }],
  ['asked for is pending', { view: undefined }, { kind: 'pending' }],
  ['accepted has no price yet', { view: { ...known, quote: undefined } }, { kind: 'no-price' }],
  ['known is not live while the link is not', { live: false }, { kind: 'not-live' }],
  ['quiet is not live while the link is not', { ...quiet, live: false }, { kind: 'not-live' }],
  ['quiet is not quiet where the market says nothing', { ...quiet, session: 'unknown' }, { kind: 'current' }],
  [
    'halted is halted',
    status('halted', 'news-pending'),
    { kind: 'session', session: 'halted', reason: 'news-pending' },
  ],
  [
    'in an auction says so',
    status('closing-auction'),
    { kind: 'session', session: 'closing-auction', reason: 'schedule' },
  ],
  ['open again is current', status('open', 'resumed'), { kind: 'current' }],
  ['open and not heard of is quiet', { ...status('open'), ...quiet }, { kind: 'quiet', forMs: 38_000 }],
  [
    'open by itself is quiet also while the market is closed',
    { ...status('open'), ...quiet, session: 'closed' },
    { kind: 'quiet', forMs: 38_000 },
  ],
  [
    'without a session of its own is closed with the market',
    { session: 'closed' },
    { kind: 'session', session: 'closed', reason: undefined },
  ],
  ['without a session of its own trades before the open', { session: 'pre-market' }, { kind: 'current' }],
])('a symbol that is %s', ([, grounds, trust]) => {
  expect(judge({ ...fresh, ...grounds })).toEqual(trust);
});

test('prices are as of the latest of quote and trade', () => {
  expect(pricedAt({ ...known, quote: makeQuote({ time: 5 }), trades: makeTrades({ time: 7 }) })).toBe(7);
  expect(pricedAt({ ...known, quote: makeQuote({ time: 9 }), trades: makeTrades({ time: 7 }) })).toBe(9);
  expect(pricedAt({ ...known, quote: undefined })).toBeUndefined();
  expect(pricedAt(undefined)).toBeUndefined();
});
