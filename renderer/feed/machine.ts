// The feed client's state machine: what happens next, as a pure function of what is known and what just happened.
import {
  mayReconnect,
  type Accepted,
  type Close,
  type Position,
  type Snapshot,
  type Subscription,
  type SubscriptionReply,
  type Welcome,
} from '../../proto/messages.ts';
import { retryDelay } from './backoff.ts';
import type { Random } from './clock.ts';
import { join, type Range } from './join.ts';
import type { Outage } from './link.ts';
import {
  ANSWER_LIMIT_MS,
  answerDeadline,
  deadline,
  type Effect,
  type FeedEvent,
  type Machine,
  type Step,
} from './phases.ts';
import { addReceipts, emptyTally, summarise } from './receipts.ts';
import { inStage, keyOf, namedIn, nameIn, startOver, takeReply, takeSnapshot, unwant, want } from './wanted.ts';

const NO_ANSWER = `no answer in ${ANSWER_LIMIT_MS / 1000} s`;

export function step(machine: Machine, event: FeedEvent, now: number, random: Random): Step {
  switch (event.type) {
    case 'start':
      return machine.phase.kind === 'idle' ? connect({ ...machine, downSince: now }, 1, now) : stay(machine);
    case 'stop':
      return { machine: { ...machine, askedAt: undefined, phase: { kind: 'idle' } }, effects: [{ do: 'close' }] };
    case 'retry':
      return retry(machine, now);
    case 'timer':
      return onTimer(machine, now, random);
    case 'want':
      return onWant(machine, event.subscription, now);
    case 'unwant':
      return onUnwant(machine, event.subscription);
    case 'welcome':
      return onWelcome(machine, event.welcome, now);
    case 'resumed':
      return onResumed(machine, event.ask, event.reply, now);
    case 'subscribed':
      return onSubscribed(machine, event.ask, event.reply, now);
    case 'batch':
      return onRange(machine, event.batch, [{ do: 'apply-batch', batch: event.batch }], now);
    case 'heartbeat':
      return onRange(machine, event.heartbeat, [], now);
    case 'snapshot':
      return onSnapshot(machine, event.snapshot, now);
    case 'closing':
      return onClosing(machine, event.close, now, random);
    case 'lost':
      return lose(machine, event.why, now, random);
  }
}

function stay(machine: Machine, effects: readonly Effect[] = []): Step {
  return { machine, effects };
}

function connect(machine: Machine, attempt: number, now: number): Step {
  return {
    machine: { ...machine, askedAt: undefined, phase: { kind: 'connecting', attempt, since: now } },
    effects: [{ do: 'close' }, { do: 'open' }],
  };
}

