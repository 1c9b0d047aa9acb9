// State machine steps that subscribe and unsubscribe, and that make the link live once everything requested has arrived.
import type { Accepted, Subscription, SubscriptionReply } from '../../proto/messages.ts';
import type { Subscriptions } from '../subscriptions/subscriptions.ts';
import { onAnyMessage, goLive } from './connecting.ts';
import { allLanesReached, dropEmptyLanes } from './positions.ts';
import { summarize } from './recovery.ts';
import { isSubscribed, stepTo, type Effect, type Machine, type Moment, type Step } from './state.ts';

/** Adds a subscription, or changes the interval of one that exists. */
export function onSubscribe(machine: Machine, subscription: Subscription, now: number): Step {
  const before = machine.subscriptions.get(subscription.symbol, subscription.mode);
  const same = before?.intervalMs === (subscription.intervalMs ?? 0);
  if (same && before.stage !== 'refused') return stepTo(machine);
  return requestNew({ ...machine, subscriptions: machine.subscriptions.with(subscription) }, now);
}

export function onUnsubscribe(machine: Machine, subscription: Subscription): Step {
  const next = withSubscriptions(machine, machine.subscriptions.without(subscription));
  const emit: Effect = { do: 'emit-unsubscribed', subscription };
  return isSubscribed(machine)
    ? stepTo(next, [{ do: 'unsubscribe', subscriptions: [subscription] }, emit])
    : stepTo(next, [emit]);
}

/** Sets the subscriptions, and drops lanes that have no boards any more. */
export function withSubscriptions(machine: Machine, subscriptions: Subscriptions): Machine {
  const { positions } = machine;
  return { ...machine, subscriptions, positions: positions && dropEmptyLanes(positions, hasBoards(subscriptions)) };
}

export function hasBoards(subscriptions: Subscriptions): (lane: number) => boolean {
  return (lane) => subscriptions.boardsOn(lane).count > 0;
}

/** Requests all new subscriptions, if the connection is ready for requests. */
export function requestNew(machine: Machine, now: number): Step {
  if (!isSubscribed(machine)) return stepTo(machine);
  const subscriptions = machine.subscriptions
    .inStage('new')
    .map(({ symbol, mode, intervalMs }) => ({ symbol, mode, intervalMs }));
  if (subscriptions.length === 0) return stepTo(machine);
  const request = machine.lastRequest + 1;
  const requested: Machine = {
    ...machine,
    lastRequest: request,
    snapshotRequestedAt: now,
    subscriptions: machine.subscriptions.requestNew(request),
  };
  return stepTo(requested, [{ do: 'subscribe', request, subscriptions }]);
}

export function onSubscribed(machine: Machine, request: number, reply: SubscriptionReply, { now }: Moment): Step {
  if (!isSubscribed(machine)) return stepTo(machine);
  const next = onAnyMessage(
    { ...machine, subscriptions: machine.subscriptions.applySubscribeReply(request, reply) },
    now,
  );
  const accepted = dropOutdated(machine, request, reply.accepted);
  return stepTo(goLiveWhenSynced(next, now), [{ do: 'emit-accepted', accepted, newEpoch: false }]);
}

/** Drops subscriptions that were closed or requested again while the request was under way. */
export function dropOutdated({ subscriptions }: Machine, request: number, accepted: readonly Accepted[]): Accepted[] {
  return accepted.filter(({ instrument, mode }) => subscriptions.isLatestRequest(request, instrument.symbol, mode));
}

/** The link is live once every lane has reached the target and every requested state has arrived. */
export function goLiveWhenSynced(machine: Machine, now: number): Machine {
  if (machine.subscriptions.hasPending) return machine;
  const settled = machine.snapshotRequestedAt === undefined ? machine : { ...machine, snapshotRequestedAt: undefined };
  const { phase, positions } = settled;
  if (phase.kind !== 'syncing' || !positions || !allLanesReached(positions, phase.target)) return settled;
  return { ...goLive(settled, phase.attempt, now), ...finishRecovery(settled, now) };
}

/** Summarizes the resumes, if there were any. On a link that stayed open, they only filled a gap, which does not count as an outage. */
function finishRecovery(
  { recovery, downSince, lastRecovery, gapsFilled }: Machine,
  now: number,
): Pick<Machine, 'recovery' | 'lastRecovery' | 'gapsFilled'> {
  if (!recovery) return { recovery, lastRecovery, gapsFilled };
  return downSince === undefined
    ? { recovery: undefined, lastRecovery, gapsFilled: gapsFilled + 1 }
    : { recovery: undefined, lastRecovery: summarize(recovery, now, downSince), gapsFilled };
}

/** The server deferred requests by `ms` milliseconds, so the time limits of their replies start after that. */
export function onDeferred(machine: Machine, ms: number, { now }: Moment): Machine {
  const until = now + ms;
  const next = onAnyMessage(machine, now);
  const { phase, snapshotRequestedAt } = next;
  const isCatchingUp = phase.kind === 'resuming' || phase.kind === 'syncing';
  return {
    ...next,
    snapshotRequestedAt: snapshotRequestedAt === undefined ? undefined : until,
    phase: isCatchingUp ? { ...phase, deferredUntil: until } : phase,
  };
}
