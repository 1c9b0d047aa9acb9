// The subscriptions of a client, from request to snapshot and over a resume.
import { describe, expect, it } from 'vitest';
import type { Mode, Refusal, Snapshot } from '../../proto/messages.ts';
import { makeAccepted, makeState } from '../../tests/support/wire/builders.ts';
import { Subscriptions } from './subscriptions.ts';

function subscriptionsOf(...texts: string[]): Subscriptions {
  return texts.reduce((subscriptions, text) => {
    const [mode, symbol = '', intervalMs = '0'] = text.split(' ');
    return subscriptions.with({ symbol, mode: mode as Mode, intervalMs: Number(intervalMs) });
  }, Subscriptions.none);
}

/** As "board S0: requested". */
function stages(subscriptions: Subscriptions): string[] {
  return subscriptions.all.map((s) => `${s.mode} ${s.symbol}: ${s.stage}`);
}

function refusal(symbol: string, mode: Mode | undefined): Refusal {
  return { kind: 'unknown-symbol', symbol, mode, message: `no ${symbol}` };
}

function snapshot(intervalMs: number, ...ids: number[]): Snapshot {
  return { intervalMs, at: { epoch: 1, sequence: 1 }, states: ids.map((id) => makeState({ id })) };
}

describe('Subscriptions', () => {
  it('keeps the board and the tape of a symbol separate, each once', () => {
    const subscriptions = subscriptionsOf('board S0', 'tape S0', 'board S0');
    expect(stages(subscriptions)).toEqual(['board S0: new', 'tape S0: new']);
    expect(stages(subscriptions.without({ symbol: 'S0', mode: 'board' }))).toEqual(['tape S0: new']);
  });

  it('is immutable', () => {
    const before = subscriptionsOf('board S0');
    const requested = before.requestNew(1);
    requested.applySubscribeReply(1, { accepted: [makeAccepted(0)], refused: [] });
    before.without({ symbol: 'S0', mode: 'board' });
    expect(stages(before)).toEqual(['board S0: new']);
    expect(stages(requested)).toEqual(['board S0: requested']);
  });

  it('knows the latest request of each subscription', () => {
    const first = subscriptionsOf('board S0').requestNew(1);
    const second = first.with({ symbol: 'S1', mode: 'board' }).requestNew(2);
    expect([second.isLatestRequest(1, 'S0', 'board'), second.isLatestRequest(2, 'S0', 'board')]).toEqual([true, false]);
    expect([second.isLatestRequest(1, 'S1', 'board'), second.isLatestRequest(2, 'S1', 'board')]).toEqual([false, true]);
    expect(second.isLatestRequest(1, 'S0', 'tape')).toBe(false);
  });
});

describe('a reply', () => {
  const requested = subscriptionsOf('board S0', 'tape S0', 'board NOPE').requestNew(3);
  const accepted = [makeAccepted(0), makeAccepted(0, { mode: 'tape' })];

  it('sets ids, leaves boards waiting for a snapshot, and completes tapes', () => {
    const after = requested.applySubscribeReply(3, { accepted, refused: [refusal('NOPE', 'board')] });
    expect(stages(after)).toEqual(['board S0: accepted', 'tape S0: synced', 'board NOPE: refused']);
    expect(after.all.map((s) => s.id)).toEqual([0, 0, undefined]);
    expect(after.inStage('refused')[0]?.why).toBe('no NOPE');
  });

  it('does not affect subscriptions of a later request', () => {
    const again = requested.restart('requested').requestNew(4);
    expect(again.applySubscribeReply(3, { accepted, refused: [refusal('NOPE', 'board')] })).toEqual(again);
  });

  it('does not affect unsubscribed symbols', () => {
    const reply = { accepted: [makeAccepted(9)], refused: [refusal('', undefined), refusal('X', 'tape')] };
    expect(requested.applySubscribeReply(3, reply)).toEqual(requested);
  });

  it('refuses subscriptions that it leaves out, with the reason for the whole request if there is one', () => {
    const withoutReason = requested.applySubscribeReply(3, { accepted, refused: [] });
    expect(withoutReason.get('NOPE', 'board')).toMatchObject({
      stage: 'refused',
      why: 'the feed did not answer for it',
    });
    const refused = requested.applySubscribeReply(3, { accepted: [], refused: [refusal('', undefined)] });
    expect(refused.hasPending).toBe(false);
    expect(refused.get('S0', 'board')).toMatchObject({ stage: 'refused', why: 'no ' });
  });

  it('leaves the subscription unchanged if it refuses an interval', () => {
    const synced = requested.applySubscribeReply(3, { accepted, refused: [] }).applySnapshot(snapshot(0, 0));
    const changed = synced.with({ symbol: 'S0', mode: 'board', intervalMs: 500 }).requestNew(4);
    const after = changed.applySubscribeReply(4, { accepted: [], refused: [refusal('S0', 'board')] });
    expect(after.get('S0', 'board')).toMatchObject({ stage: 'synced', lane: 0, intervalMs: 0 });
  });
});

