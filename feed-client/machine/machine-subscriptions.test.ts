// The state machine's subscriptions are requested as soon as possible, end at once, and are not confused by late replies.
import { describe, expect, it } from 'vitest';
import type { Receipt, SubscriptionReply } from '../../proto/messages.ts';
import { makeAccepted, makeReply } from '../../tests/support/wire/builders.ts';
import { MachineRun } from '../../tests/support/clients/machine-run.ts';

const EXACT: Receipt = { kind: 'exact', missed: 5, fromTime: 0, toTime: 0 };

function refused(symbol: string, message: string): SubscriptionReply {
  return makeReply({ refused: [{ kind: 'unknown-symbol', symbol, mode: 'board', message }] });
}

describe('subscriptions', () => {
  it('are requested at once while connected', () => {
    const run = new MachineRun().live(10).subscribe('S0');
    expect(run.requested('subscribe')).toEqual(['board S0']);
    expect(run.phase).toBe('live');
    run.subscribed([makeAccepted(0)]);
    expect(run.accepted).toEqual(['board S0']);
    expect(run.stageOf('S0')).toBe('accepted');
    run.snapshot(10, 0);
    expect(run.stageOf('S0')).toBe('synced');
    expect(run.nextDeadline).toBe(2_500);
  });

  it('are synced by the reply if they are tapes', () => {
    const run = new MachineRun()
      .live(10)
      .subscribe('S0', 'tape')
      .subscribed([makeAccepted(0, { mode: 'tape' })]);
    expect(run.stageOf('S0', 'tape')).toBe('synced');
  });

  it('are requested once if made twice', () => {
    const run = new MachineRun().live(10).subscribe('S0').subscribe('S0');
    expect(run.effects).toEqual([]);
    expect(
      run
        .subscribed([makeAccepted(0)])
        .snapshot(10, 0)
        .subscribe('S0').effects,
    ).toEqual([]);
  });

  it('wait for the next welcome while not connected', () => {
    const run = new MachineRun().live(10, 0).dispatch({ type: 'lost', why: 'x' }).subscribe('S1');
    expect(run.effects).toEqual([]);
    run.dispatch({ type: 'retry' }).welcome({ epoch: 1, sequence: 10 });
    expect(run.requested('resume')).toEqual(['board S0']);
    run.resumed({ accepted: [makeAccepted(0, { receipt: EXACT })], head: { epoch: 1, sequence: 10 } });
    expect(run.requested('subscribe')).toEqual(['board S1']);
    expect(run.phase).toBe('syncing');
  });

  it('are requested after a pending resume', () => {
    const run = new MachineRun().live(10, 0).reconnect({ epoch: 1, sequence: 10 }).subscribe('S1');
    expect(run.effects).toEqual([]);
    run.resumed({ head: { epoch: 1, sequence: 10 } });
    expect(run.requested('subscribe')).toEqual(['board S1']);
  });

  it('are requested again if their link dropped', () => {
    const run = new MachineRun()
      .live(10, 0)
      .subscribe('S1')
      .subscribed([makeAccepted(1)])
      .reconnect({ epoch: 1, sequence: 20 });
    expect(run.requested('resume')).toEqual(['board S0']);
    run.resumed({ head: { epoch: 1, sequence: 20 } });
    expect(run.requested('subscribe')).toEqual(['board S1']);
  });
});

describe('a refused subscription', () => {
  it('is kept with the reason, and delays nothing', () => {
    const run = new MachineRun().live(10).subscribe('NOPE');
    run.dispatch({ type: 'subscribed', request: 1, reply: refused('NOPE', 'no NOPE') });
    expect(run.machine.subscriptions.get('NOPE', 'board')).toMatchObject({ stage: 'refused', why: 'no NOPE' });
    expect(run.machine.snapshotRequestedAt).toBeUndefined();
  });

  it('is requested again when it is reopened or another feed answers, but not on every reconnect', () => {
    const refusedOnce = (): MachineRun => {
      const run = new MachineRun().live(10).subscribe('NOPE');
      return run.dispatch({ type: 'subscribed', request: 1, reply: refused('NOPE', '') });
    };
    expect(refusedOnce().subscribe('NOPE').requested('subscribe')).toEqual(['board NOPE']);
    expect(refusedOnce().reconnect({ epoch: 2, sequence: 0 }).requested('subscribe')).toEqual(['board NOPE']);
    expect(refusedOnce().reconnect({ epoch: 1, sequence: 10 }).requested('subscribe')).toEqual([]);
  });
});

