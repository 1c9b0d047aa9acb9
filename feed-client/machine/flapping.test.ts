// Servers that welcome and drop, or leave gaps: the client reconnects ever less often, until a link is steady.
import { describe, expect, it } from 'vitest';
import { HEARTBEAT_MS, MachineRun } from '../../tests/support/clients/machine-run.ts';
import { STEADY_AFTER_MS } from './state.ts';

const HEAD = { epoch: 1, sequence: 10 };

/** The length of the current wait. */
function waitOf(run: MachineRun): number {
  return (run.nextDeadline ?? NaN) - run.now;
}

/** Lets the wait pass, connects and resumes. */
function comeBack(run: MachineRun): MachineRun {
  return run.advance(waitOf(run)).dispatch({ type: 'timer' }).welcome(HEAD).resumed({ head: HEAD });
}

describe('a server that welcomes and drops', () => {
  it('is tried after growing waits, though each attempt leads to a live link', () => {
    const run = new MachineRun().live(10, 0).advance(STEADY_AFTER_MS);
    const waits: number[] = [];
    for (let i = 0; i < 6; i++) {
      run.dispatch({ type: 'lost', why: 'transport close' });
      waits.push(waitOf(run));
      expect(comeBack(run).phase).toBe('live');
    }
    expect(waits).toEqual([50, 100, 200, 200, 200, 200]);
  });

  it('is tried even less often after some minutes', () => {
    const run = new MachineRun().live(10, 0);
    let tries = 0;
    for (; run.now < 300_000; tries++) comeBack(run.dispatch({ type: 'lost', why: 'transport close' }));
    expect(tries).toBeLessThan(1_600);
    run.dispatch({ type: 'lost', why: 'transport close' });
    expect(waitOf(run)).toBe(1_000);
  });

  it('starts with a clean slate after a link was live for ten seconds', () => {
    const run = new MachineRun().live(10, 0);
    for (let i = 0; i < 6; i++) comeBack(run.dispatch({ type: 'lost', why: 'transport close' }));
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
  it('is asked to fill a few on the same link, then dropped, with growing waits', () => {
    const run = new MachineRun().live(10, 0).advance(STEADY_AFTER_MS);
    const waits: number[] = [];
    for (let link = 0; link < 3; link++) {
      for (let hole = 0; hole < 3; hole++) {
        expect(run.batch(12, 15).phase).toBe('resuming');
        expect(run.resumed({ head: HEAD }).phase).toBe('live');
      }
      expect(run.batch(12, 15).machine.phase).toMatchObject({ kind: 'waiting', why: 'the server keeps leaving gaps' });
      waits.push(waitOf(run));
      comeBack(run);
    }
    expect(waits).toEqual([50, 100, 200]);
  });

  it('rarely is always asked on the same link', () => {
    const run = new MachineRun().live(10, 0);
    for (let hole = 0; hole < 20; hole++) {
      run.advance(STEADY_AFTER_MS).batch(12, 15);
      expect(run.phase).toBe('resuming');
      run.resumed({ head: HEAD });
    }
  });
});

it('clients drop a silent link at different times', () => {
  const run = new MachineRun().live(10, 0).advance(STEADY_AFTER_MS).heartbeat(10);
  run.advance(2.5 * HEARTBEAT_MS).dispatch({ type: 'timer' });
  run.advance(3.5 * HEARTBEAT_MS).dispatch({ type: 'timer' });
  expect(run.machine.phase).toMatchObject({ kind: 'waiting', attempt: 1, why: 'silent' });
  expect(waitOf(run)).toBe(50);
});
