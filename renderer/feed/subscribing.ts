// The machine's steps about what is wanted: asking for it, giving it up, taking the answer.
import type { Accepted, Subscription, SubscriptionReply } from '../../proto/messages.ts';
import type { Effect, Machine, Step } from './phases.ts';
import { heard, settle, stay } from './progress.ts';
import { inStage, keyOf, namedIn, nameIn, takeReply, unwant, want } from './wanted.ts';

export function onWant(machine: Machine, subscription: Subscription, now: number): Step {
  const before = machine.wanted.get(keyOf(subscription.symbol, subscription.mode));
  if (before && before.stage !== 'refused') return stay(machine);
  const wanted = want(machine.wanted, subscription);
  return askForNew({ ...machine, wanted }, now);
}

export function onUnwant(machine: Machine, subscription: Subscription): Step {
  const next = { ...machine, wanted: unwant(machine.wanted, subscription) };
  const forget: Effect = { do: 'forget', subscription };
  return subscribed(machine)
    ? stay(next, [{ do: 'unsubscribe', subscriptions: [subscription] }, forget])
    : stay(next, [forget]);
}

/** Whether the server knows our subscriptions and may be asked to change them. */
export function subscribed({ phase }: Machine): boolean {
  return phase.kind === 'syncing' || phase.kind === 'live' || phase.kind === 'stale';
}

export function askForNew(machine: Machine, now: number): Step {
  const subscriptions = inStage(machine.wanted, 'new').map(({ symbol, mode }) => ({ symbol, mode }));
  if (!subscribed(machine) || subscriptions.length === 0) return stay(machine);
  const ask = machine.asks + 1;
  const asking = { ...machine, asks: ask, askedAt: now, wanted: nameIn(machine.wanted, ask, 'new', 'asked') };
  return stay(asking, [{ do: 'subscribe', ask, subscriptions }]);
}

export function onSubscribed(machine: Machine, ask: number, reply: SubscriptionReply, now: number): Step {
  if (!subscribed(machine)) return stay(machine);
  const wanted = takeReply(machine.wanted, ask, reply, 'asked');
  return stay(settle(heard({ ...machine, wanted }, now), now), [
    { do: 'bind', accepted: stillWanted(machine, ask, reply.accepted), anew: false },
  ]);
}

/** Without what was given up while the question was under way, or given up and asked for again. */
export function stillWanted({ wanted }: Machine, ask: number, accepted: readonly Accepted[]): Accepted[] {
  return accepted.filter(({ instrument, mode }) => namedIn(wanted, ask, instrument.symbol, mode));
}
