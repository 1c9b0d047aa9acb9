import { expect, test } from 'vitest';
import type { Accepted, Mode, Receipt, SubscriptionReply } from '../../proto/messages.ts';
import { LanePositions } from './lane-positions.ts';

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

/** Subscribed to A on the board at 120, on a lane of 250 ms at position 110. */
function listening(): LanePositions {
  const positions = new LanePositions(head);
  positions.subscribed([{ symbol: 'A', mode: 'board', intervalMs: 250 }], [accept('A', 'board')]);
  for (const wrong of [positions.join('batch', ranged(100, 110)), positions.applySnapshot(shown('A', 120, 250))])
    expect(wrong).toBeUndefined();
  return positions;
}

test('accepts ranges that join, on each lane separately', () => {
  const positions = listening();
  expect(positions.join('heartbeat', ranged(120, 130, 250))).toBeUndefined();
  expect(positions.join('batch', ranged(110, 125))).toBeUndefined();
  expect(positions.defaultLane).toEqual({ epoch: EPOCH, sequence: 125 });
});

test.each([
  ['a gap', ranged(111, 120), 'a batch 111..120 does not join 110 on the lane of 0 ms'],
  ['the same twice', ranged(105, 120), 'a batch 105..120 does not join 110 on the lane of 0 ms'],
  ['another lane', ranged(110, 120, 500), 'a batch for the lane of 500 ms, which does not exist'],
  ['another log', { ...ranged(110, 120), epoch: 8 }, 'a batch of epoch 8, expected 9'],
])('reports %s', (_, range, message) => {
  expect(listening().join('batch', range)).toBe(message);
});

test('reports a snapshot that leaves a gap or was not requested', () => {
  const positions = listening();
  expect(positions.applySnapshot(shown('B', 110))).toBe('a snapshot of 2 that was not requested');
  positions.subscribed([{ symbol: 'B', mode: 'board' }], [accept('B', 'board')]);
  expect(positions.applySnapshot(shown('B', 111))).toContain('does not join 110');
});

test('a lane without subscriptions is dropped, and starts over later', () => {
  const positions = listening();
  positions.unsubscribed([accept('A', 'board')]);
  expect(positions.join('batch', ranged(120, 130, 250))).toContain('which does not exist');
  positions.subscribed([{ symbol: 'A', mode: 'board', intervalMs: 250 }], [accept('A', 'board')]);
  expect(positions.join('heartbeat', ranged(140, 150, 250))).toBeUndefined();
});

test('a subscription changes lanes with its snapshot', () => {
  const positions = listening();
  positions.subscribed([{ symbol: 'A', mode: 'board' }], [accept('A', 'board')]);
  expect(positions.join('batch', ranged(120, 130, 250))).toBeUndefined();
  positions.join('batch', ranged(110, 130));
  expect(positions.applySnapshot(shown('A', 130))).toBeUndefined();
  expect(positions.join('batch', ranged(130, 140, 250))).toContain('which does not exist');
});

test('resumes every lane, and starts over where the reply says so', () => {
  const before = listening();
  before.subscribed([{ symbol: 'B', mode: 'tape' }], [accept('B', 'tape')]);
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
  const after = new LanePositions({ epoch: EPOCH, sequence: 200 });
  after.resumed(resume, reply);
  expect(after.join('batch', ranged(110, 200))).toBeUndefined();
  expect(after.join('batch', ranged(120, 200, 250))).toBeUndefined();
  const lost: Receipt = { kind: 'reset', reason: 'too-old' };
  const fresh = new LanePositions({ epoch: EPOCH, sequence: 200 });
  fresh.resumed(resume, { ...reply, accepted: [accept('A', 'board', lost)], reset: 'too-old' });
  expect(fresh.defaultLane.sequence).toBe(200);
  expect(fresh.applySnapshot(shown('A', 201, 250))).toBeUndefined();
  expect(fresh.subscriptions).toEqual([{ symbol: 'A', mode: 'board', intervalMs: 250 }]);
});
