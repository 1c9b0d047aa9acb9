// What every step of the machine ends with: nothing more to do, a sign of life, or being up to date.
import { allAt } from './lanes.ts';
import { DEAD_AFTER_HEARTBEATS, STALE_AFTER_HEARTBEATS, type Effect, type Machine, type Step } from './phases.ts';
import { summarise } from './receipts.ts';
import { inStage } from '../subscriptions/wanted.ts';

export function stay(machine: Machine, effects: readonly Effect[] = []): Step {
  return { machine, effects };
}

/** Any message on a connection that went silent makes it live again; one that is behind has to catch up. */
export function heard(machine: Machine, now: number): Machine {
  const { phase } = machine;
  if (phase.kind === 'stale' && phase.behindMs === undefined) return revive(machine, phase.attempt, now);
  // It stands; how old what arrives is, a heartbeat says.
  if (phase.kind === 'stale' || phase.kind === 'checking') {
    const limit = phase.kind === 'stale' ? DEAD_AFTER_HEARTBEATS : STALE_AFTER_HEARTBEATS;
    return { ...machine, phase: { ...phase, until: now + limit * machine.heartbeatMs } };
  }
  return phase.kind === 'live' || phase.kind === 'syncing'
    ? { ...machine, phase: { ...phase, heardAt: now } }
    : machine;
}

/** What the server has been asked is asked again after `ms`: until then no answer can be expected. */
export function putOff(machine: Machine, ms: number, now: number): Machine {
  const from = now + ms;
  const next = heard(machine, now);
  const { phase, askedAt } = next;
  const waits = phase.kind === 'resuming' || phase.kind === 'syncing';
  return {
    ...next,
    askedAt: askedAt === undefined ? undefined : from,
    phase: waits ? { ...phase, heardAt: from } : phase,
  };
}

/** Live, with nothing missing. */
export function revive(machine: Machine, attempt: number, now: number): Machine {
  const phase = { kind: 'live', attempt, since: now, heardAt: now } as const;
  return { ...machine, downSince: undefined, outage: undefined, phase };
}

/** Live once every lane has reached the target and every state asked for has come. */
export function settle(machine: Machine, now: number): Machine {
  if (inStage(machine.wanted, 'asked', 'granted').length > 0) return machine;
  const answered = machine.askedAt === undefined ? machine : { ...machine, askedAt: undefined };
  const { phase, reached } = answered;
  if (phase.kind !== 'syncing' || !reached || !allAt(reached, phase.target)) return answered;
  return { ...revive(answered, phase.attempt, now), ...concluded(answered, now) };
}

/** What came of resumes, if there were any. Where the link stood all the time, they repaired a gap, and nothing was down. */
function concluded(
  { tally, downSince, lastResume, repaired }: Machine,
  now: number,
): Pick<Machine, 'tally' | 'lastResume' | 'repaired'> {
  if (!tally) return { tally, lastResume, repaired };
  return downSince === undefined
    ? { tally: undefined, lastResume, repaired: repaired + 1 }
    : { tally: undefined, lastResume: summarise(tally, now, downSince), repaired };
}
