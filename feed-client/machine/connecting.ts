// State machine steps that connect and drop the link: attempts, silence, delay, refusals and reconnect triggers.
import { mayReconnect, type Close } from '../../proto/messages.ts';
import { retryDelay } from '../connection/backoff.ts';
import { NO_ANSWER } from '../connection/connection.ts';
import { BEHIND_LIMIT_MS } from '../connection/delays.ts';
import {
  ANSWER_LIMIT_MS,
  answerDeadline,
  attemptsSoFar,
  lastCurrentAt,
  deadline,
  isSteady,
  progressAt,
  stepTo,
  type Machine,
  type Moment,
  type Outage,
  type Step,
} from './state.ts';

/** The server is rejected when this many connections in a row have ended with an invalid message. */
const MAX_INVALID_IN_A_ROW = 3;
/** The reason for dropping a link after a message that no server should send. */
export const invalidMessageReason = (details: string): string => `the server sent a bad message: ${details}`;

const NO_ANSWER_IN_TIME = `${NO_ANSWER} in ${ANSWER_LIMIT_MS / 1000} s`;

export function connect(machine: Machine, attempt: number, now: number): Step {
  const phase = { kind: 'connecting', attempt, since: now } as const;
  return stepTo({ ...machine, snapshotRequestedAt: undefined, gapResumes: 0, phase }, [
    { do: 'close' },
    { do: 'open' },
  ]);
}

/** Drops a link that may still be open, and makes another at once. */
export function reconnect(machine: Machine, why: string, moment: Moment): Step {
  const { now } = moment;
  const down = { downSince: downSinceOf(machine, moment), outage: outageOf(machine, why, moment) };
  return connect({ ...machine, ...down }, Math.max(1, attemptsSoFar(machine, now)), now);
}

/** The link is lost or given up. The next attempt comes after a delay. */
export function dropLink(machine: Machine, why: string, moment: Moment): Step {
  const { now, random } = moment;
  const { phase } = machine;
  if (phase.kind === 'idle' || phase.kind === 'waiting' || phase.kind === 'refused') return stepTo(machine);
  const attempt = attemptsSoFar(machine, now) + 1;
  const failingSince = (attempt > 1 ? machine.failingSince : undefined) ?? now;
  const dropped: Machine = {
    ...machine,
    snapshotRequestedAt: undefined,
    failingSince,
    downSince: downSinceOf(machine, moment),
    outage: outageOf(machine, why, moment),
    phase: { kind: 'waiting', attempt, until: now + retryDelay(attempt, now - failingSince, random), why },
  };
  return stepTo(dropped, [{ do: 'close' }]);
}

function downSinceOf({ phase, downSince }: Machine, { now, lastMessageAt }: Moment): number {
  return downSince ?? lastCurrentAt(phase, lastMessageAt) ?? now;
}

/** Keeps the reason why the link was lost: it says more than the reasons why later attempts failed. */
function outageOf(machine: Machine, why: string, moment: Moment): Outage {
  const { phase, outage } = machine;
  if (outage?.asOf !== undefined) return outage;
  const hasNoData = phase.kind === 'connecting' || (phase.kind === 'syncing' && phase.fresh);
  return { asOf: hasNoData ? undefined : downSinceOf(machine, moment), why };
}

export function onTimer(machine: Machine, moment: Moment): Step {
  const { now, lastMessageAt } = moment;
  const due = deadline(machine, lastMessageAt);
  if (due === undefined || now < due) return stepTo(machine);
  if (due === answerDeadline(machine)) return dropLink(machine, NO_ANSWER_IN_TIME, moment);
  const { phase } = machine;
  switch (phase.kind) {
    case 'waiting':
      return connect(machine, phase.attempt, now);
    case 'live':
      return stepTo(goStale(machine, moment));
    case 'stale':
      // Reconnects after a delay, because the server's other clients notice the silence at the same moment.
      return dropLink(machine, 'silent', moment);
    case 'checking':
      return reconnect(machine, machine.outage?.why ?? 'silent', moment);
    case 'connecting':
    case 'resuming':
    case 'syncing':
      return dropLink(machine, NO_ANSWER_IN_TIME, moment);
    case 'idle':
    case 'refused':
      return stepTo(machine);
  }
}

function goStale(machine: Machine, { now, lastMessageAt }: Moment): Machine {
  const asOf = lastCurrentAt(machine.phase, lastMessageAt) ?? now;
  return {
    ...machine,
    downSince: asOf,
    outage: { asOf, why: 'silent' },
    phase: { kind: 'stale', attempt: attemptsSoFar(machine, now), asOf, behindMs: undefined },
  };
}

export function onClosing(machine: Machine, { code, message }: Close, moment: Moment): Step {
  if (mayReconnect(code)) return dropLink(machine, `${message}, ${code}`, moment);
  return enterRefused(machine, code, message, moment);
}

