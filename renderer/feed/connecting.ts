// The machine's steps about the link itself: trying, losing it, waiting, going silent, being refused.
import { mayReconnect, type Close } from '../../proto/messages.ts';
import { retryDelay } from './backoff.ts';
import type { Random } from './clock.ts';
import type { Outage } from './link.ts';
import { ANSWER_LIMIT_MS, answerDeadline, deadline, type Machine, type Step } from './phases.ts';
import { stay } from './progress.ts';

const NO_ANSWER = `no answer in ${ANSWER_LIMIT_MS / 1000} s`;

export function connect(machine: Machine, attempt: number, now: number): Step {
  return {
    machine: { ...machine, askedAt: undefined, phase: { kind: 'connecting', attempt, since: now } },
    effects: [{ do: 'close' }, { do: 'open' }],
  };
}

export function lose(machine: Machine, why: string, now: number, random: Random): Step {
  const { phase } = machine;
  if (phase.kind === 'idle' || phase.kind === 'waiting' || phase.kind === 'refused') return stay(machine);
  const attempt = 'attempt' in phase ? phase.attempt + 1 : 1;
  const downSince = machine.downSince ?? ('heardAt' in phase ? phase.heardAt : now);
  const until = now + retryDelay(attempt, now - downSince, random);
  return {
    machine: {
      ...machine,
      askedAt: undefined,
      downSince,
      outage: outageOf(machine, why, downSince),
      phase: { kind: 'waiting', attempt, until, why },
    },
    effects: [{ do: 'close' }],
  };
}

/** Why a link was lost tells more than why the tries since then failed, so that is kept. */
function outageOf({ phase, outage }: Machine, why: string, downSince: number): Outage {
  if (outage?.asOf !== undefined) return outage;
  const nothingKnown = phase.kind === 'connecting' || (phase.kind === 'syncing' && phase.fresh);
  return { asOf: nothingKnown ? undefined : downSince, why };
}

export function retry(machine: Machine, now: number): Step {
  const { phase } = machine;
  if (phase.kind === 'waiting') return connect(machine, phase.attempt, now);
  if (phase.kind === 'refused') return connect(machine, 1, now);
  const silent = phase.kind === 'stale' || (phase.kind === 'live' && now >= (deadline(machine) ?? Infinity));
  return silent ? connect({ ...machine, downSince: machine.downSince ?? phase.heardAt }, 1, now) : stay(machine);
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
      return stay({
        ...machine,
        downSince: phase.heardAt,
        outage: { asOf: phase.heardAt, why: 'silent' },
        phase: { kind: 'stale', heardAt: phase.heardAt },
      });
    case 'stale':
      return connect(machine, 1, now);
    case 'connecting':
    case 'resuming':
    case 'syncing':
      return lose(machine, NO_ANSWER, now, random);
    case 'idle':
    case 'refused':
      return stay(machine);
  }
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