function lose(machine: Machine, why: string, now: number, random: Random): Step {
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

function retry(machine: Machine, now: number): Step {
  const { phase } = machine;
  if (phase.kind === 'waiting') return connect(machine, phase.attempt, now);
  if (phase.kind === 'refused') return connect(machine, 1, now);
  const silent = phase.kind === 'stale' || (phase.kind === 'live' && now >= (deadline(machine) ?? Infinity));
  return silent ? connect({ ...machine, downSince: machine.downSince ?? phase.heardAt }, 1, now) : stay(machine);
}

function onTimer(machine: Machine, now: number, random: Random): Step {
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

function onWant(machine: Machine, subscription: Subscription, now: number): Step {
  const before = machine.wanted.get(keyOf(subscription.symbol, subscription.mode));
  if (before && before.stage !== 'refused') return stay(machine);
  const wanted = want(machine.wanted, subscription);
  return askForNew({ ...machine, wanted }, now);
}

function onUnwant(machine: Machine, subscription: Subscription): Step {
  const next = { ...machine, wanted: unwant(machine.wanted, subscription) };
  const forget: Effect = { do: 'forget', subscription };
  return subscribed(machine)
    ? stay(next, [{ do: 'unsubscribe', subscriptions: [subscription] }, forget])
    : stay(next, [forget]);
}

/** Whether the server knows our subscriptions and may be asked to change them. */
function subscribed({ phase }: Machine): boolean {
  return phase.kind === 'syncing' || phase.kind === 'live' || phase.kind === 'stale';
}

function askForNew(machine: Machine, now: number): Step {
  const subscriptions = inStage(machine.wanted, 'new').map(({ symbol, mode }) => ({ symbol, mode }));
  if (!subscribed(machine) || subscriptions.length === 0) return stay(machine);
  const ask = machine.asks + 1;
  const asking = { ...machine, asks: ask, askedAt: now, wanted: nameIn(machine.wanted, ask, 'new', 'asked') };
  return stay(asking, [{ do: 'subscribe', ask, subscriptions }]);
}

function onWelcome(machine: Machine, { head, heartbeatMs }: Welcome, now: number): Step {
  const { phase } = machine;
  if (phase.kind !== 'connecting') return stay(machine);
  // Ids and refusals are of one epoch; a feed that was replaced may offer what the old one did not.
  const stages = head.epoch === machine.position?.epoch ? (['asked'] as const) : (['asked', 'refused'] as const);
  const greeted = { ...machine, heartbeatMs, wanted: startOver(machine.wanted, stages) };
  const fetch: Effect = { do: 'fetch-instruments' };
  if (machine.position && inStage(greeted.wanted, 'synced').length > 0) {
    const { machine: resuming, effects } = resume(greeted, machine.position, phase.attempt, now);
    return stay(resuming, [...effects, fetch]);
  }
  const fresh: Machine = {
    ...greeted,
    position: head,
    phase: { kind: 'syncing', attempt: phase.attempt, since: now, heardAt: now, target: head.sequence, fresh: true },
  };
  const asked = askForNew(fresh, now);
  return stay(settle(asked.machine, now), [{ do: 'bind', accepted: [], anew: true }, ...asked.effects, fetch]);
}

/** Asks for everything after `from`. Subscriptions without a state at that position are asked for afresh afterwards. */
function resume(machine: Machine, from: Position, attempt: number, now: number): Step {
  const subscriptions = inStage(machine.wanted, 'synced').map(({ symbol, mode }) => ({ symbol, mode }));
  const ask = machine.asks + 1;
  return {
    machine: {
      ...machine,
      asks: ask,
      wanted: startOver(nameIn(machine.wanted, ask, 'synced', 'synced'), ['asked']),
      askedAt: undefined,
      downSince: machine.downSince ?? now,
      phase: { kind: 'resuming', attempt, since: now, heardAt: now },
    },
    effects: [{ do: 'resume', ask, request: { from, subscriptions } }],
  };
}

function onResumed(machine: Machine, ask: number, reply: SubscriptionReply, now: number): Step {
  const { accepted, head } = reply;
  const { phase, position } = machine;
  if (phase.kind !== 'resuming' || !position) return stay(machine);
  // One position serves all symbols, so either all of them go on from it or none does.
  const reset = accepted.some((a) => a.receipt?.kind === 'reset') || head.epoch !== position.epoch;
  const synced: Machine = {
    ...machine,
    position: reset ? head : position,
    wanted: takeReply(machine.wanted, ask, reply, reset ? 'asked' : 'synced'),
    askedAt: reset ? now : undefined,
    tally: addReceipts(machine.tally ?? emptyTally(), accepted),
    phase: {
      kind: 'syncing',
      attempt: phase.attempt,
      since: phase.since,
      heardAt: now,
      target: head.sequence,
      fresh: false,
    },
  };
  const asked = askForNew(synced, now);
  return stay(settle(asked.machine, now), [
    { do: 'bind', accepted: stillWanted(synced, ask, accepted), anew: reset },
    ...gapsOf(reply),
    ...giveUp(synced, accepted),
    ...asked.effects,
  ]);
}

/** What was given up while the resume was under way, when the server could not be told. */
function giveUp({ wanted }: Machine, accepted: readonly Accepted[]): Effect[] {
  const subscriptions = accepted
    .map(({ instrument: { symbol }, mode }) => ({ symbol, mode }))
    .filter(({ symbol, mode }) => !wanted.has(keyOf(symbol, mode)));
  return subscriptions.length > 0 ? [{ do: 'unsubscribe', subscriptions }] : [];
}

/** Where tapes break off: those that start anew, and those that this feed does not offer, but a later one may again. */
function gapsOf({ accepted, refused }: SubscriptionReply): Effect[] {
  const gaps: Effect[] = [];
  for (const { instrument, mode, receipt } of accepted)
    if (mode === 'tape' && receipt?.kind === 'reset')
      gaps.push({ do: 'mark-gap', symbol: instrument.symbol, why: receipt.reason });
  for (const { symbol, mode } of refused)
    if (mode === 'tape') gaps.push({ do: 'mark-gap', symbol, why: 'other-epoch' });
  return gaps;
}

function onSubscribed(machine: Machine, ask: number, reply: SubscriptionReply, now: number): Step {
  if (!subscribed(machine)) return stay(machine);
  const wanted = takeReply(machine.wanted, ask, reply, 'asked');
  return stay(settle(heard({ ...machine, wanted }, now), now), [
    { do: 'bind', accepted: stillWanted(machine, ask, reply.accepted), anew: false },
  ]);
}

/** Without what was given up while the question was under way, or given up and asked for again. */
function stillWanted({ wanted }: Machine, ask: number, accepted: readonly Accepted[]): Accepted[] {
  return accepted.filter(({ instrument, mode }) => namedIn(wanted, ask, instrument.symbol, mode));
}

function onRange(machine: Machine, range: Range, apply: readonly Effect[], now: number): Step {
  const { position } = machine;
  if (!subscribed(machine) || !position) return stay(machine);
  switch (join(position, range)) {
    case 'known':
      return stay(heard(machine, now));
    case 'news': {
      const next = { ...heard(machine, now), position: { epoch: position.epoch, sequence: range.through } };
      return stay(settle(next, now), apply);
    }
    case 'gap':
    case 'overlap':
    case 'other-epoch':
      return resume(machine, position, 1, now);
  }
}

function onSnapshot(machine: Machine, snapshot: Snapshot, now: number): Step {
  const { position } = machine;
  if (!subscribed(machine) || !position) return stay(machine);
  const { epoch, sequence } = snapshot.at;
  if (epoch !== position.epoch || sequence !== position.sequence) return resume(machine, position, 1, now);
  const next = { ...heard(machine, now), wanted: takeSnapshot(machine.wanted, snapshot) };
  return stay(settle(next, now), [{ do: 'apply-snapshot', snapshot }]);
}

function onClosing(machine: Machine, { code, message }: Close, now: number, random: Random): Step {
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

/** Any message on a connection that went silent makes it live again. */
function heard(machine: Machine, now: number): Machine {
  const { phase } = machine;
  if (phase.kind === 'stale')
    return { ...machine, downSince: undefined, outage: undefined, phase: { kind: 'live', since: now, heardAt: now } };
  return phase.kind === 'live' || phase.kind === 'syncing'
    ? { ...machine, phase: { ...phase, heardAt: now } }
    : machine;
}

/** Live once the target is reached and every state asked for has come. */
function settle(machine: Machine, now: number): Machine {
  if (inStage(machine.wanted, 'asked').length > 0) return machine;
  const answered = machine.askedAt === undefined ? machine : { ...machine, askedAt: undefined };
  const { phase, position, tally, downSince } = answered;
  if (phase.kind !== 'syncing' || !position || position.sequence < phase.target) return answered;
  return {
    ...answered,
    phase: { kind: 'live', since: now, heardAt: now },
    downSince: undefined,
    outage: undefined,
    tally: undefined,
    lastResume: tally ? summarise(tally, now, downSince ?? phase.since) : answered.lastResume,
  };
}
