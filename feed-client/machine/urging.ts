// The machine's steps when somebody or something says that now is a good time to connect.
import { connect, reconnect } from './connecting.ts';
import { deadline, type Machine, type Step } from './phases.ts';
import { stay } from './progress.ts';

/** An attempt that has led nowhere for so long may be started over; milliseconds. */
export const RESTART_AFTER_MS = 1_000;

/** A person asks: also a server that refused is tried again, and an attempt that takes long is started over. */
export function retry(machine: Machine, now: number): Step {
  const { phase } = machine;
  if (phase.kind === 'refused') return connect(machine, 1, now);
  if (phase.kind === 'resuming' || phase.kind === 'syncing') return restart(machine, phase.since, now);
  if (phase.kind === 'stale') return reconnect(machine, phase.behindMs === undefined ? 'silent' : 'behind', now);
  return nudge(machine, now);
}

/** The network or the page says so: nobody asked, so what was refused stays, and what makes progress goes on. */
export function nudge(machine: Machine, now: number): Step {
  const { phase } = machine;
  switch (phase.kind) {
    case 'idle':
    case 'refused':
      return stay(machine);
    case 'waiting':
      return connect(machine, phase.attempt, now);
    case 'connecting':
      return restart(machine, phase.since, now);
    case 'resuming':
    case 'syncing':
      return restart(machine, phase.heardAt, now);
    case 'stale':
      return phase.behindMs === undefined ? reconnect(machine, 'silent', now) : stay(machine);
    case 'checking':
      return stay(machine);
    case 'live':
      return now < (deadline(machine) ?? Infinity) ? stay(machine) : reconnect(machine, 'silent', now);
  }
}

function restart(machine: Machine, since: number, now: number): Step {
  return now - since < RESTART_AFTER_MS ? stay(machine) : reconnect(machine, 'no answer', now);
}
