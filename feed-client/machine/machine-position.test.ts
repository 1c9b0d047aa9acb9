// The state machine's position: which ranges move it, which trigger a resume, and the results of a resume.
import { describe, expect, it } from 'vitest';
import type { Accepted, Mode, Receipt } from '../../proto/messages.ts';
import { makeAccepted, makeBatch, makeHeartbeat, makeInstrument } from '../../tests/support/wire/builders.ts';
import { MachineRun } from '../../tests/support/clients/machine-run.ts';

const EXACT: Receipt = { kind: 'exact', missed: 5, fromTime: 0, toTime: 0 };
const RESET: Receipt = { kind: 'reset', reason: 'other-epoch' };

function acceptedWith(id: number, receipt: Receipt, mode: Mode = 'board'): Accepted {
  return makeAccepted(id, { mode, receipt });
}

/** Reconnected at 20 after a drop at 10, with a resume under way. */
function resuming(): MachineRun {
  return new MachineRun().live(10, 0, 1).reconnect({ epoch: 1, sequence: 20 });
}

describe('a range', () => {
  it('is applied and moves the position if it is next', () => {
    const run = new MachineRun().live(10, 0);
    const batch = makeBatch({ after: 10, through: 14 });
    run.dispatch({ type: 'batch', batch });
    expect(run.effects).toEqual([{ do: 'emit-batch', batch }]);
    expect(run.position).toEqual({ epoch: 1, sequence: 14 });
    run.dispatch({ type: 'heartbeat', behindMs: undefined, heartbeat: makeHeartbeat({ after: 14, through: 20 }) });
    expect(run.effects).toEqual([]);
    expect(run.position?.sequence).toBe(20);
  });

  it('is not applied again if it is a duplicate', () => {
    const run = new MachineRun().live(10, 0).batch(10, 14).batch(10, 14);
    expect(run.effects).toEqual([]);
    expect(run.position?.sequence).toBe(14);
  });

  it.each([
    { problem: 'a gap', after: 12, through: 15, epoch: 1 },
    { problem: 'an overlap', after: 8, through: 15, epoch: 1 },
    { problem: 'another epoch', after: 10, through: 15, epoch: 2 },
  ])('is not applied after $problem, and triggers a resume from the position', ({ after, through, epoch }) => {
    const run = new MachineRun().live(10, 0, 1).advance(100).batch(after, through, epoch);
    expect(run.effectNames).toEqual(['resume']);
    expect(run.effects[0]).toMatchObject({ resume: { after: { epoch: 1, sequence: 10 } } });
    expect(run.requested('resume')).toEqual(['board S0', 'board S1']);
    expect(run.machine).toMatchObject({ phase: { kind: 'resuming' }, downSince: undefined });
    expect(run.position).toEqual({ epoch: 1, sequence: 10 });
  });

  it('triggers a resume after a gap even if it comes with a heartbeat', () => {
    const run = new MachineRun().live(10, 0);
    run.dispatch({
      type: 'heartbeat',
      behindMs: undefined,
      heartbeat: makeHeartbeat({ after: 13, through: 13, head: 13 }),
    });
    expect(run.effectNames).toEqual(['resume']);
  });

  it('is ignored before the reply to a resume', () => {
    const run = resuming().batch(10, 20).snapshot(10, 0);
    expect(run.effects).toEqual([]);
    expect(run.phase).toBe('resuming');
    expect(run.position?.sequence).toBe(10);
  });
});