describe('a snapshot', () => {
  const requested = subscriptionsOf('board S0 250', 'board S1 250', 'tape S2').requestNew(1);
  const accepted = requested.applySubscribeReply(1, { accepted: [makeAccepted(0), makeAccepted(1)], refused: [] });

  it('completes its boards, by id, on its lane', () => {
    const after = accepted.applySnapshot(snapshot(250, 1, 7));
    expect(stages(after)).toEqual(['board S0: accepted', 'board S1: synced', 'tape S2: refused']);
    expect(after.resumable()).toEqual([{ symbol: 'S1', mode: 'board', intervalMs: 250 }]);
  });

  it('completes only accepted boards', () => {
    expect(requested.applySnapshot(snapshot(250, 0, 1, 2))).toEqual(requested);
  });

  it('changes nothing after a restart', () => {
    const again = accepted.restart('accepted').requestNew(2);
    expect(again.applySnapshot(snapshot(250, 0, 1))).toEqual(again);
  });

  it('sets the lane even if another interval has been requested since', () => {
    const changed = accepted.with({ symbol: 'S0', mode: 'board', intervalMs: 500 }).requestNew(2);
    const after = changed.applySnapshot(snapshot(250, 0));
    expect(after.get('S0', 'board')).toMatchObject({ stage: 'requested', lane: 250, intervalMs: 500 });
  });
});

describe('a resume', () => {
  const requested = subscriptionsOf('board S0 250', 'tape S1', 'board S2').requestNew(1);
  const accepted = [makeAccepted(0), makeAccepted(1, { mode: 'tape' }), makeAccepted(2)];
  const synced = requested.applySubscribeReply(1, { accepted, refused: [] }).applySnapshot(snapshot(250, 0));
  const moved = synced.with({ symbol: 'S0', mode: 'board', intervalMs: 500 });

  it('names synced subscriptions at their lanes, and leaves others and interval changes for later', () => {
    expect(moved.resumable()).toEqual([
      { symbol: 'S0', mode: 'board', intervalMs: 250 },
      { symbol: 'S1', mode: 'tape', intervalMs: 0 },
    ]);
    const resuming = moved.requestResume(2);
    expect(stages(resuming)).toEqual(['board S0: new', 'tape S1: synced', 'board S2: new']);
    expect(stages(resuming.applyResumeReply(2, { accepted: accepted.slice(0, 2), refused: [] }, false))).toEqual(
      stages(resuming),
    );
  });

  it('leaves boards waiting for a snapshot if it is reset or comes from another log', () => {
    const resuming = synced.requestResume(2);
    const reset = [makeAccepted(0, { receipt: { kind: 'reset', reason: 'too-old' } })];
    for (const [receipts, newEpoch] of [
      [reset, false],
      [accepted.slice(0, 1), true],
    ] as const) {
      const after = resuming.applyResumeReply(2, { accepted: receipts, refused: [] }, newEpoch);
      expect(after.get('S0', 'board')).toMatchObject({ stage: 'accepted', lane: undefined });
    }
  });

  it('ends subscriptions of refused symbols', () => {
    const after = synced
      .requestResume(2)
      .applyResumeReply(2, { accepted: [], refused: [refusal('S0', 'board')] }, true);
    expect(after.get('S0', 'board')).toMatchObject({ stage: 'refused', lane: undefined, why: 'no S0' });
  });
});

it('restarts only subscriptions in the given stages', () => {
  const requested = subscriptionsOf('board S0', 'tape S1', 'board NOPE').requestNew(1);
  const reply = {
    accepted: [makeAccepted(0), makeAccepted(1, { mode: 'tape' })],
    refused: [refusal('NOPE', 'board')],
  };
  const mixed = requested.applySubscribeReply(1, reply);
  expect(stages(mixed.restart('accepted'))).toEqual(['board S0: new', 'tape S1: synced', 'board NOPE: refused']);
  expect(stages(mixed.restart('accepted', 'refused'))).toEqual(['board S0: new', 'tape S1: synced', 'board NOPE: new']);
});
