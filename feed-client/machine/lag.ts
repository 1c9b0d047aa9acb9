// The machine's steps about how old what arrives is: a link that is late, and one from before a sleep or a clock that was set.
import type { Heartbeat } from '../../proto/messages.ts';
import { connect, reconnect } from './connecting.ts';
import { BEHIND_LIMIT_MS, measure } from '../connection/delays.ts';
import { OWN_LANE } from './lanes.ts';
import { DEAD_AFTER_HEARTBEATS, attemptsSoFar, type Machine, type Step } from './phases.ts';
import { revive, stay } from './progress.ts';

/** After so many heartbeats, and after so many milliseconds at most, a link from before a sleep that says nothing is not believed. */
const CHECK_HEARTBEATS = 1.5;
const MOST_CHECK_MS = 5_000;
export const SLEPT = 'this machine slept';

/** What a heartbeat says of the link it came on. Lanes beside the own one may get theirs late. */
export function judgeDelay(machine: Machine, { serverTime, intervalMs }: Heartbeat, now: number): Machine {
  const { phase, heartbeatMs } = machine;
  const connected =
    phase.kind === 'syncing' || phase.kind === 'live' || phase.kind === 'stale' || phase.kind === 'checking';
  if (!connected || intervalMs !== OWN_LANE) return machine;
  const { delays, behindMs } = measure(machine.delays, serverTime, now, heartbeatMs);
  const measured = { ...machine, delays };
  if (phase.kind === 'syncing') return measured;
  if (behindMs > BEHIND_LIMIT_MS) return fallBehind(measured, behindMs, now);
  return phase.kind === 'live' ? measured : revive(measured, phase.attempt, now);
}

/** It is heard, so it stands: it is left only where it falls silent. */
function fallBehind(machine: Machine, behindMs: number, now: number): Machine {
  const asOf = now - behindMs;
  const until = now + DEAD_AFTER_HEARTBEATS * machine.heartbeatMs;
  return {
    ...machine,
    downSince: machine.downSince ?? asOf,
    outage: { asOf, why: 'behind' },
    phase: { kind: 'stale', attempt: attemptsSoFar(machine, now), asOf, behindMs, until },
  };
}

/**
 * The machine may have slept, or its clock was set: nobody knows how old what is known is, until the server's time says so on a
 * link that is still there.
 */
export function suspect(machine: Machine, now: number): Step {
  const { phase } = machine;
  switch (phase.kind) {
    case 'idle':
    case 'refused':
    case 'checking':
      return stay(machine);
    case 'waiting':
      return connect(machine, phase.attempt, now);
    case 'connecting':
    case 'resuming':
    case 'syncing':
      return reconnect(machine, SLEPT, now);
    case 'live':
      return stay(check(machine, phase.heardAt, now));
    case 'stale':
      return phase.behindMs === undefined ? reconnect(machine, SLEPT, now) : stay(check(machine, phase.asOf, now));
  }
}

function check(machine: Machine, asOf: number, now: number): Machine {
  const until = now + Math.min(MOST_CHECK_MS, CHECK_HEARTBEATS * machine.heartbeatMs);
  return {
    ...machine,
    downSince: machine.downSince ?? asOf,
    outage: { asOf, why: SLEPT },
    phase: { kind: 'checking', attempt: attemptsSoFar(machine, now), asOf, until },
  };
}
