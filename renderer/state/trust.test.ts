// How far the prices of one symbol can be trusted.
import { expect, test } from 'vitest';
import type { MarketSession, StatusReason } from '../../proto/messages.ts';
import { makeInstrument, makeQuote, makeTrades } from '../../tests/support/wire/builders.ts';
import type { RowView } from './board.svelte.ts';
import { judge, pricedAt, type Grounds, type MarketNow, type Trust } from './trust.ts';

/** Market time of the last tick; half past nine in New York is a little before. */
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
const fresh: Grounds = { view: known, refused: undefined, live: true, market: open };

/** `ms` of market time after the last tick. */
function after(ms: number, market: Partial<MarketNow> = {}): Partial<Grounds> {
  return { market: { ...open, time: TICK + ms, ...market } };
}

function status(session: MarketSession, reason: StatusReason = 'schedule', time = TICK - MINUTE): Partial<Grounds> {
  return { view: { ...known, status: { time, session, reason } } };
}

function quiet(forMs: number): Trust {
  return { kind: 'quiet', forMs };
}

const CURRENT: Trust = { kind: 'current' };

test.for<readonly [string, Partial<Grounds>, Trust]>([
  ['ticked just now is current', {}, CURRENT],
  ['ticked a little less than 30 s ago is current', after(29_999), CURRENT],
  ['ticked 38 s ago is quiet', after(38_000), quiet(38_000)],
  ['traded 38 s ago and was quoted since is current', { ...after(38_000), ...requoted(20_000) }, CURRENT],
  ['refused is refused before anything came', { view: undefined, refused: 'no' }, { kind: 'refused', why: 'no' }],
  ['refused is refused whatever was known', { refused: 'no' }, { kind: 'refused', why: 'no' }],
  ['refused is refused while the link is down', { refused: 'no', live: false }, { kind: 'refused', why: 'no' }],
  ['asked for is pending', { view: undefined }, { kind: 'pending' }],
  ['accepted has no price yet', { view: { ...known, quote: undefined } }, { kind: 'no-price' }],
  ['known is not live while the link is not', { live: false }, { kind: 'not-live' }],
  ['quiet is not live while the link is not', { ...after(38_000), live: false }, { kind: 'not-live' }],
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
  ['open by its own status is quiet too', { ...status('open'), ...after(38_000) }, quiet(38_000)],
  [
    'open by its own status is quiet also while the market is closed',
    { ...status('open'), ...after(38_000, { session: 'closed' }) },
    quiet(38_000),
  ],
  [
    'without a status of its own is closed with the market',
    { market: { ...open, session: 'closed' } },
    { kind: 'session', session: 'closed', reason: undefined },
  ],
  ['without a status of its own is never quiet before the open', after(MINUTE, { session: 'pre-market' }), CURRENT],
  ['in a market that says nothing of its session is never quiet', after(MINUTE, { session: 'unknown' }), CURRENT],
])('a symbol that %s', ([, grounds, trust]) => {
  expect(judge({ ...fresh, ...grounds })).toEqual(trust);
});

/** Quoted `ms` after its last trade. */
function requoted(ms: number): Partial<Grounds> {
  return { view: { ...known, trades: makeTrades({ time: TICK }), quote: makeQuote({ time: TICK + ms }) } };
}

test.for<readonly [string, Partial<Grounds>, Trust]>([
  ['fast, has half a minute of ours', after(29 * MINUTE, { speed: 60 }), CURRENT],
  ['fast, is quiet for as long as market time says', after(30 * MINUTE, { speed: 60 }), quiet(30 * MINUTE)],
  ['as fast as it goes, has half a minute of ours', after(60 * MINUTE, { speed: 5_000 }), CURRENT],
  ['in slow motion has half a minute of market time', after(29_999, { speed: 0.1 }), CURRENT],
  ['in slow motion is quiet after that', after(30_000, { speed: 0.1 }), quiet(30_000)],
  ['paused stays as current as it was', after(200, { speed: 0 }), CURRENT],
  ['paused stays as quiet as it was', after(MINUTE, { speed: 0 }), quiet(MINUTE)],
  ['late, so that its ticks are ahead of the last heartbeat, is current', after(-5_000), CURRENT],
])('a symbol of a market that is played %s', ([, grounds, trust]) => {
  expect(judge({ ...fresh, ...grounds })).toEqual(trust);
});

test.for<readonly [string, Partial<Grounds>, Trust]>([
  [
    'by its own status, though its price is of yesterday',
    { ...status('open', 'schedule', TICK + 17 * 60 * MINUTE), ...after(17 * 60 * MINUTE + 5_000) },
    CURRENT,
  ],
  [
    'and is quiet 30 s later',
    { ...status('open', 'schedule', TICK + 17 * 60 * MINUTE), ...after(17 * 60 * MINUTE + 30_000) },
    quiet(30_000),
  ],
  ['after a halt', { ...status('open', 'resumed', TICK + 10 * MINUTE), ...after(10 * MINUTE + 5_000) }, CURRENT],
  ['with the market', after(60 * MINUTE, { notOpenAt: TICK + 59.9 * MINUTE }), CURRENT],
  ['with the market, long ago', after(60 * MINUTE, { notOpenAt: TICK + 50 * MINUTE }), quiet(10 * MINUTE)],
  ['with the market, before its last tick', after(MINUTE, { notOpenAt: TICK - MINUTE }), quiet(MINUTE)],
])('a symbol that has opened %s', ([, grounds, trust]) => {
  expect(judge({ ...fresh, ...grounds })).toEqual(trust);
});

test('prices are as of the latest of quote and trade', () => {
  expect(pricedAt({ ...known, quote: makeQuote({ time: 5 }), trades: makeTrades({ time: 7 }) })).toBe(7);
  expect(pricedAt({ ...known, quote: makeQuote({ time: 9 }), trades: makeTrades({ time: 7 }) })).toBe(9);
  expect(pricedAt({ ...known, quote: undefined })).toBeUndefined();
  expect(pricedAt(undefined)).toBeUndefined();
});
