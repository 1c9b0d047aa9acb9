// What a person, the network and waking up do to a link.
import { describe, expect, it } from 'vitest';
import { makeAccepted } from '../../tests/support/wire/builders.ts';
import { MachineRun } from '../../tests/support/clients/machine-run.ts';

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

  it('does not count as an attempt', () => {
    const { attempt } = connecting().machine.phase as { attempt: number };
    expect(connecting().wait(1_000).take({ type }).machine.phase).toMatchObject({ kind: 'connecting', attempt });
  });

  it('keeps a live link', () => {
    expect(new MachineRun().live(10, 0).wait(2_499).take({ type }).phase).toBe('live');
  });
});

it('a nudge does not interrupt progress, but a person can', () => {
  const progressing = (): MachineRun => syncing().wait(900).batch(10, 12).wait(900);
  expect(progressing().take({ type: 'nudge' }).phase).toBe('syncing');
  expect(progressing().take({ type: 'retry' }).phase).toBe('connecting');
});

describe('a server that refused', () => {
  const refused = (): MachineRun =>
    new MachineRun().live(10, 0).take({ type: 'closing', close: { code: 4501, message: 'bad frames' } });

  it.each(['nudge', 'woke'] as const)('is not affected by a %s', (type) => {
    const run = refused();
    const { machine } = run;
    expect(run.wait(60_000).take({ type }).machine).toBe(machine);
    expect(run.effects).toEqual([]);
  });

  it('is tried again if a person asks', () => {
    expect(refused().take({ type: 'retry' }).machine.phase).toMatchObject({ kind: 'connecting', attempt: 1 });
  });
});

describe('a link that may be from before a sleep', () => {
  const suspected = (): MachineRun => new MachineRun().live(10, 0).wait(500).beat(10).take({ type: 'woke' });

  it('is not live before the next message of the server, and stays open', () => {
    const run = suspected();
    expect(run.effects).toEqual([]);
    expect(run.machine).toMatchObject({
      phase: { kind: 'checking', asOf: 500 },
      outage: { asOf: 500, why: 'this machine slept' },
    });
    run.wait(300).batch(10, 12);
    expect(run.phase).toBe('checking');
    expect(run.doing).toEqual(['emit-batch']);
    run.wait(200).beat(12);
    expect(run.machine).toMatchObject({
      phase: { kind: 'live' },
      outage: undefined,
      downSince: undefined,
      lastRecovery: undefined,
    });
  });

  it('is behind if the messages are old', () => {
    const run = new MachineRun().live(10, 0).wait(500).beat(10).wait(8_000).take({ type: 'woke' });
    run.beat(10, 7_000);
    expect(run.phase).toBe('stale');
    expect(run.machine.outage?.why).toBe('behind');
    run.beat(10, 6_000).beat(10, 3_000).beat(10, 1_000);
    expect(run.phase).toBe('live');
  });

  it('is replaced if it stays silent, and the outage says since when prices are old', () => {
    const run = suspected().wait(1_499).take({ type: 'timer' });
    expect(run.phase).toBe('checking');
    run.wait(1).take({ type: 'timer' });
    expect(run.doing).toEqual(['close', 'open']);
    expect(run.machine).toMatchObject({ downSince: 500, outage: { asOf: 500, why: 'this machine slept' } });
    run.welcome({ epoch: 1, sequence: 20 });
    expect(run.effects[0]).toMatchObject({ do: 'resume', resume: { after: { epoch: 1, sequence: 10 } } });
  });

  it('is not affected by the network and the page while it is checked', () => {
    const run = suspected().wait(1_400).take({ type: 'nudge' });
    expect(run.phase).toBe('checking');
    expect(run.effects).toEqual([]);
  });

  it('keeps the earlier reason of a lost link, and connects at once', () => {
    const silent = new MachineRun().live(10, 0).wait(2_500).take({ type: 'timer' });
    expect(silent.wait(60_000).take({ type: 'woke' }).machine.outage).toEqual({ asOf: 0, why: 'silent' });
    expect(silent.doing).toEqual(['close', 'open']);
    const waiting = new MachineRun().live(10, 0).take({ type: 'lost', why: 'x' }).take({ type: 'woke' });
    expect(waiting.phase).toBe('connecting');
  });

  it('has no age of prices if none ever arrived', () => {
    const run = new MachineRun().subscribe('S0').take({ type: 'start' }).welcome({ epoch: 1, sequence: 20 });
    expect(run.wait(60_000).take({ type: 'woke' }).machine.outage?.asOf).toBeUndefined();
  });
});

describe('a late link with messages', () => {
  const late = (): MachineRun => new MachineRun().live(10, 0).wait(1_000).beat(10).wait(9_000).beat(10, 8_000);

  it('is not affected by the network and the page', () => {
    const run = late();
    expect(run.machine.outage?.why).toBe('behind');
    expect(run.take({ type: 'nudge' }).effects).toEqual([]);
    expect(run.phase).toBe('stale');
  });

  it('is replaced if a person asks', () => {
    expect(late().take({ type: 'retry' }).doing).toEqual(['close', 'open']);
  });
});