/** A single invalid message may have been damaged in transit. A feed that keeps sending them is rejected. */
export function onInvalid(machine: Machine, why: string, moment: Moment): Step {
  const invalidInARow = (isSteady(machine, moment.now) ? 0 : machine.invalidInARow) + 1;
  // The list of instruments may have been wrong, so the client requests it again.
  const withoutInstruments = { ...machine, instrumentsEpoch: undefined };
  if (invalidInARow >= MAX_INVALID_IN_A_ROW)
    return enterRefused({ ...withoutInstruments, invalidInARow: 0 }, undefined, why, moment);
  return dropLink({ ...withoutInstruments, invalidInARow }, invalidMessageReason(why), moment);
}

/** `code`: the server's close code; undefined if this client rejects the server. */
function enterRefused(machine: Machine, code: number | undefined, why: string, moment: Moment): Step {
  if (machine.phase.kind === 'idle') return stepTo(machine);
  const refused: Machine = {
    ...machine,
    snapshotRequestedAt: undefined,
    downSince: downSinceOf(machine, moment),
    outage: { asOf: outageOf(machine, why, moment).asOf, why },
    phase: { kind: 'refused', code, why },
  };
  return stepTo(refused, [{ do: 'close' }]);
}

/** A heartbeat came `behindMs` late. The link is open, but its data is that old. */
export function onDelay(machine: Machine, behindMs: number, now: number): Machine {
  const { phase } = machine;
  if (phase.kind !== 'live' && phase.kind !== 'stale' && phase.kind !== 'checking') return machine;
  if (behindMs <= BEHIND_LIMIT_MS) return phase.kind === 'live' ? machine : goLive(machine, phase.attempt, now);
  const asOf = now - behindMs;
  return {
    ...machine,
    downSince: machine.downSince ?? asOf,
    outage: { asOf, why: 'behind' },
    phase: { kind: 'stale', attempt: attemptsSoFar(machine, now), asOf, behindMs },
  };
}

/** Any message makes a silent link live again. A link that is behind has to catch up first. */
export function onAnyMessage(machine: Machine, now: number): Machine {
  const { phase } = machine;
  return phase.kind === 'stale' && phase.behindMs === undefined ? goLive(machine, phase.attempt, now) : machine;
}

/** The link is live: all data is current. */
export function goLive(machine: Machine, attempt: number, now: number): Machine {
  return { ...machine, downSince: undefined, outage: undefined, phase: { kind: 'live', attempt, since: now } };
}

/** An attempt without progress for this long may be restarted; milliseconds. */
export const RESTART_AFTER_MS = 1_000;
export const SLEPT_REASON = 'this machine slept';

/** The user asked to reconnect: also retries a server that refused, and restarts an attempt that takes long. */
export function onRetry(machine: Machine, moment: Moment): Step {
  const { phase } = machine;
  if (phase.kind === 'refused') return connect(machine, 1, moment.now);
  if (phase.kind === 'resuming' || phase.kind === 'syncing') return restartIfStuck(machine, phase.since, moment);
  if (phase.kind === 'stale') return reconnect(machine, phase.behindMs === undefined ? 'silent' : 'behind', moment);
  return onNudge(machine, moment);
}

/** The network or the page may be back. The user did not ask, so a refusal stands, and an attempt that makes progress continues. */
export function onNudge(machine: Machine, moment: Moment): Step {
  const { phase } = machine;
  switch (phase.kind) {
    case 'idle':
    case 'refused':
    case 'checking':
      return stepTo(machine);
    case 'waiting':
      return connect(machine, phase.attempt, moment.now);
    case 'connecting':
      return restartIfStuck(machine, phase.since, moment);
    case 'resuming':
    case 'syncing':
      return restartIfStuck(machine, progressAt(phase, moment.lastMessageAt), moment);
    case 'stale':
      return phase.behindMs === undefined ? reconnect(machine, 'silent', moment) : stepTo(machine);
    case 'live':
      return moment.now < (deadline(machine, moment.lastMessageAt) ?? Infinity)
        ? stepTo(machine)
        : reconnect(machine, 'silent', moment);
  }
}

function restartIfStuck(machine: Machine, since: number, moment: Moment): Step {
  return moment.now - since < RESTART_AFTER_MS ? stepTo(machine) : reconnect(machine, 'no answer', moment);
}

/** The machine may have slept, or its clock was set: the server's next message shows how old the data is. */
export function onWake(machine: Machine, moment: Moment): Step {
  const { phase } = machine;
  switch (phase.kind) {
    case 'idle':
    case 'refused':
    case 'checking':
      return stepTo(machine);
    case 'waiting':
      return connect(machine, phase.attempt, moment.now);
    case 'connecting':
    case 'resuming':
    case 'syncing':
      return reconnect(machine, SLEPT_REASON, moment);
    case 'live':
      return stepTo(startChecking(machine, Math.max(phase.since, moment.lastMessageAt), moment.now));
    case 'stale':
      if (phase.behindMs === undefined) return reconnect(machine, SLEPT_REASON, moment);
      return stepTo(startChecking(machine, phase.asOf, moment.now));
  }
}

function startChecking(machine: Machine, asOf: number, now: number): Machine {
  return {
    ...machine,
    downSince: machine.downSince ?? asOf,
    outage: { asOf, why: SLEPT_REASON },
    phase: { kind: 'checking', attempt: attemptsSoFar(machine, now), asOf, since: now },
  };
}
