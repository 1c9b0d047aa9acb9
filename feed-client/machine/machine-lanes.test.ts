// The state machine's lanes: each has its own position, starts with a snapshot, resumes, and ends with its last symbol.
import { describe, expect, it } from 'vitest';
import type { Accepted, Receipt } from '../../proto/messages.ts';
import { makeAccepted, makeHeartbeat } from '../../tests/support/wire/builders.ts';
import { MachineRun } from '../../tests/support/clients/machine-run.ts';

const MERGED: Receipt = { kind: 'merged', missed: 5, fromTime: 0, toTime: 0 };
const RESET: Receipt = { kind: 'reset', reason: 'too-old' };

function acceptedWith(id: number, receipt: Receipt): Accepted {
  return makeAccepted(id, { receipt });
}

/** Live at 10, with S0 updated by every batch and S1 once a second. */
function twoLanes(): MachineRun {
  const run = new MachineRun().live(10, 0).subscribe('S1', 'board', 1_000);
  return run.subscribed([makeAccepted(1)]).snapshotOn(1_000, 10, 1);
}

describe('a lane', () => {
  it('starts at the position of its first snapshot', () => {
    const run = new MachineRun().live(10, 0).subscribe('S1', 'board', 1_000);
    expect(run.effects).toMatchObject([{ subscriptions: [{ symbol: 'S1', mode: 'board', intervalMs: 1_000 }] }]);
    run.subscribed([makeAccepted(1)]);
    expect(run.batch(12, 14, 1, 1_000).effects).toEqual([]);
    run.batch(10, 14).snapshotOn(1_000, 14, 1);
    expect(run.phase).toBe('live');
    expect(run.lanes).toEqual({ 0: 14, 1_000: 14 });
  });

  it('joins its own ranges and no others', () => {
    const run = twoLanes().batch(10, 20);
    expect(run.lanes).toEqual({ 0: 20, 1_000: 10 });
    expect(run.batch(10, 18, 1, 1_000).effectNames).toEqual(['emit-batch']);
    run.dispatch({
      type: 'heartbeat',
      behindMs: undefined,
      heartbeat: makeHeartbeat({ intervalMs: 1_000, after: 18, through: 21, head: 21 }),
    });
    expect(run.lanes).toEqual({ 0: 20, 1_000: 21 });
    expect(run.phase).toBe('live');
  });

  it.each([
    { problem: 'a gap', after: 12, through: 15, epoch: 1 },
    { problem: 'an overlap', after: 8, through: 15, epoch: 1 },
    { problem: 'another epoch', after: 10, through: 15, epoch: 2 },
  ])('resumes all lanes, each from its position, after $problem', ({ after, through, epoch }) => {
    const run = twoLanes().batch(10, 20).batch(after, through, epoch, 1_000);
    expect(run.effects).toMatchObject([
      {
        do: 'resume',
        resume: {
          after: { epoch: 1, sequence: 20 },
          lanes: [{ intervalMs: 1_000, sequence: 10 }],
          subscriptions: [
            { symbol: 'S0', intervalMs: 0 },
            { symbol: 'S1', intervalMs: 1_000 },
          ],
        },
      },
    ]);
    run.resumed({ accepted: [acceptedWith(0, MERGED), acceptedWith(1, MERGED)], head: { epoch: 1, sequence: 25 } });
    expect(run.batch(20, 25).phase).toBe('syncing');
    expect(run.batch(10, 25, 1, 1_000).phase).toBe('live');
  });

  it('ends with its last symbol, and later messages for it are ignored', () => {
    const run = twoLanes().unsubscribe('S1');
    expect(run.lanes).toEqual({ 0: 10 });
    expect(run.batch(10, 15, 1, 1_000).effects).toEqual([]);
    expect(run.phase).toBe('live');
  });

  it('waits for its snapshot if only it is reset, while the others continue', () => {
    const run = twoLanes().batch(10, 20).reconnect({ epoch: 1, sequence: 30 });
    run.resumed({ accepted: [acceptedWith(0, MERGED), acceptedWith(1, RESET)], head: { epoch: 1, sequence: 30 } });
    expect(run.effects).toMatchObject([{ do: 'emit-accepted', newEpoch: false }, { do: 'emit-receipts' }]);
    expect(run.lanes).toEqual({ 0: 20 });
    expect(run.batch(20, 30).phase).toBe('syncing');
    expect(run.snapshotOn(1_000, 30, 1).phase).toBe('live');
    expect(run.lanes).toEqual({ 0: 30, 1_000: 30 });
  });

  it('continues if only the default lane is reset', () => {
    const run = twoLanes().batch(10, 20, 1, 1_000).reconnect({ epoch: 1, sequence: 30 });
    const accepted = [acceptedWith(0, RESET), acceptedWith(1, MERGED)];
    run.resumed({ accepted, reset: 'too-old', head: { epoch: 1, sequence: 30 } });
    expect(run.lanes).toEqual({ 0: 30, 1_000: 20 });
    expect(run.snapshot(30, 0).batch(20, 30, 1, 1_000).phase).toBe('live');
  });

  it('does not continue if nothing was accepted and the default lane is reset', () => {
    const run = new MachineRun().live(10, 0).reconnect({ epoch: 1, sequence: 5 });
    const refused = { kind: 'unknown-symbol', symbol: 'S0', mode: 'board', message: '' } as const;
    run.resumed({ refused: [refused], reset: 'future', head: { epoch: 1, sequence: 5 } });
    expect(run.position?.sequence).toBe(5);
    expect(run.phase).toBe('live');
  });
});

