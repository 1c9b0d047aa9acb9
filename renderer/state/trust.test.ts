// How far a symbol's prices can be trusted as current.
import { expect, test } from 'vitest';
import type { MarketSession, StatusReason } from '../../proto/messages.ts';
import { makeInstrument, makeQuote, makeTrades } from '../../tests/support/wire/builders.ts';
import type { RowView } from './board.svelte.ts';
import { assessTrust, lastPriceTime, type TrustInput, type MarketNow, type Trust } from './trust.ts';

/** Market time of the last tick, shortly after New York opens at 9:30. */
const TICK = Date.UTC(2025, 0, 6, 15);
const MINUTE = 60_000;

const known: RowView = {
  instrument: makeInstrument(0),
  reference: undefined,
  quote: makeQuote({ time: TICK }),
  trades: undefined,
  status: undefined,
  direction: 0,
  change: undefined,
  flashes: 0,
};
const open: MarketNow = { session: 'open', time: TICK, speed: 1, notOpenAt: undefined };
const fresh: TrustInput = { view: known, refused: undefined, live: true, market: open };

/** `ms` of market time after the last tick. */
function after(ms: number, market: Partial<MarketNow> = {}): Partial<TrustInput> {
  return { market: { ...open, time: TICK + ms, ...market } };
}

function status(session: MarketSession, reason: StatusReason = 'schedule', time = TICK - MINUTE): Partial<TrustInput> {
  return { view: { ...known, status: { time, session, reason } } };
}

function quiet(forMs: number): Trust {
  return { kind: 'quiet', forMs };
}

const CURRENT: Trust = { kind: 'current' };

test.for<readonly [string, Partial<TrustInput>, Trust]>([
  ['ticked just now is current', {}, CURRENT],
  ['ticked just under 30 s ago is current', after(29_999), CURRENT],
  ['ticked 38 s ago is quiet', after(38_000), quiet(38_000)],
  ['traded 38 s ago but was quoted since is current', { ...after(38_000), ...requoted(20_000) }, CURRENT],
  [
    'is refused counts as refused before any data arrives',
    { view: undefined, refused: 'no' },
    { kind: 'refused', why: 'no' },
  ],
  ['is refused counts as refused whatever was known before', { refused: 'no' }, { kind: 'refused', why: 'no' }],
  [
    'is refused counts as refused while the link is down',
    { refused: 'no', live: false },
    { kind: 'refused', why: 'no' },
  ],
  ['was only just requested is pending', { view: undefined }, { kind: 'pending' }],
  ['was accepted without prices has no price yet', { view: { ...known, quote: undefined } }, { kind: 'no-price' }],
  ['has prices is not live while the link is down', { live: false }, { kind: 'not-live' }],
  ['is quiet is not live while the link is down', { ...after(38_000), live: false }, { kind: 'not-live' }],
  [
    'is halted counts as halted',
    status('halted', 'news-pending'),
    { kind: 'session', session: 'halted', reason: 'news-pending' },
  ],
  [
    'is in an auction says so',
    status('closing-auction'),
    { kind: 'session', session: 'closing-auction', reason: 'schedule' },
  ],
  ['is open by its own status can be quiet', { ...status('open'), ...after(38_000) }, quiet(38_000)],
  [
    'is open by its own status can be quiet even while the market is closed',
    { ...status('open'), ...after(38_000, { session: 'closed' }) },
    quiet(38_000),
  ],
  [
    'has no status of its own is closed when the market is',
    { market: { ...open, session: 'closed' } },
    { kind: 'session', session: 'closed', reason: undefined },
  ],
  ['has no status of its own is never quiet before the open', after(MINUTE, { session: 'pre-market' }), CURRENT],
  ['belongs to a market of unknown session is never quiet', after(MINUTE, { session: 'unknown' }), CURRENT],
])('a symbol that %s', ([, grounds, trust]) => {
  expect(assessTrust({ ...fresh, ...grounds })).toEqual(trust);
});

/** Quoted `ms` after its last trade. */
function requoted(ms: number): Partial<TrustInput> {
  return { view: { ...known, trades: makeTrades({ time: TICK }), quote: makeQuote({ time: TICK + ms }) } };
}

test.for<readonly [string, Partial<TrustInput>, Trust]>([
  ['fast is current for 30 s of wall-clock time', after(29 * MINUTE, { speed: 60 }), CURRENT],
  ['fast is quiet for the market time that passed', after(30 * MINUTE, { speed: 60 }), quiet(30 * MINUTE)],
  ['at full speed is current for 30 s of wall-clock time', after(60 * MINUTE, { speed: 5_000 }), CURRENT],
  ['in slow motion is current for 30 s of market time', after(29_999, { speed: 0.1 }), CURRENT],
  ['in slow motion is quiet after that', after(30_000, { speed: 0.1 }), quiet(30_000)],
  ['paused stays as current as it was', after(200, { speed: 0 }), CURRENT],
  ['paused stays as quiet as it was', after(MINUTE, { speed: 0 }), quiet(MINUTE)],
  ['with ticks newer than the last heartbeat is current', after(-5_000), CURRENT],
])('a symbol of a market played %s', ([, grounds, trust]) => {
  expect(assessTrust({ ...fresh, ...grounds })).toEqual(trust);
});

test.for<readonly [string, Partial<TrustInput>, Trust]>([
  [
    'by its own status is current, even with a price from yesterday',
    { ...status('open', 'schedule', TICK + 17 * 60 * MINUTE), ...after(17 * 60 * MINUTE + 5_000) },
    CURRENT,
  ],
  [
    'by its own status is quiet 30 s later',
    { ...status('open', 'schedule', TICK + 17 * 60 * MINUTE), ...after(17 * 60 * MINUTE + 30_000) },
    quiet(30_000),
  ],
  [
    'after a halt is current',
    { ...status('open', 'resumed', TICK + 10 * MINUTE), ...after(10 * MINUTE + 5_000) },
    CURRENT,
  ],
  ['with the market is current', after(60 * MINUTE, { notOpenAt: TICK + 59.9 * MINUTE }), CURRENT],
  ['with the market, long ago, is quiet', after(60 * MINUTE, { notOpenAt: TICK + 50 * MINUTE }), quiet(10 * MINUTE)],
  [
    'with the market, before its last tick, is quiet since that tick',
    after(MINUTE, { notOpenAt: TICK - MINUTE }),
    quiet(MINUTE),
  ],
])('a symbol that opened %s', ([, grounds, trust]) => {
  expect(assessTrust({ ...fresh, ...grounds })).toEqual(trust);
});

test('prices are as of the latest quote or trade', () => {
  expect(lastPriceTime({ ...known, quote: makeQuote({ time: 5 }), trades: makeTrades({ time: 7 }) })).toBe(7);
  expect(lastPriceTime({ ...known, quote: makeQuote({ time: 9 }), trades: makeTrades({ time: 7 }) })).toBe(9);
  expect(lastPriceTime({ ...known, quote: undefined })).toBeUndefined();
  expect(lastPriceTime(undefined)).toBeUndefined();
});
