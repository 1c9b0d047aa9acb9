// Whether what arrives is late: by the clocks of both sides, against the least delay that was seen on the link.
import { DEAD_AFTER_HEARTBEATS, attemptsSoFar, type Machine } from './phases.ts';
import { revive } from './progress.ts';

/** A heartbeat that is later than the quickest by more than this says that prices are old; milliseconds. */
export const BEHIND_LIMIT_MS = 2_000;

export interface Delay {
  /** The least so far of local time less server time: what the clocks differ by, and the quickest way. */
  readonly least: number;
  /** By how much this message is later than that, milliseconds, 0 or more. */
  readonly behindMs: number;
}

/** `least`: the one before, undefined on a new link. `now` is the local clock's, `serverTime` the server's when it sent. */
export function delayOf(least: number | undefined, serverTime: number, now: number): Delay {
  const delay = now - serverTime;
  const smallest = Math.min(least ?? delay, delay);
  return { least: smallest, behindMs: delay - smallest };
}

/** What a heartbeat of `serverTime` says of the link it came on. */
export function judgeDelay(machine: Machine, serverTime: number, now: number): Machine {
  const { phase } = machine;
  if (phase.kind !== 'syncing' && phase.kind !== 'live' && phase.kind !== 'stale') return machine;
  const { least, behindMs } = delayOf(machine.leastDelay, serverTime, now);
  const measured = { ...machine, leastDelay: least };
  if (phase.kind === 'syncing') return measured;
  if (behindMs > BEHIND_LIMIT_MS) return fallBehind(measured, behindMs, now);
  return phase.kind === 'stale' ? revive(measured, phase.attempt, now) : measured;
}

function fallBehind(machine: Machine, behindMs: number, now: number): Machine {
  const { phase, heartbeatMs } = machine;
  const asOf = now - behindMs;
  // A clock that was set looks like this for good: a new link measures anew.
  const until = phase.kind === 'stale' ? phase.until : now + DEAD_AFTER_HEARTBEATS * heartbeatMs;
  return {
    ...machine,
    downSince: machine.downSince ?? asOf,
    outage: { asOf, why: 'behind' },
    phase: { kind: 'stale', attempt: attemptsSoFar(machine, now), asOf, behindMs, until },
  };
}
