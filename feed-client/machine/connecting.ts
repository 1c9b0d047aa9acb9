// Steps that make, lose and give up the link: attempts, silence, delay, refusals, and what triggers a reconnect.
import { mayReconnect, type Close } from '../../proto/messages.ts';
import { retryDelay } from '../connection/backoff.ts';
import { NO_ANSWER } from '../connection/connection.ts';
import { BEHIND_LIMIT_MS } from '../connection/delays.ts';
import {
  ANSWER_LIMIT_MS,
  answerDeadline,
  attemptsSoFar,
  currentAt,
  deadline,
  isSteady,
  progressAt,
  to,
  type Machine,
  type Moment,
  type Outage,
  type Step,
} from './state.ts';

/** The server is rejected when this many connections in a row have ended with a message that cannot be true. */
const MAX_INVALID = 3;
/** Why a link was given up that carried something no server should send. */
export const invalidMessage = (what: string): string => `the server sent a bad message: ${what}`;

const NO_ANSWER_IN_TIME = `${NO_ANSWER} in ${ANSWER_LIMIT_MS / 1000} s`;

export function connect(machine: Machine, attempt: number, now: number): Step {
  const phase = { kind: 'connecting', attempt, since: now } as const;
  return to({ ...machine, snapshotRequestedAt: undefined, gapResumes: 0, phase }, [{ do: 'close' }, { do: 'open' }]);
}

/** Gives up a link that may still stand, and makes another at once. */
export function reconnect(machine: Machine, why: string, moment: Moment): Step {
  const { now } = moment;
  const down = { downSince: downSinceOf(machine, moment), outage: outageOf(machine, why, moment) };
  return connect({ ...machine, ...down }, Math.max(1, attemptsSoFar(machine, now)), now);
}

/** The link is gone: the next attempt comes after a delay. */
export function lose(machine: Machine, why: string, moment: Moment): Step {
  const { now, random } = moment;
  const { phase } = machine;
  if (phase.kind === 'idle' || phase.kind === 'waiting' || phase.kind === 'refused') return to(machine);
  const attempt = attemptsSoFar(machine, now) + 1;
  const failingSince = (attempt > 1 ? machine.failingSince : undefined) ?? now;
  const lost: Machine = {
    ...machine,
    snapshotRequestedAt: undefined,
    failingSince,
    downSince: downSinceOf(machine, moment),
    outage: outageOf(machine, why, moment),
    phase: { kind: 'waiting', attempt, until: now + retryDelay(attempt, now - failingSince, random), why },
  };
  return to(lost, [{ do: 'close' }]);
}

function downSinceOf({ phase, downSince }: Machine, { now, heardAt }: Moment): number {
  return downSince ?? currentAt(phase, heardAt) ?? now;
}

/** The reason why the link was lost says more than why the attempts since then failed, so it is kept. */
function outageOf(machine: Machine, why: string, moment: Moment): Outage {
  const { phase, outage } = machine;
  if (outage?.asOf !== undefined) return outage;
  const nothingKnown = phase.kind === 'connecting' || (phase.kind === 'syncing' && phase.fresh);
  return { asOf: nothingKnown ? undefined : downSinceOf(machine, moment), why };
}

export function onTimer(machine: Machine, moment: Moment): Step {
  const { now, heardAt } = moment;
  const due = deadline(machine, heardAt);
  if (due === undefined || now < due) return to(machine);
  if (due === answerDeadline(machine)) return lose(machine, NO_ANSWER_IN_TIME, moment);
  const { phase } = machine;
  switch (phase.kind) {
    case 'waiting':
      return connect(machine, phase.attempt, now);
    case 'live':
      return to(fallSilent(machine, moment));
    case 'stale':
      // Not at once: the other clients of the server noticed the silence at the same moment.
      return lose(machine, 'silent', moment);
    case 'checking':
      return reconnect(machine, machine.outage?.why ?? 'silent', moment);
    case 'connecting':
    case 'resuming':
    case 'syncing':
      return lose(machine, NO_ANSWER_IN_TIME, moment);
    case 'idle':
    case 'refused':
      return to(machine);
  }
}

function fallSilent(machine: Machine, { now, heardAt }: Moment): Machine {
  const asOf = currentAt(machine.phase, heardAt) ?? now;
  return {
    ...machine,
    downSince: asOf,
    outage: { asOf, why: 'silent' },
    phase: { kind: 'stale', attempt: attemptsSoFar(machine, now), asOf, behindMs: undefined },
  };
}

export function onClosing(machine: Machine, { code, message }: Close, moment: Moment): Step {
  if (mayReconnect(code)) return lose(machine, `${message}, ${code}`, moment);
  return refuse(machine, code, message, moment);
}