describe('a resume', () => {
  it('is sent after the welcome, from the position', () => {
    const run = resuming();
    expect(run.effectNames).toEqual(['resume', 'fetch-instruments']);
    expect(run.effects[0]).toMatchObject({ resume: { after: { epoch: 1, sequence: 10 } } });
    expect(run.requested('resume')).toEqual(['board S0', 'board S1']);
  });

  it('ends when the head in its reply is reached', () => {
    const run = resuming()
      .advance(30)
      .resumed({ accepted: [acceptedWith(0, EXACT), acceptedWith(1, EXACT)], head: { epoch: 1, sequence: 20 } });
    expect(run.effects).toMatchObject([
      { do: 'emit-accepted', newEpoch: false, accepted: [{ mode: 'board' }, { mode: 'board' }] },
      {
        do: 'emit-receipts',
        receipts: [
          { symbol: 'S0', receipt: EXACT },
          { symbol: 'S1', receipt: EXACT },
        ],
      },
    ]);
    expect(run.batch(10, 15).phase).toBe('syncing');
    expect(run.advance(10).batch(15, 20).phase).toBe('live');
    const exact = { symbols: 2, ticks: 10 };
    expect(run.machine.lastRecovery).toMatchObject({
      at: 40,
      downMs: 40,
      board: { exact },
      tape: { exact: { symbols: 0 } },
    });
    expect(run.machine.downSince).toBeUndefined();
  });

  it('ends at once if it starts from the head', () => {
    const run = resuming().resumed({ accepted: [acceptedWith(0, EXACT)], head: { epoch: 1, sequence: 10 } });
    expect(run.phase).toBe('live');
  });

  it('restarts at the head, with snapshots, new ids and gaps in the tapes, if it is reset', () => {
    const run = new MachineRun()
      .live(10, 0)
      .subscribe('S1', 'tape')
      .subscribed([makeAccepted(1, { mode: 'tape' })]);
    run.reconnect({ epoch: 2, sequence: 3 });
    const board = makeAccepted(0, { instrument: makeInstrument(5, { symbol: 'S0' }), receipt: RESET });
    run.resumed({ accepted: [board, acceptedWith(1, RESET, 'tape')], head: { epoch: 2, sequence: 4 } });
    expect(run.effects).toMatchObject([
      { do: 'emit-accepted', newEpoch: true, accepted: [{ instrument: { id: 5, symbol: 'S0' } }, { mode: 'tape' }] },
      {
        do: 'emit-receipts',
        receipts: [
          { symbol: 'S0', mode: 'board', receipt: RESET },
          { symbol: 'S1', mode: 'tape', receipt: RESET },
        ],
      },
    ]);
    expect(run.phase).toBe('syncing');
    expect(run.position).toEqual({ epoch: 2, sequence: 4 });
  });

  it('ends with the last snapshot if it is reset', () => {
    const run = resuming().resumed({
      accepted: [acceptedWith(0, RESET), acceptedWith(1, RESET)],
      head: { epoch: 1, sequence: 20 },
    });
    expect(run.snapshot(20, 0).phase).toBe('syncing');
    expect(run.snapshot(20, 1).phase).toBe('live');
    expect(run.machine.lastRecovery).toMatchObject({ board: { reset: { symbols: 2 } } });
  });

  it('fails if it is reset and no snapshot arrives within 5 seconds, even if other messages do', () => {
    const run = resuming().resumed({ accepted: [acceptedWith(0, RESET)], head: { epoch: 1, sequence: 20 } });
    run.advance(3_000).batch(20, 21);
    expect(run.nextDeadline).toBe(5_000);
    expect(run.advance(2_000).dispatch({ type: 'timer' }).phase).toBe('waiting');
  });

  it('ends tapes that the new feed does not offer', () => {
    const run = new MachineRun()
      .live(10)
      .subscribe('S1', 'tape')
      .subscribed([makeAccepted(1, { mode: 'tape' })]);
    run.reconnect({ epoch: 2, sequence: 3 });
    const refused = { kind: 'unknown-symbol', symbol: 'S1', mode: 'tape', message: 'no S1' } as const;
    run.resumed({ refused: [refused], head: { epoch: 2, sequence: 4 } });
    expect(run.effects).toContainEqual({
      do: 'emit-receipts',
      receipts: [{ symbol: 'S1', mode: 'tape', receipt: { kind: 'reset', reason: 'other-epoch' } }],
    });
    expect(run.stageOf('S1', 'tape')).toBe('refused');
  });

  it('adds up over all drops of an outage', () => {
    const run = resuming().resumed({
      accepted: [acceptedWith(0, EXACT), acceptedWith(1, EXACT)],
      head: { epoch: 1, sequence: 20 },
    });
    run.batch(10, 15).advance(100).reconnect({ epoch: 1, sequence: 30 });
    run
      .resumed({ accepted: [acceptedWith(0, EXACT), acceptedWith(1, EXACT)], head: { epoch: 1, sequence: 30 } })
      .batch(15, 30);
    expect(run.machine.lastRecovery).toMatchObject({
      at: 100,
      downMs: 100,
      board: { exact: { symbols: 2, ticks: 20 } },
    });
    run
      .reconnect({ epoch: 1, sequence: 30 })
      .resumed({ accepted: [acceptedWith(0, EXACT)], head: { epoch: 1, sequence: 30 } });
    expect(run.machine.lastRecovery).toMatchObject({ downMs: 0, board: { exact: { symbols: 1, ticks: 5 } } });
  });

  it('drops the connection after 5 seconds without a reply, and keeps counting attempts', () => {
    const run = resuming();
    expect(run.nextDeadline).toBe(5_000);
    run.advance(5_000).dispatch({ type: 'timer' });
    expect(run.machine.phase).toMatchObject({ kind: 'waiting', attempt: 3, why: 'no answer in 5 s' });
    expect(run.position?.sequence).toBe(10);
  });

  it('drops the connection after 5 seconds without data', () => {
    const run = resuming()
      .advance(1_000)
      .resumed({ accepted: [acceptedWith(0, EXACT)], head: { epoch: 1, sequence: 20 } });
    expect(run.nextDeadline).toBe(6_000);
    run.advance(2_000).batch(10, 12);
    expect(run.nextDeadline).toBe(8_000);
    run.advance(5_000).dispatch({ type: 'timer' });
    expect(run.phase).toBe('waiting');
    expect(run.position?.sequence).toBe(12);
  });
});

