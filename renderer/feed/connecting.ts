// The machine's steps about the link itself: trying, losing it, going silent, being refused.
import { mayReconnect, type Close } from '../../proto/messages.ts';
import { retryDelay } from './backoff.ts';
import type { Random } from './clock.ts';
import type { Outage } from './link.ts';
import {
  ANSWER_LIMIT_MS,
  DEAD_AFTER_HEARTBEATS,
  answerDeadline,
  attemptsSoFar,
  deadline,
  type Machine,
  type Step,
} from './phases.ts';
import { stay } from './progress.ts';

const NO_ANSWER = `no answer in ${ANSWER_LIMIT_MS / 1000} s`;

export function connect(machine: Machine, attempt: number, now: number): Step {
  const phase = { kind: 'connecting', attempt, since: now } as const;
  return {
    machine: { ...machine, askedAt: undefined, heals: 0, leastDelay: undefined, phase },
    effects: [{ do: 'close' }, { do: 'open' }],
  };
}

/** Gives up a link that may still stand, and makes another at once. */
export function reconnect(machine: Machine, why: string, now: number): Step {
  const downSince = downSinceOf(machine, now);
  const outage = outageOf(machine, why, downSince);
  return connect({ ...machine, downSince, outage }, Math.max(1, attemptsSoFar(machine, now)), now);
}

export function lose(machine: Machine, why: string, now: number, random: Random): Step {
  const { phase } = machine;
  if (phase.kind === 'idle' || phase.kind === 'waiting' || phase.kind === 'refused') return stay(machine);
  const attempt = attemptsSoFar(machine, now) + 1;
  const failingSince = (attempt > 1 ? machine.failingSince : undefined) ?? now;
  const downSince = downSinceOf(machine, now);
  const until = now + retryDelay(attempt, now - failingSince, random);
  return {
    machine: {
      ...machine,
      askedAt: undefined,
      failingSince,
      downSince,
      outage: outageOf(machine, why, downSince),
      phase: { kind: 'waiting', attempt, until, why },
    },
    effects: [{ do: 'close' }],
  };
}

function downSinceOf({ phase, downSince }: Machine, now: number): number {
  return downSince ?? ('heardAt' in phase ? phase.heardAt : now);
}

/** Why a link was lost tells more than why the tries since then failed, so that is kept. */
function outageOf({ phase, outage }: Machine, why: string, downSince: number): Outage {
  if (outage?.asOf !== undefined) return outage;
  const nothingKnown = phase.kind === 'connecting' || (phase.kind === 'syncing' && phase.fresh);
  return { asOf: nothingKnown ? undefined : downSince, why };
}

export function onTimer(machine: Machine, now: number, random: Random): Step {
  const due = deadline(machine);
  if (due === undefined || now < due) return stay(machine);
  if (due === answerDeadline(machine)) return lose(machine, NO_ANSWER, now, random);
  const { phase } = machine;
  switch (phase.kind) {
    case 'waiting':
      return connect(machine, phase.attempt, now);
    case 'live':
      return stay(fallSilent(machine, phase.heardAt, now));
    case 'stale':
      // Not at once: who shares the server fell silent in the same moment.
      return lose(machine, phase.behindMs === undefined ? 'silent' : 'behind', now, random);
    case 'connecting':
    case 'resuming':
    case 'syncing':
      return lose(machine, NO_ANSWER, now, random);
    case 'idle':
    case 'refused':
      return stay(machine);
  }
}

function fallSilent(machine: Machine, heardAt: number, now: number): Machine {
  const until = heardAt + DEAD_AFTER_HEARTBEATS * machine.heartbeatMs;
  return {
    ...machine,
    downSince: heardAt,
    outage: { asOf: heardAt, why: 'silent' },
    phase: { kind: 'stale', attempt: attemptsSoFar(machine, now), asOf: heardAt, behindMs: undefined, until },
  };
}

export function onClosing(machine: Machine, { code, message }: Close, now: number, random: Random): Step {
  if (mayReconnect(code)) return lose(machine, `${message}, ${code}`, now, random);
  if (machine.phase.kind === 'idle') return stay(machine);
  return stay(
    {
      ...machine,
      askedAt: undefined,
      downSince: machine.downSince ?? now,
      outage: { asOf: outageOf(machine, message, machine.downSince ?? now).asOf, why: message },
      phase: { kind: 'refused', code, why: message },
    },
    [{ do: 'close' }],
  );
}