describe('a closed subscription', () => {
  it('is unsubscribed and removed at once', () => {
    const run = new MachineRun().live(10, 0).unsubscribe('S0');
    expect(run.effectNames).toEqual(['unsubscribe', 'emit-unsubscribed']);
    expect(run.requested('unsubscribe')).toEqual(['board S0']);
    expect(run.stageOf('S0')).toBeUndefined();
  });

  it('is only removed while not connected', () => {
    const run = new MachineRun().live(10, 0).dispatch({ type: 'lost', why: 'x' }).unsubscribe('S0');
    expect(run.effectNames).toEqual(['emit-unsubscribed']);
    run.dispatch({ type: 'retry' }).welcome({ epoch: 1, sequence: 20 });
    expect(run.effectNames).not.toContain('resume');
    expect(run.phase).toBe('live');
  });

  it('ignores the reply to a pending request, and delays nothing', () => {
    const run = new MachineRun()
      .live(10)
      .subscribe('S0')
      .unsubscribe('S0')
      .subscribed([makeAccepted(0)]);
    expect(run.accepted).toEqual([]);
    expect(run.stageOf('S0')).toBeUndefined();
    expect(run.machine.snapshotRequestedAt).toBeUndefined();
  });

  it('is unsubscribed after a pending resume', () => {
    const run = new MachineRun().live(10, 0, 1).reconnect({ epoch: 1, sequence: 10 }).unsubscribe('S0');
    expect(run.effectNames).toEqual(['emit-unsubscribed']);
    const accepted = [0, 1].map((id) => makeAccepted(id, { receipt: EXACT }));
    run.resumed({ accepted, head: { epoch: 1, sequence: 10 } });
    expect(run.accepted).toEqual(['board S1']);
    expect(run.requested('unsubscribe')).toEqual(['board S0']);
  });
});

describe('a reopened subscription', () => {
  it('waits for the second reply and its snapshot if the first request is pending', () => {
    const run = new MachineRun().live(10).subscribe('S0').unsubscribe('S0').subscribe('S0');
    expect(run.requested('subscribe')).toEqual(['board S0']);
    run.subscribed([makeAccepted(0)], 1);
    expect(run.accepted).toEqual([]);
    run.snapshot(10, 0);
    expect(run.stageOf('S0')).toBe('requested');
    run.subscribed([makeAccepted(0)], 2);
    expect(run.accepted).toEqual(['board S0']);
    expect(run.snapshot(10, 0).stageOf('S0')).toBe('synced');
  });

  it('starts with the second reply if it is a tape, so that nothing is missing between the two', () => {
    const run = new MachineRun().live(10).subscribe('S0', 'tape').unsubscribe('S0', 'tape').subscribe('S0', 'tape');
    run.subscribed([makeAccepted(0, { mode: 'tape' })], 1);
    expect(run.accepted).toEqual([]);
    run.subscribed([makeAccepted(0, { mode: 'tape' })], 2);
    expect(run.accepted).toEqual(['tape S0']);
  });

  it('is requested from scratch if a resume is pending', () => {
    const run = new MachineRun().live(10, 0).reconnect({ epoch: 1, sequence: 10 }).unsubscribe('S0').subscribe('S0');
    run.resumed({ accepted: [makeAccepted(0, { receipt: EXACT })], head: { epoch: 1, sequence: 10 } });
    expect(run.accepted).toEqual([]);
    expect(run.requested('unsubscribe')).toEqual([]);
    expect(run.requested('subscribe')).toEqual(['board S0']);
    expect(run.stageOf('S0')).toBe('requested');
  });

  it('is not completed by a snapshot if the reply was lost', () => {
    const run = new MachineRun()
      .live(10, 0)
      .subscribe('S1')
      .subscribed([makeAccepted(1)])
      .reconnect({ epoch: 1, sequence: 10 });
    run.resumed({ accepted: [makeAccepted(0, { receipt: EXACT })], head: { epoch: 1, sequence: 10 } });
    expect(run.requested('subscribe')).toEqual(['board S1']);
    expect(run.snapshot(10, 1).stageOf('S1')).toBe('requested');
  });
});

describe('a late reply', () => {
  it('changes nothing if it answers a subscribe from before a resume, which replaces all subscriptions', () => {
    const run = new MachineRun().live(10, 0).subscribe('S1').batch(12, 15);
    expect(run.phase).toBe('resuming');
    const { machine } = run;
    run.subscribed([makeAccepted(1)], machine.lastRequest - 1);
    expect(run.machine).toBe(machine);
    expect(run.effects).toEqual([]);
  });

  it('changes nothing if it answers a resume on a dropped link', () => {
    const run = new MachineRun().live(10, 0).reconnect({ epoch: 1, sequence: 20 }).dispatch({ type: 'lost', why: 'x' });
    const { machine } = run;
    expect(run.resumed({ head: { epoch: 1, sequence: 20 } }).machine).toBe(machine);
  });
});