describe('the list of instruments', () => {
  it('is requested until it arrives, and again for another epoch', () => {
    const run = resuming();
    expect(run.effectNames).toContain('fetch-instruments');
    run.dispatch({ type: 'instruments', epoch: 1, instruments: [] }).reconnect({ epoch: 1, sequence: 30 });
    expect(run.effectNames).toEqual(['resume']);
    expect(run.reconnect({ epoch: 2, sequence: 5 }).effectNames).toContain('fetch-instruments');
  });
});

describe('a fresh start', () => {
  it('takes the position of the welcome, and waits for all subscriptions', () => {
    const run = new MachineRun().subscribe('S0').subscribe('S0', 'tape').dispatch({ type: 'start' });
    expect(run.welcome({ epoch: 1, sequence: 7 }).effectNames).toEqual([
      'emit-accepted',
      'subscribe',
      'fetch-instruments',
    ]);
    expect(run.requested('subscribe')).toEqual(['board S0', 'tape S0']);
    expect(run.machine.phase).toMatchObject({ kind: 'syncing', fresh: true });
    expect(run.position).toEqual({ epoch: 1, sequence: 7 });
    run.subscribed([makeAccepted(0), makeAccepted(0, { mode: 'tape' })]);
    expect(run.phase).toBe('syncing');
    expect(run.snapshot(7, 0).phase).toBe('live');
    expect(run.machine.lastRecovery).toBeUndefined();
  });

  it('is repeated if the link drops before anything is complete', () => {
    const run = new MachineRun().subscribe('S0').dispatch({ type: 'start' }).welcome({ epoch: 1, sequence: 7 });
    run.subscribed([makeAccepted(0)]).reconnect({ epoch: 1, sequence: 30 });
    expect(run.effectNames).toEqual(['emit-accepted', 'subscribe', 'fetch-instruments']);
    expect(run.position?.sequence).toBe(30);
  });
});

describe('a snapshot', () => {
  it('triggers a resume if it is not at the position', () => {
    const run = new MachineRun()
      .live(10, 0)
      .subscribe('S1')
      .subscribed([makeAccepted(1)])
      .snapshot(12, 1);
    expect(run.effectNames).toEqual(['resume']);
    expect(run.requested('resume')).toEqual(['board S0']);
    expect(run.stageOf('S1')).toBe('new');
  });

  it('drops the connection if it does not arrive within 5 seconds of its request', () => {
    const run = new MachineRun()
      .live(10, 0)
      .subscribe('S1')
      .subscribed([makeAccepted(1)]);
    for (let i = 0; i < 5; i++) {
      expect(run.advance(999).batch(10 + i, 11 + i).phase).toBe('live');
      run.dispatch({ type: 'timer' });
    }
    expect(run.nextDeadline).toBe(5_000);
    expect(run.advance(5).dispatch({ type: 'timer' }).phase).toBe('waiting');
  });
});
