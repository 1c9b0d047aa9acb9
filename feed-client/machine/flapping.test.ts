// Servers that drop connections or leave gaps: the client waits longer and longer before it reconnects, until a link is steady.
import { describe, expect, it } from 'vitest';
import { HEARTBEAT_MS, MachineRun } from '../../tests/support/clients/machine-run.ts';
import { STEADY_AFTER_MS } from './state.ts';

const HEAD = { epoch: 1, sequence: 10 };

/** The length of the current wait. */
function waitMsOf(run: MachineRun): number {
  return (run.nextDeadline ?? NaN) - run.now;
}

/** Waits for the next attempt, connects and resumes. */
function reconnect(run: MachineRun): MachineRun {
  return run.advance(waitMsOf(run)).dispatch({ type: 'timer' }).welcome(HEAD).resumed({ head: HEAD });
}

describe('a flapping server', () => {
  it('is tried after growing delays, even though each attempt leads to a live link', () => {
    const run = new MachineRun().live(10, 0).advance(STEADY_AFTER_MS);
    const waits: number[] = [];
    for (let i = 0; i < 6; i++) {
      run.dispatch({ type: 'lost', why: 'transport close' });
      waits.push(waitMsOf(run));
      expect(reconnect(run).phase).toBe('live');
    }
    expect(waits).toEqual([50, 100, 200, 200, 200, 200]);
  });

  it('is tried less often after some minutes', () => {
    const run = new MachineRun().live(10, 0);
    let attempts = 0;
    for (; run.now < 300_000; attempts++) reconnect(run.dispatch({ type: 'lost', why: 'transport close' }));
    expect(attempts).toBeLessThan(1_600);
    run.dispatch({ type: 'lost', why: 'transport close' });
    expect(waitMsOf(run)).toBe(1_000);
  });

  it('gets a fresh start once a link has been live for ten seconds', () => {
    const run = new MachineRun().live(10, 0);
    for (let i = 0; i < 6; i++) reconnect(run.dispatch({ type: 'lost', why: 'transport close' }));
    run.advance(STEADY_AFTER_MS - 1).heartbeat(10);
    const early = run.machine;
    run.advance(1).dispatch({ type: 'lost', why: 'transport close' });
    expect(run.machine.phase).toMatchObject({ kind: 'waiting', attempt: 1 });
    run.machine = early;
    run.advance(-1).dispatch({ type: 'lost', why: 'transport close' });
    expect(run.machine.phase).toMatchObject({ kind: 'waiting', attempt: 8 });
  });
});

describe('a server that leaves gaps', () => {
  it('gets a few resumes on the same link before the client drops it, with growing delays', () => {
    const run = new MachineRun().live(10, 0).advance(STEADY_AFTER_MS);
    const waits: number[] = [];
    for (let link = 0; link < 3; link++) {
      for (let gap = 0; gap < 3; gap++) {
        expect(run.batch(12, 15).phase).toBe('resuming');
        expect(run.resumed({ head: HEAD }).phase).toBe('live');
      }
      expect(run.batch(12, 15).machine.phase).toMatchObject({ kind: 'waiting', why: 'the server keeps leaving gaps' });
      waits.push(waitMsOf(run));
      reconnect(run);
    }
    expect(waits).toEqual([50, 100, 200]);
  });

  it('gets a resume on the same link every time if gaps are rare', () => {
    const run = new MachineRun().live(10, 0);
    for (let gap = 0; gap < 20; gap++) {
      run.advance(STEADY_AFTER_MS).batch(12, 15);
      expect(run.phase).toBe('resuming');
      run.resumed({ head: HEAD });
    }
  });
});

it('reconnects after a random delay when a link is dropped for silence', () => {
  const run = new MachineRun().live(10, 0).advance(STEADY_AFTER_MS).heartbeat(10);
  run.advance(2.5 * HEARTBEAT_MS).dispatch({ type: 'timer' });
  run.advance(3.5 * HEARTBEAT_MS).dispatch({ type: 'timer' });
  expect(run.machine.phase).toMatchObject({ kind: 'waiting', attempt: 1, why: 'silent' });
  expect(waitMsOf(run)).toBe(50);
});
