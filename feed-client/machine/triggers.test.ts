// Reconnect triggers: the user, the network, and waking up.
import { describe, expect, it } from 'vitest';
import { makeAccepted } from '../../tests/support/wire/builders.ts';
import { MachineRun } from '../../tests/support/clients/machine-run.ts';

function connecting(): MachineRun {
  return new MachineRun().live(10, 0).dispatch({ type: 'lost', why: 'x' }).dispatch({ type: 'retry' });
}

function resuming(): MachineRun {
  return connecting().welcome({ epoch: 1, sequence: 20 });
}

function syncing(): MachineRun {
  return resuming().resumed({ accepted: [makeAccepted(0)], head: { epoch: 1, sequence: 20 } });
}

describe.each(['retry', 'nudge'] as const)('a %s', (type) => {
  it.each([
    ['connecting', connecting],
    ['resuming', resuming],
    ['syncing', syncing],
  ] as const)('restarts an attempt that has been %s for a second, not before', (kind, makeRun) => {
    expect(makeRun().advance(999).dispatch({ type }).phase).toBe(kind);
    const run = makeRun().advance(1_000).dispatch({ type });
    expect(run.phase).toBe('connecting');
    expect(run.effectNames).toEqual(['close', 'open']);
  });

  it('does not count as an attempt', () => {
    const { attempt } = connecting().machine.phase as { attempt: number };
    expect(connecting().advance(1_000).dispatch({ type }).machine.phase).toMatchObject({ kind: 'connecting', attempt });
  });

  it('keeps a live link', () => {
    expect(new MachineRun().live(10, 0).advance(2_499).dispatch({ type }).phase).toBe('live');
  });
});

it('a nudge does not interrupt an attempt that makes progress, but a retry does', () => {
  const progressing = (): MachineRun => syncing().advance(900).batch(10, 12).advance(900);
  expect(progressing().dispatch({ type: 'nudge' }).phase).toBe('syncing');
  expect(progressing().dispatch({ type: 'retry' }).phase).toBe('connecting');
});

describe('a refusing server', () => {
  const refused = (): MachineRun =>
    new MachineRun().live(10, 0).dispatch({ type: 'closing', close: { code: 4501, message: 'bad frames' } });

  it.each(['nudge', 'wake'] as const)('is not affected by a %s', (type) => {
    const run = refused();
    const { machine } = run;
    expect(run.advance(60_000).dispatch({ type }).machine).toBe(machine);
    expect(run.effects).toEqual([]);
  });

  it('is tried again on a retry', () => {
    expect(refused().dispatch({ type: 'retry' }).machine.phase).toMatchObject({ kind: 'connecting', attempt: 1 });
  });
});

describe('a link after a possible sleep', () => {
  const checking = (): MachineRun => new MachineRun().live(10, 0).advance(500).heartbeat(10).dispatch({ type: 'wake' });

  it('is not live until the next message, but stays open', () => {
    const run = checking();
    expect(run.effects).toEqual([]);
    expect(run.machine).toMatchObject({
      phase: { kind: 'checking', asOf: 500 },
      outage: { asOf: 500, why: 'this machine slept' },
    });
    run.advance(300).batch(10, 12);
    expect(run.phase).toBe('checking');
    expect(run.effectNames).toEqual(['emit-batch']);
    run.advance(200).heartbeat(12);
    expect(run.machine).toMatchObject({
      phase: { kind: 'live' },
      outage: undefined,
      downSince: undefined,
      lastRecovery: undefined,
    });
  });

  it('is behind if the messages are old', () => {
    const run = new MachineRun().live(10, 0).advance(500).heartbeat(10).advance(8_000).dispatch({ type: 'wake' });
    run.heartbeat(10, 7_000);
    expect(run.phase).toBe('stale');
    expect(run.machine.outage?.why).toBe('behind');
    run.heartbeat(10, 6_000).heartbeat(10, 3_000).heartbeat(10, 1_000);
    expect(run.phase).toBe('live');
  });

  it('is replaced if it stays silent, and the outage states since when prices are old', () => {
    const run = checking().advance(1_499).dispatch({ type: 'timer' });
    expect(run.phase).toBe('checking');
    run.advance(1).dispatch({ type: 'timer' });
    expect(run.effectNames).toEqual(['close', 'open']);
    expect(run.machine).toMatchObject({ downSince: 500, outage: { asOf: 500, why: 'this machine slept' } });
    run.welcome({ epoch: 1, sequence: 20 });
    expect(run.effects[0]).toMatchObject({ do: 'resume', resume: { after: { epoch: 1, sequence: 10 } } });
  });

  it('ignores nudges while it is checked', () => {
    const run = checking().advance(1_400).dispatch({ type: 'nudge' });
    expect(run.phase).toBe('checking');
    expect(run.effects).toEqual([]);
  });

  it('keeps the earlier reason if it was lost, and connects at once', () => {
    const silent = new MachineRun().live(10, 0).advance(2_500).dispatch({ type: 'timer' });
    expect(silent.advance(60_000).dispatch({ type: 'wake' }).machine.outage).toEqual({ asOf: 0, why: 'silent' });
    expect(silent.effectNames).toEqual(['close', 'open']);
    const waiting = new MachineRun().live(10, 0).dispatch({ type: 'lost', why: 'x' }).dispatch({ type: 'wake' });
    expect(waiting.phase).toBe('connecting');
  });

  it('reports no age of prices if none ever arrived', () => {
    const run = new MachineRun().subscribe('S0').dispatch({ type: 'start' }).welcome({ epoch: 1, sequence: 20 });
    expect(run.advance(60_000).dispatch({ type: 'wake' }).machine.outage?.asOf).toBeUndefined();
  });
});

describe('a late link', () => {
  const late = (): MachineRun =>
    new MachineRun().live(10, 0).advance(1_000).heartbeat(10).advance(9_000).heartbeat(10, 8_000);

  it('ignores nudges', () => {
    const run = late();
    expect(run.machine.outage?.why).toBe('behind');
    expect(run.dispatch({ type: 'nudge' }).effects).toEqual([]);
    expect(run.phase).toBe('stale');
  });

  it('is replaced on a retry', () => {
    expect(late().dispatch({ type: 'retry' }).effectNames).toEqual(['close', 'open']);
  });
});
