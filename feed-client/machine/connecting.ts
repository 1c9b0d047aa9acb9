// The machine's steps about the link itself: trying, losing it, going silent, being refused.
import { mayReconnect, type Close } from '../../proto/messages.ts';
import { retryDelay } from '../connection/backoff.ts';
import type { Random } from '../connection/clock.ts';
import { NO_ANSWER } from '../connection/connection.ts';
import type { Outage } from '../link.ts';
import {
  ANSWER_LIMIT_MS,
  DEAD_AFTER_HEARTBEATS,
  answerDeadline,
  attemptsSoFar,
  deadline,
  isSteady,
  type Machine,
  type Step,
} from './phases.ts';
import { stay } from './progress.ts';

/** The server is refused when this many connections in a row have ended with a message that cannot be true. */
const MOST_UNSOUND = 3;
/** Why a link was given up that carried something no server should send. */
export const badMessage = (what: string): string => `the server sent a bad message: ${what}`;

const NO_ANSWER_IN_TIME = `${NO_ANSWER} in ${ANSWER_LIMIT_MS / 1000} s`;

export function connect(machine: Machine, attempt: number, now: number): Step {
  const phase = { kind: 'connecting', attempt, since: now } as const;
  return {
    machine: { ...machine, askedAt: undefined, heals: 0, phase },
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
  if (due === answerDeadline(machine)) return lose(machine, NO_ANSWER_IN_TIME, now, random);
  const { phase } = machine;
  switch (phase.kind) {
    case 'waiting':
      return connect(machine, phase.attempt, now);
    case 'live':
      return stay(fallSilent(machine, phase.heardAt, now));
    case 'stale':
      // Not at once: who shares the server fell silent in the same moment.
      return lose(machine, 'silent', now, random);
    case 'checking':
      return reconnect(machine, machine.outage?.why ?? 'silent', now);
    case 'connecting':
    case 'resuming':
    case 'syncing':
      return lose(machine, NO_ANSWER_IN_TIME, now, random);
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
  return refuse(machine, code, message, now);
}

/** One message that cannot be true may have been damaged on its way. A feed that keeps sending them is refused. */
export function onUnsound(machine: Machine, why: string, now: number, random: Random): Step {
  const unsound = (isSteady(machine, now) ? 0 : machine.unsound) + 1;
  // The list of instruments may be what was wrong, so it is asked for again.
  const doubted = { ...machine, instrumentsOf: undefined };
  if (unsound >= MOST_UNSOUND) return refuse({ ...doubted, unsound: 0 }, undefined, why, now);
  return lose({ ...doubted, unsound }, badMessage(why), now, random);
}

/** `code`: the server's, undefined where it is this client that refuses. */
function refuse(machine: Machine, code: number | undefined, why: string, now: number): Step {
  if (machine.phase.kind === 'idle') return stay(machine);
  const downSince = downSinceOf(machine, now);
  const refused: Machine = {
    ...machine,
    askedAt: undefined,
    downSince,
    outage: { asOf: outageOf(machine, why, downSince).asOf, why },
    phase: { kind: 'refused', code, why },
  };
  return stay(refused, [{ do: 'close' }]);
}
