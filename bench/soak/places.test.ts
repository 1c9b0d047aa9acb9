import { expect, test } from 'vitest';
import type { Accepted, Mode, Receipt, SubscriptionReply } from '../../proto/messages.ts';
import { Places } from './places.ts';

const EPOCH = 9;
const head = { epoch: EPOCH, sequence: 100 };
const ids: Readonly<Record<string, number>> = { A: 1, B: 2 };

function accept(symbol: string, mode: Mode, receipt?: Receipt): Accepted {
  const instrument = {
    id: ids[symbol] ?? 0,
    symbol,
    name: '',
    sector: '',
    currency: 'USD',
    decimals: 2,
    sizeDecimals: 0,
  };
  return { instrument, mode, receipt };
}

const ranged = (after: number, through: number, intervalMs = 0) => ({ epoch: EPOCH, after, through, intervalMs });
const shown = (symbol: string, sequence: number, intervalMs = 0) => ({
  intervalMs,
  at: { epoch: EPOCH, sequence },
  states: [{ id: ids[symbol] ?? 0, reference: undefined, quote: undefined, trades: undefined, status: undefined }],
});

/** A on the board, a lane of 250 ms, at 120 there and at 110 on its own lane. */
function listening(): Places {
  const places = new Places(head);
  places.begin([{ symbol: 'A', mode: 'board', intervalMs: 250 }], [accept('A', 'board')]);
  for (const wrong of [places.join('batch', ranged(100, 110)), places.show(shown('A', 120, 250))])
    expect(wrong).toBeUndefined();
  return places;
}

test('ranges that join are fine, on each lane by itself', () => {
  const places = listening();
  expect(places.join('heartbeat', ranged(120, 130, 250))).toBeUndefined();
  expect(places.join('batch', ranged(110, 125))).toBeUndefined();
  expect(places.own).toEqual({ epoch: EPOCH, sequence: 125 });
});

test.each([
  ['a hole', ranged(111, 120), 'a batch 111..120 does not join 110 on the lane of 0 ms'],
  ['the same twice', ranged(105, 120), 'a batch 105..120 does not join 110 on the lane of 0 ms'],
  ['another lane', ranged(110, 120, 500), 'a batch of a lane of 500 ms, which there is none of'],
  ['another log', { ...ranged(110, 120), epoch: 8 }, 'a batch of epoch 8, expected 9'],
])('%s is reported', (_, range, message) => {
  expect(listening().join('batch', range)).toBe(message);
});

test('a snapshot that leaves a hole, or that nobody requested, is reported', () => {
  const places = listening();
  expect(places.show(shown('B', 110))).toBe('a snapshot of 2 that was not asked for');
  places.begin([{ symbol: 'B', mode: 'board' }], [accept('B', 'board')]);
  expect(places.show(shown('B', 111))).toContain('does not join 110');
});

test('a lane on which nothing is left is none, and begins anew', () => {
  const places = listening();
  places.end([accept('A', 'board')]);
  expect(places.join('batch', ranged(120, 130, 250))).toContain('which there is none of');
  places.begin([{ symbol: 'A', mode: 'board', intervalMs: 250 }], [accept('A', 'board')]);
  expect(places.join('heartbeat', ranged(140, 150, 250))).toBeUndefined();
});

test('what is subscribed on another lane goes there with its snapshot', () => {
  const places = listening();
  places.begin([{ symbol: 'A', mode: 'board' }], [accept('A', 'board')]);
  expect(places.join('batch', ranged(120, 130, 250))).toBeUndefined();
  places.join('batch', ranged(110, 130));
  expect(places.show(shown('A', 130))).toBeUndefined();
  expect(places.join('batch', ranged(130, 140, 250))).toContain('which there is none of');
});

test('it goes on from every lane, and anew where the reply says so', () => {
  const before = listening();
  before.begin([{ symbol: 'B', mode: 'tape' }], [accept('B', 'tape')]);
  const { resume } = before;
  expect(resume).toEqual({
    after: { epoch: EPOCH, sequence: 110 },
    subscriptions: [
      { symbol: 'A', mode: 'board', intervalMs: 250 },
      { symbol: 'B', mode: 'tape' },
    ],
    lanes: [{ intervalMs: 250, sequence: 120 }],
  });
  const exact: Receipt = { kind: 'exact', missed: 0, fromTime: 0, toTime: 0 };
  const reply: SubscriptionReply = {
    accepted: [accept('A', 'board', exact), accept('B', 'tape', exact)],
    refused: [],
    head: { epoch: EPOCH, sequence: 200 },
    reset: undefined,
    kept: { after: 0, since: 0 },
  };
  const after = new Places({ epoch: EPOCH, sequence: 200 });
  after.goOn(resume, reply);
  expect(after.join('batch', ranged(110, 200))).toBeUndefined();
  expect(after.join('batch', ranged(120, 200, 250))).toBeUndefined();
  const lost: Receipt = { kind: 'reset', reason: 'too-old' };
  const anew = new Places({ epoch: EPOCH, sequence: 200 });
  anew.goOn(resume, { ...reply, accepted: [accept('A', 'board', lost)], reset: 'too-old' });
  expect(anew.own.sequence).toBe(200);
  expect(anew.show(shown('A', 201, 250))).toBeUndefined();
  expect(anew.subscriptions).toEqual([{ symbol: 'A', mode: 'board', intervalMs: 250 }]);
});