/** One message that cannot be true may have been damaged on its way. A feed that keeps sending them is rejected. */
export function onInvalid(machine: Machine, why: string, moment: Moment): Step {
  const invalidInARow = (isSteady(machine, moment.now) ? 0 : machine.invalidInARow) + 1;
  // The list of instruments may have been wrong, so it is requested again.
  const doubted = { ...machine, instrumentsEpoch: undefined };
  if (invalidInARow >= MAX_INVALID) return refuse({ ...doubted, invalidInARow: 0 }, undefined, why, moment);
  return lose({ ...doubted, invalidInARow }, invalidMessage(why), moment);
}

/** `code`: the server's, undefined if this client rejects the server. */
function refuse(machine: Machine, code: number | undefined, why: string, moment: Moment): Step {
  if (machine.phase.kind === 'idle') return to(machine);
  const refused: Machine = {
    ...machine,
    snapshotRequestedAt: undefined,
    downSince: downSinceOf(machine, moment),
    outage: { asOf: outageOf(machine, why, moment).asOf, why },
    phase: { kind: 'refused', code, why },
  };
  return to(refused, [{ do: 'close' }]);
}

/** A heartbeat came `behindMs` late. The link stands, but what it brings is that old. */
export function onDelay(machine: Machine, behindMs: number, now: number): Machine {
  const { phase } = machine;
  if (phase.kind !== 'live' && phase.kind !== 'stale' && phase.kind !== 'checking') return machine;
  if (behindMs <= BEHIND_LIMIT_MS) return phase.kind === 'live' ? machine : revive(machine, phase.attempt, now);
  const asOf = now - behindMs;
  return {
    ...machine,
    downSince: machine.downSince ?? asOf,
    outage: { asOf, why: 'behind' },
    phase: { kind: 'stale', attempt: attemptsSoFar(machine, now), asOf, behindMs },
  };
}

/** Any message makes a silent link live again. One that is behind has to catch up first. */
export function heard(machine: Machine, now: number): Machine {
  const { phase } = machine;
  return phase.kind === 'stale' && phase.behindMs === undefined ? revive(machine, phase.attempt, now) : machine;
}

/** Live, with nothing missing. */
export function revive(machine: Machine, attempt: number, now: number): Machine {
  return { ...machine, downSince: undefined, outage: undefined, phase: { kind: 'live', attempt, since: now } };
}

/** An attempt without progress for this long may be started over; milliseconds. */
export const RESTART_AFTER_MS = 1_000;
export const SLEPT = 'this machine slept';

/** A person asks: a server that refused is tried again too, and an attempt that takes long is started over. */
export function retry(machine: Machine, moment: Moment): Step {
  const { phase } = machine;
  if (phase.kind === 'refused') return connect(machine, 1, moment.now);
  if (phase.kind === 'resuming' || phase.kind === 'syncing') return restart(machine, phase.since, moment);
  if (phase.kind === 'stale') return reconnect(machine, phase.behindMs === undefined ? 'silent' : 'behind', moment);
  return nudge(machine, moment);
}

/** The network or the page says so. Nobody asked, so a refusal stands, and what makes progress continues. */
export function nudge(machine: Machine, moment: Moment): Step {
  const { phase } = machine;
  switch (phase.kind) {
    case 'idle':
    case 'refused':
    case 'checking':
      return to(machine);
    case 'waiting':
      return connect(machine, phase.attempt, moment.now);
    case 'connecting':
      return restart(machine, phase.since, moment);
    case 'resuming':
    case 'syncing':
      return restart(machine, progressAt(phase, moment.heardAt), moment);
    case 'stale':
      return phase.behindMs === undefined ? reconnect(machine, 'silent', moment) : to(machine);
    case 'live':
      return moment.now < (deadline(machine, moment.heardAt) ?? Infinity)
        ? to(machine)
        : reconnect(machine, 'silent', moment);
  }
}

function restart(machine: Machine, since: number, moment: Moment): Step {
  return moment.now - since < RESTART_AFTER_MS ? to(machine) : reconnect(machine, 'no answer', moment);
}

/** The machine may have slept, or its clock was set: the server's next time will say how old the data is. */
export function woke(machine: Machine, moment: Moment): Step {
  const { phase } = machine;
  switch (phase.kind) {
    case 'idle':
    case 'refused':
    case 'checking':
      return to(machine);
    case 'waiting':
      return connect(machine, phase.attempt, moment.now);
    case 'connecting':
    case 'resuming':
    case 'syncing':
      return reconnect(machine, SLEPT, moment);
    case 'live':
      return to(check(machine, Math.max(phase.since, moment.heardAt), moment.now));
    case 'stale':
      if (phase.behindMs === undefined) return reconnect(machine, SLEPT, moment);
      return to(check(machine, phase.asOf, moment.now));
  }
}

function check(machine: Machine, asOf: number, now: number): Machine {
  return {
    ...machine,
    downSince: machine.downSince ?? asOf,
    outage: { asOf, why: SLEPT },
    phase: { kind: 'checking', attempt: attemptsSoFar(machine, now), asOf, since: now },
  };
}
