// What people, the network and waking do to a link.
import { describe, expect, it } from 'vitest';
import { makeAccepted } from '../../tests/support/builders.ts';
import { MachineRun } from '../../tests/support/machine-run.ts';

function connecting(): MachineRun {
  return new MachineRun().live(10, 0).take({ type: 'lost', why: 'x' }).take({ type: 'retry' });
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
  ] as const)('starts an attempt over that is %s for a second, not before', (kind, make) => {
    expect(make().wait(999).take({ type }).phase).toBe(kind);
    const run = make().wait(1_000).take({ type });
    expect(run.phase).toBe('connecting');
    expect(run.doing).toEqual(['close', 'open']);
  });

  it('counts no attempt', () => {
    const { attempt } = connecting().machine.phase as { attempt: number };
    expect(connecting().wait(1_000).take({ type }).machine.phase).toMatchObject({ kind: 'connecting', attempt });
  });

  it('leaves a link that is live', () => {
    expect(new MachineRun().live(10, 0).wait(2_499).take({ type }).phase).toBe('live');
  });
});

it('a nudge leaves alone what makes progress; a person may not want to wait for it', () => {
  const progressing = (): MachineRun => syncing().wait(900).batch(10, 12).wait(900);
  expect(progressing().take({ type: 'nudge' }).phase).toBe('syncing');
  expect(progressing().take({ type: 'retry' }).phase).toBe('connecting');
});

describe('a server that refused', () => {
  const refused = (): MachineRun =>
    new MachineRun().live(10, 0).take({ type: 'closing', close: { code: 4501, message: 'bad frames' } });

  it.each(['nudge', 'woke'] as const)('is left alone by a %s', (type) => {
    const run = refused();
    const { machine } = run;
    expect(run.wait(60_000).take({ type }).machine).toBe(machine);
    expect(run.effects).toEqual([]);
  });

  it('is tried again where a person asks', () => {
    expect(refused().take({ type: 'retry' }).machine.phase).toMatchObject({ kind: 'connecting', attempt: 1 });
  });
});

describe('waking', () => {
  it('leaves a link that looks live, and says as of when prices are', () => {
    const run = new MachineRun().live(10, 0).wait(500).beat(10).wait(3_600_000).take({ type: 'woke' });
    expect(run.doing).toEqual(['close', 'open']);
    expect(run.machine).toMatchObject({
      phase: { kind: 'connecting' },
      downSince: 500,
      outage: { asOf: 500, why: 'this machine slept' },
    });
    run.welcome({ epoch: 1, sequence: 20 });
    expect(run.effects[0]).toMatchObject({ do: 'resume', request: { from: { epoch: 1, sequence: 10 } } });
  });

  it('keeps why a link was lost before', () => {
    const run = new MachineRun().live(10, 0).wait(2_500).take({ type: 'timer' });
    expect(run.wait(60_000).take({ type: 'woke' }).machine.outage).toEqual({ asOf: 0, why: 'silent' });
  });

  it('says nothing of the age of prices that never came', () => {
    const run = new MachineRun().want('S0').take({ type: 'start' }).welcome({ epoch: 1, sequence: 20 });
    expect(run.wait(60_000).take({ type: 'woke' }).machine.outage?.asOf).toBeUndefined();
  });
});
