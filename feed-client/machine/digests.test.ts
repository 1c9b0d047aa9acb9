// Comparing the client's state with the server's: when the client compares, how differences are repaired, and when the link is dropped.
import { describe, expect, it } from 'vitest';
import { makeAccepted, makeHeartbeat } from '../../tests/support/wire/builders.ts';
import { MachineRun } from '../../tests/support/clients/machine-run.ts';
import { StatusCache } from '../status.ts';

/** Delivers a heartbeat at the head, with the digest of `symbols`. */
function deliverHeartbeat(run: MachineRun, sequence: number, symbols: number, intervalMs = 0): MachineRun {
  const digest = { symbols, sum: 7 };
  const heartbeat = makeHeartbeat({ after: sequence, through: sequence, head: sequence, serverTime: run.now });
  return run.dispatch({ type: 'heartbeat', heartbeat: { ...heartbeat, intervalMs, digest }, behindMs: undefined });
}

function compare(run: MachineRun, same: boolean, symbols = 2, intervalMs = 0): MachineRun {
  return run.dispatch({ type: 'verified', comparison: { intervalMs, symbols, same } });
}

function statusOf(run: MachineRun) {
  const { verified, repairs } = new StatusCache().statusOf(run.machine);
  return { verified, repairs };
}

/** Reports a difference, and delivers the states that are then requested again. */
function failAndRequestAgain(run: MachineRun): MachineRun {
  compare(run, false);
  return run.subscribed([makeAccepted(0), makeAccepted(1)]).snapshot(10, 0, 1);
}

describe('a heartbeat with a digest', () => {
  it('compares the boards of its lane', () => {
    expect(deliverHeartbeat(new MachineRun().live(10, 0, 1), 10, 2).effects).toEqual([
      { do: 'verify', intervalMs: 0, ids: [0, 1], sum: 7 },
    ]);
    const lanes = new MachineRun()
      .live(10, 0)
      .subscribe('S1', 'board', 500)
      .subscribed([makeAccepted(1)]);
    expect(deliverHeartbeat(lanes.snapshotOn(500, 10, 1), 10, 1, 500).effects).toMatchObject([
      { intervalMs: 500, ids: [1] },
    ]);
  });

  it.each<[string, (run: MachineRun) => MachineRun]>([
    ['its number of symbols differs', (run) => deliverHeartbeat(run, 10, 3)],
    ['its position is older', (run) => deliverHeartbeat(run.batch(10, 12), 10, 2)],
    ['it follows a gap', (run) => deliverHeartbeat(run, 12, 2)],
    ['a board is being requested again', (run) => deliverHeartbeat(run.subscribe('S0', 'board', 500), 10, 2)],
    ['the link is behind', (run) => run.heartbeat(10).advance(5_000).dispatch({ type: 'timer' }).heartbeat(10, 5_000)],
    ['it has no digest', (run) => run.heartbeat(10)],
  ])('compares nothing if %s', (_, act) => {
    expect(act(new MachineRun().live(10, 0, 1)).effectNames).not.toContain('verify');
  });
});

describe('a comparison', () => {
  it('shows its time and number of symbols if it agrees, but only while live', () => {
    const run = compare(new MachineRun().live(10, 0, 1).advance(300), true);
    expect(statusOf(run)).toEqual({ verified: { at: 300, symbols: 2 }, repairs: 0 });
    expect(statusOf(run.advance(3_000).dispatch({ type: 'timer' })).verified).toBeUndefined();
    expect(run.phase).toBe('stale');
    run.dispatch({ type: 'lost', why: 'x' });
    expect(statusOf(run).verified).toBeUndefined();
    run
      .dispatch({ type: 'retry' })
      .welcome({ epoch: 1, sequence: 10 })
      .resumed({ head: { epoch: 1, sequence: 10 } });
    expect(run.phase).toBe('live');
    expect(statusOf(run).verified).toBeUndefined();
  });

  it('shows the time of the oldest comparison over several lanes', () => {
    const run = new MachineRun()
      .live(10, 0, 1)
      .subscribe('S2', 'board', 500)
      .subscribed([makeAccepted(2)]);
    compare(run.snapshotOn(500, 10, 2).advance(100), true, 1, 500);
    compare(run.advance(100), true);
    expect(statusOf(run).verified).toEqual({ at: 100, symbols: 3 });
    run.unsubscribe('S0').unsubscribe('S1');
    expect(statusOf(run).verified).toEqual({ at: 100, symbols: 1 });
  });

  it('requests the states again if they differ, and counts a repair once they agree', () => {
    const run = compare(new MachineRun().live(10, 0, 1), false);
    expect(run.effectNames).toEqual(['subscribe']);
    expect(run.requested('subscribe')).toEqual(['board S0', 'board S1']);
    expect(run.phase).toBe('live');
    expect(statusOf(run)).toEqual({ verified: undefined, repairs: 0 });
    run.subscribed([makeAccepted(0), makeAccepted(1)]);
    expect(deliverHeartbeat(run, 10, 2).effectNames).not.toContain('verify');
    expect(deliverHeartbeat(run.snapshot(10, 0, 1), 10, 2).effectNames).toEqual(['verify']);
    expect(statusOf(compare(run, true))).toEqual({ verified: { at: 0, symbols: 2 }, repairs: 1 });
    expect(statusOf(compare(run, true)).repairs).toBe(1);
  });

  it('drops the link, and resumes nothing, if states still differ after three requests', () => {
    const run = failAndRequestAgain(failAndRequestAgain(failAndRequestAgain(new MachineRun().live(10, 0, 1))));
    expect(run.phase).toBe('live');
    expect(compare(run, false).machine.phase).toMatchObject({ kind: 'waiting', why: /differ/ });
    run.dispatch({ type: 'retry' }).welcome({ epoch: 1, sequence: 12 });
    expect(run.effectNames).not.toContain('resume');
    expect(run.requested('subscribe')).toEqual(['board S0', 'board S1']);
  });

  it('restarts the count if it agrees in between', () => {
    const run = failAndRequestAgain(failAndRequestAgain(failAndRequestAgain(new MachineRun().live(10, 0, 1))));
    compare(run, true);
    expect(failAndRequestAgain(run).phase).toBe('live');
  });
});
