// A link with late messages is not live, but is kept while messages arrive.
import { describe, expect, it } from 'vitest';
import { HEARTBEAT_MS, MachineRun } from '../../tests/support/clients/machine-run.ts';

/** A live link whose last heartbeat was `lateMs` late. */
function late(lateMs: number): MachineRun {
  const run = new MachineRun().live(10, 0);
  for (let i = 0; i < 9; i++) run.advance(HEARTBEAT_MS).heartbeat(10);
  return run.advance(HEARTBEAT_MS + lateMs).heartbeat(10, lateMs);
}

describe('a heartbeat', () => {
  it('counts as on time up to two seconds late, and shows that prices are old if it is later', () => {
    expect(late(2_000).phase).toBe('live');
    const run = late(5_000);
    const { phase } = run.machine;
    expect(phase).toMatchObject({ kind: 'stale' });
    // The possible drift of the clocks is subtracted.
    const { behindMs = 0, asOf } = phase as { behindMs?: number; asOf: number };
    expect(behindMs).toBeGreaterThan(4_700);
    expect(behindMs).toBeLessThanOrEqual(5_000);
    expect(run.machine).toMatchObject({ outage: { asOf, why: 'behind' }, downSince: asOf });
    expect(asOf).toBe(run.now - behindMs);
    expect(run.effects).toEqual([]);
  });

  it('makes the link live again if it is on time, unlike a batch', () => {
    const run = late(5_000).batch(10, 12);
    expect(run.phase).toBe('stale');
    expect(run.effectNames).toEqual(['emit-batch']);
    run.advance(500).heartbeat(12, 1_000);
    expect(run.machine).toMatchObject({ phase: { kind: 'live' }, outage: undefined, downSince: undefined });
  });

  it('may be late for minutes without a drop of the link', () => {
    const run = late(5_000);
    for (let i = 0; i < 120; i++) {
      run.advance(HEARTBEAT_MS).heartbeat(10, 5_000).dispatch({ type: 'timer' });
      expect(run.phase).toBe('stale');
    }
    const due = run.nextDeadline;
    expect(due).toBe(run.now + 6 * HEARTBEAT_MS);
    run.advance(6 * HEARTBEAT_MS).dispatch({ type: 'timer' });
    expect(run.machine.phase).toMatchObject({ kind: 'waiting', why: 'silent' });
  });

  it('does not affect the link if it belongs to another lane', () => {
    const run = late(0);
    const heartbeat = { epoch: 1, after: 10, through: 10, head: 10, serverTime: 0, marketTime: 0 } as const;
    const rest = { session: 'open', speed: 1, behindMs: 0, intervalMs: 250, digest: undefined } as const;
    expect(run.dispatch({ type: 'heartbeat', heartbeat: { ...heartbeat, ...rest }, behindMs: undefined }).phase).toBe(
      'live',
    );
  });

  it('is measured from scratch on a new link', () => {
    const run = late(5_000).dispatch({ type: 'retry' }).advance(100).welcome({ epoch: 1, sequence: 10 });
    run.resumed({ head: { epoch: 1, sequence: 10 } });
    expect(run.heartbeat(10).phase).toBe('live');
  });
});
