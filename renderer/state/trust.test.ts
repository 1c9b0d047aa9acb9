// How far a symbol's prices can be trusted as current.
import { expect, test } from 'vitest';
import type { MarketSession, StatusReason } from '../../proto/messages.ts';
import { makeInstrument, makeQuote, makeTrades } from '../../tests/support/wire/builders.ts';
import type { RowView } from './board.svelte.ts';
import { assessTrust, lastPriceTime, type TrustInput, type MarketNow, type Trust } from './trust.ts';

/** Market time of the last tick, half an hour after New York opens at 9:30. */
const LAST_TICK = Date.UTC(2025, 0, 6, 15);
const MINUTE_MS = 60_000;

const view: RowView = {
  instrument: makeInstrument(0),
  reference: undefined,
  quote: makeQuote({ time: LAST_TICK }),
  trades: undefined,
  status: undefined,
  direction: 0,
  change: undefined,
  flashes: 0,
};
const open: MarketNow = { session: 'open', time: LAST_TICK, speed: 1, notOpenAt: undefined };
const fresh: TrustInput = { view, refusal: undefined, live: true, market: open };

/** `ms` of market time after the last tick. */
function after(ms: number, market: Partial<MarketNow> = {}): Partial<TrustInput> {
  return { market: { ...open, time: LAST_TICK + ms, ...market } };
}

function status(
  session: MarketSession,
  reason: StatusReason = 'schedule',
  time = LAST_TICK - MINUTE_MS,
): Partial<TrustInput> {
  return { view: { ...view, status: { time, session, reason } } };
}

function quiet(forMs: number): Trust {
  return { kind: 'quiet', forMs };
}

const CURRENT: Trust = { kind: 'current' };

test.for<readonly [string, Partial<TrustInput>, Trust]>([
  ['is current right after a tick', {}, CURRENT],
  ['is current until 30 s after a tick', after(29_999), CURRENT],
  ['is quiet 38 s after the last tick', after(38_000), quiet(38_000)],
  ['is current if it was quoted since its last trade', { ...after(38_000), ...requoted(20_000) }, CURRENT],
  ['is refused before any data arrives', { view: undefined, refusal: 'no' }, { kind: 'refused', why: 'no' }],
  ['is refused even if it has prices', { refusal: 'no' }, { kind: 'refused', why: 'no' }],
  ['is refused while the link is down', { refusal: 'no', live: false }, { kind: 'refused', why: 'no' }],
  ['is pending until the feed sends data', { view: undefined }, { kind: 'pending' }],
  ['has no price if the feed accepted it without one', { view: { ...view, quote: undefined } }, { kind: 'no-price' }],
  ['is not live while the link is down', { live: false }, { kind: 'not-live' }],
  ['is not live rather than quiet while the link is down', { ...after(38_000), live: false }, { kind: 'not-live' }],
  [
    'shows a halt and its reason',
    status('halted', 'news-pending'),
    { kind: 'session', session: 'halted', reason: 'news-pending' },
  ],
  ['shows an auction', status('closing-auction'), { kind: 'session', session: 'closing-auction', reason: 'schedule' }],
  ['can be quiet if its own status is open', { ...status('open'), ...after(38_000) }, quiet(38_000)],
  [
    'can be quiet if its own status is open and the market is closed',
    { ...status('open'), ...after(38_000, { session: 'closed' }) },
    quiet(38_000),
  ],
  [
    'is closed with the market if it has no status of its own',
    { market: { ...open, session: 'closed' } },
    { kind: 'session', session: 'closed', reason: undefined },
  ],
  ['is never quiet before the open without a status of its own', after(MINUTE_MS, { session: 'pre-market' }), CURRENT],
  ['is never quiet while the market session is unknown', after(MINUTE_MS, { session: 'unknown' }), CURRENT],
])('a symbol %s', ([, input, trust]) => {
  expect(assessTrust({ ...fresh, ...input })).toEqual(trust);
});

/** Quoted `ms` after its last trade. */
function requoted(ms: number): Partial<TrustInput> {
  return { view: { ...view, trades: makeTrades({ time: LAST_TICK }), quote: makeQuote({ time: LAST_TICK + ms }) } };
}

test.for<readonly [string, Partial<TrustInput>, Trust]>([
  ['is current for 30 s of wall-clock time at 60× speed', after(29 * MINUTE_MS, { speed: 60 }), CURRENT],
  [
    'is quiet for the market time that passed at 60× speed',
    after(30 * MINUTE_MS, { speed: 60 }),
    quiet(30 * MINUTE_MS),
  ],
  ['is current for 30 s of wall-clock time at 5,000× speed', after(60 * MINUTE_MS, { speed: 5_000 }), CURRENT],
  ['is current for 30 s of market time in slow motion', after(29_999, { speed: 0.1 }), CURRENT],
  ['is quiet after 30 s of market time in slow motion', after(30_000, { speed: 0.1 }), quiet(30_000)],
  ['stays current while market time is paused', after(200, { speed: 0 }), CURRENT],
  ['stays quiet while market time is paused', after(MINUTE_MS, { speed: 0 }), quiet(MINUTE_MS)],
  ['is current with ticks newer than the last heartbeat', after(-5_000), CURRENT],
])('a symbol %s', ([, input, trust]) => {
  expect(assessTrust({ ...fresh, ...input })).toEqual(trust);
});

test.for<readonly [string, Partial<TrustInput>, Trust]>([
  [
    'is current after its own open, even with a price from yesterday',
    { ...status('open', 'schedule', LAST_TICK + 17 * 60 * MINUTE_MS), ...after(17 * 60 * MINUTE_MS + 5_000) },
    CURRENT,
  ],
  [
    'is quiet 30 s after its own open',
    { ...status('open', 'schedule', LAST_TICK + 17 * 60 * MINUTE_MS), ...after(17 * 60 * MINUTE_MS + 30_000) },
    quiet(30_000),
  ],
  [
    'is current when it resumes after a halt',
    { ...status('open', 'resumed', LAST_TICK + 10 * MINUTE_MS), ...after(10 * MINUTE_MS + 5_000) },
    CURRENT,
  ],
  [
    'is current right after the market opens',
    after(60 * MINUTE_MS, { notOpenAt: LAST_TICK + 59.9 * MINUTE_MS }),
    CURRENT,
  ],
  [
    'is quiet since the open if it has not ticked since',
    after(60 * MINUTE_MS, { notOpenAt: LAST_TICK + 50 * MINUTE_MS }),
    quiet(10 * MINUTE_MS),
  ],
  [
    'is quiet since its last tick if the market opened before that',
    after(MINUTE_MS, { notOpenAt: LAST_TICK - MINUTE_MS }),
    quiet(MINUTE_MS),
  ],
])('a symbol %s', ([, input, trust]) => {
  expect(assessTrust({ ...fresh, ...input })).toEqual(trust);
});

test('prices are as of the latest quote or trade', () => {
  expect(lastPriceTime({ ...view, quote: makeQuote({ time: 5 }), trades: makeTrades({ time: 7 }) })).toBe(7);
  expect(lastPriceTime({ ...view, quote: makeQuote({ time: 9 }), trades: makeTrades({ time: 7 }) })).toBe(9);
  expect(lastPriceTime({ ...view, quote: undefined })).toBeUndefined();
  expect(lastPriceTime(undefined)).toBeUndefined();
});