describe('a change of interval', () => {
  it('takes one request, and keeps the symbol on its lane until the snapshot on the new one', () => {
    const run = new MachineRun().live(10, 0, 1).subscribe('S0', 'board', 500);
    expect(run.effectNames).toEqual(['subscribe']);
    expect(run.effects).toMatchObject([{ subscriptions: [{ symbol: 'S0', mode: 'board', intervalMs: 500 }] }]);
    run.subscribed([makeAccepted(0)]).batch(10, 12);
    expect(run.phase).toBe('live');
    run.snapshotOn(500, 12, 0);
    expect(run.lanes).toEqual({ 0: 12, 500: 12 });
    expect(run.stageOf('S0')).toBe('synced');
  });

  it('is requested once if the same interval is set twice', () => {
    expect(twoLanes().subscribe('S1', 'board', 1_000).effects).toEqual([]);
  });

  it('ends at the latest interval if it is reverted before the reply', () => {
    const run = new MachineRun().live(10, 0).subscribe('S0', 'board', 500).subscribe('S0', 'board', 0);
    expect(run.requested('subscribe')).toEqual(['board S0']);
    run.subscribed([makeAccepted(0)], run.machine.lastRequest - 1).snapshotOn(500, 10, 0);
    expect(run.stageOf('S0')).toBe('requested');
    expect(run.batch(10, 12, 1, 500).effectNames).toEqual(['emit-batch']);
    run
      .batch(10, 12)
      .subscribed([makeAccepted(0)])
      .snapshot(12, 0);
    expect(run.stageOf('S0')).toBe('synced');
    expect(run.lanes).toEqual({ 0: 12 });
  });

  it('takes effect after the resume, at the old interval, if it is made while not connected', () => {
    const run = twoLanes().dispatch({ type: 'lost', why: 'x' }).subscribe('S1', 'board', 250);
    run.dispatch({ type: 'retry' }).welcome({ epoch: 1, sequence: 10 });
    expect(run.effects[0]).toMatchObject({
      resume: { subscriptions: [{ intervalMs: 0 }, { symbol: 'S1', intervalMs: 1_000 }] },
    });
    run.resumed({ accepted: [acceptedWith(0, MERGED), acceptedWith(1, MERGED)], head: { epoch: 1, sequence: 10 } });
    expect(run.effects.at(-1)).toMatchObject({
      do: 'subscribe',
      subscriptions: [{ symbol: 'S1', mode: 'board', intervalMs: 250 }],
    });
    expect(run.subscribed([makeAccepted(1)]).snapshotOn(250, 10, 1).phase).toBe('live');
    expect(run.lanes).toEqual({ 0: 10, 250: 10 });
  });

  it('is requested again after the resume if its link dropped', () => {
    const run = new MachineRun().live(10, 0).subscribe('S0', 'board', 500).reconnect({ epoch: 1, sequence: 10 });
    expect(run.effects[0]).toMatchObject({ resume: { subscriptions: [{ symbol: 'S0', intervalMs: 0 }] } });
    run.resumed({ accepted: [acceptedWith(0, MERGED)], head: { epoch: 1, sequence: 10 } });
    expect(run.effects.at(-1)).toMatchObject({ do: 'subscribe', subscriptions: [{ symbol: 'S0', intervalMs: 500 }] });
  });
});
