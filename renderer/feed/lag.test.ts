// A link whose messages come late is not live.
import { describe, expect, it } from 'vitest';
import { HEARTBEAT_MS, MachineRun } from '../../tests/support/machine-run.ts';
import { delayOf } from './lag.ts';
import { deadline } from './phases.ts';

it.each([
  {
    least: undefined,
    serverTime: 1_000,
    now: 900,
    delay: { least: -100, behindMs: 0 },
    why: 'the first is the measure',
  },
  { least: -100, serverTime: 1_000, now: 930, delay: { least: -100, behindMs: 30 }, why: 'a slower one is late' },
  {
    least: -100,
    serverTime: 1_000,
    now: 880,
    delay: { least: -120, behindMs: 0 },
    why: 'a quicker one is the measure',
  },
  {
    least: 7_200_000,
    serverTime: 0,
    now: 7_205_000,
    delay: { least: 7_200_000, behindMs: 5_000 },
    why: 'clocks may differ',
  },
])('$why: sent at $serverTime, heard at $now', ({ least, serverTime, now, delay }) => {
  expect(delayOf(least, serverTime, now)).toEqual(delay);
});

/** Live, the last heartbeat being `lateMs` late. */
function late(lateMs: number): MachineRun {
  const run = new MachineRun().live(10, 0);
  for (let i = 0; i < 9; i++) run.wait(HEARTBEAT_MS).beat(10);
  return run.wait(HEARTBEAT_MS).beat(10, lateMs);
}

describe('a heartbeat', () => {
  it('that is two seconds late says nothing, one that is later says that prices are old', () => {
    expect(late(2_000).phase).toBe('live');
    const run = late(5_000);
    expect(run.machine).toMatchObject({
      phase: { kind: 'stale', asOf: 5_000, behindMs: 5_000 },
      outage: { asOf: 5_000, why: 'behind' },
      downSince: 5_000,
    });
    expect(run.effects).toEqual([]);
  });

  it('in time again makes the link live, a batch does not', () => {
    const run = late(5_000).batch(10, 12);
    expect(run.phase).toBe('stale');
    expect(run.doing).toEqual(['apply-batch']);
    run.wait(500).beat(12, 2_000);
    expect(run.machine).toMatchObject({
      phase: { kind: 'live', since: 10_500 },
      outage: undefined,
      downSince: undefined,
    });
  });

  it('moves on what prices are true as of', () => {
    const run = late(5_000).wait(HEARTBEAT_MS).beat(10, 4_000);
    expect(run.machine).toMatchObject({
      phase: { kind: 'stale', asOf: 7_000, behindMs: 4_000 },
      outage: { asOf: 7_000 },
    });
  });

  it('that belongs to a new link measures anew, as where the server was given another clock', () => {
    const run = late(5_000);
    expect(deadline(run.machine)).toBe(16_000);
    for (let i = 0; i < 6; i++) run.wait(HEARTBEAT_MS).beat(10, 5_000);
    expect(run.take({ type: 'timer' }).machine.phase).toMatchObject({ kind: 'waiting', why: 'behind' });
    run.wait(1_000).take({ type: 'timer' }).welcome({ epoch: 1, sequence: 10 });
    run.resumed({ head: { epoch: 1, sequence: 10 } }).beat(10);
    expect(run.phase).toBe('live');
  });
});
