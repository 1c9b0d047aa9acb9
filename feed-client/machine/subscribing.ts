// Steps that subscribe and unsubscribe, and that make the link live once everything requested has arrived.
import type { Accepted, Subscription, SubscriptionReply } from '../../proto/messages.ts';
import type { Subscriptions } from '../subscriptions/subscriptions.ts';
import { heard, revive } from './connecting.ts';
import { allReached, keepLanes } from './positions.ts';
import { summarise } from './recovery.ts';
import { isSubscribed, to, type Effect, type Machine, type Moment, type Step } from './state.ts';

/** Also changes the interval of a subscription that exists. */
export function onSubscribe(machine: Machine, subscription: Subscription, now: number): Step {
  const before = machine.subscriptions.get(subscription.symbol, subscription.mode);
  const same = before?.intervalMs === (subscription.intervalMs ?? 0);
  if (same && before.stage !== 'refused') return to(machine);
  return requestNew({ ...machine, subscriptions: machine.subscriptions.with(subscription) }, now);
}

export function onUnsubscribe(machine: Machine, subscription: Subscription): Step {
  const next = withSubscriptions(machine, machine.subscriptions.without(subscription));
  const emit: Effect = { do: 'emit-unsubscribed', subscription };
  return isSubscribed(machine)
    ? to(next, [{ do: 'unsubscribe', subscriptions: [subscription] }, emit])
    : to(next, [emit]);
}

/** Lanes without boards end. */
export function withSubscriptions(machine: Machine, subscriptions: Subscriptions): Machine {
  const { positions } = machine;
  return { ...machine, subscriptions, positions: positions && keepLanes(positions, hasBoards(subscriptions)) };
}

export function hasBoards(subscriptions: Subscriptions): (lane: number) => boolean {
  return (lane) => subscriptions.boardsOn(lane).count > 0;
}

/** Requests every subscription that is new, if the server can be asked. */
export function requestNew(machine: Machine, now: number): Step {
  if (!isSubscribed(machine)) return to(machine);
  const subscriptions = machine.subscriptions
    .inStage('new')
    .map(({ symbol, mode, intervalMs }) => ({ symbol, mode, intervalMs }));
  if (subscriptions.length === 0) return to(machine);
  const request = machine.lastRequest + 1;
  const requested: Machine = {
    ...machine,
    lastRequest: request,
    snapshotRequestedAt: now,
    subscriptions: machine.subscriptions.requestNew(request),
  };
  return to(requested, [{ do: 'subscribe', request, subscriptions }]);
}

export function onSubscribed(machine: Machine, request: number, reply: SubscriptionReply, { now }: Moment): Step {
  if (!isSubscribed(machine)) return to(machine);
  const next = heard({ ...machine, subscriptions: machine.subscriptions.subscribed(request, reply) }, now);
  const accepted = upToDate(machine, request, reply.accepted);
  return to(settle(next, now), [{ do: 'emit-accepted', accepted, newEpoch: false }]);
}

/** Without what was unsubscribed, or requested again, while the request was under way. */
export function upToDate({ subscriptions }: Machine, request: number, accepted: readonly Accepted[]): Accepted[] {
  return accepted.filter(({ instrument, mode }) => subscriptions.isNamedIn(request, instrument.symbol, mode));
}

/** Live once every lane has reached the target and every requested state has arrived. */
export function settle(machine: Machine, now: number): Machine {
  if (machine.subscriptions.pending) return machine;
  const answered = machine.snapshotRequestedAt === undefined ? machine : { ...machine, snapshotRequestedAt: undefined };
  const { phase, positions } = answered;
  if (phase.kind !== 'syncing' || !positions || !allReached(positions, phase.target)) return answered;
  return { ...revive(answered, phase.attempt, now), ...recovered(answered, now) };
}

/** The result of resumes, if there were any. If the link stood all the time, they filled a gap, and nothing was down. */
function recovered(
  { recovery, downSince, lastRecovery, gapsFilled }: Machine,
  now: number,
): Pick<Machine, 'recovery' | 'lastRecovery' | 'gapsFilled'> {
  if (!recovery) return { recovery, lastRecovery, gapsFilled };
  return downSince === undefined
    ? { recovery: undefined, lastRecovery, gapsFilled: gapsFilled + 1 }
    : { recovery: undefined, lastRecovery: summarise(recovery, now, downSince), gapsFilled };
}

/** Requests are sent again after `ms` milliseconds: until then no answer can be expected. */
export function onDeferred(machine: Machine, ms: number, { now }: Moment): Machine {
  const until = now + ms;
  const next = heard(machine, now);
  const { phase, snapshotRequestedAt } = next;
  const catchesUp = phase.kind === 'resuming' || phase.kind === 'syncing';
  return {
    ...next,
    snapshotRequestedAt: snapshotRequestedAt === undefined ? undefined : until,
    phase: catchesUp ? { ...phase, deferredUntil: until } : phase,
  };
}
