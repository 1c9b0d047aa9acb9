// The machine's steps about what is wanted: asking for it, giving it up, taking the answer.
import type { Accepted, Subscription, SubscriptionReply } from '../../proto/messages.ts';
import { keepLanes } from './lanes.ts';
import type { Effect, Machine, Step } from './phases.ts';
import { heard, settle, stay } from './progress.ts';
import {
  boardLanes,
  inStage,
  keyOf,
  namedIn,
  nameNew,
  takeReply,
  unwant,
  want,
  type Wanted,
} from '../subscriptions/wanted.ts';

/** What is wanted already may be wanted at another interval. */
export function onWant(machine: Machine, subscription: Subscription, now: number): Step {
  const before = machine.wanted.get(keyOf(subscription.symbol, subscription.mode));
  const same = before?.intervalMs === (subscription.intervalMs ?? 0);
  if (same && before.stage !== 'refused') return stay(machine);
  const wanted = want(machine.wanted, subscription);
  return askForNew({ ...machine, wanted }, now);
}

export function onUnwant(machine: Machine, subscription: Subscription): Step {
  const next = changeWanted(machine, unwant(machine.wanted, subscription));
  const forget: Effect = { do: 'forget', subscription };
  return subscribed(machine)
    ? stay(next, [{ do: 'unsubscribe', subscriptions: [subscription] }, forget])
    : stay(next, [forget]);
}

/** With only the lanes that something is on. */
export function changeWanted(machine: Machine, wanted: Wanted): Machine {
  const { reached } = machine;
  return { ...machine, wanted, reached: reached && keepLanes(reached, boardLanes(wanted)) };
}

/** How often a batch comes at most, a second; on this connection and those after it. */
export function onRate(machine: Machine, batchRate: number): Step {
  const next = { ...machine, batchRate };
  return stay(next, subscribed(machine) ? configure(next) : []);
}

/** What a new connection is to be told of its batches. */
export function configure({ batchRate }: Machine): Effect[] {
  return batchRate === undefined ? [] : [{ do: 'configure', batchRate }];
}

/** Whether the server knows our subscriptions and may be asked to change them. */
export function subscribed({ phase }: Machine): boolean {
  const { kind } = phase;
  return kind === 'syncing' || kind === 'live' || kind === 'stale' || kind === 'checking';
}

export function askForNew(machine: Machine, now: number): Step {
  const subscriptions = inStage(machine.wanted, 'new').map(({ symbol, mode, intervalMs }) => ({
    symbol,
    mode,
    intervalMs,
  }));
  if (!subscribed(machine) || subscriptions.length === 0) return stay(machine);
  const ask = machine.asks + 1;
  const asking = { ...machine, asks: ask, askedAt: now, wanted: nameNew(machine.wanted, ask) };
  return stay(asking, [{ do: 'subscribe', ask, subscriptions }]);
}

export function onSubscribed(machine: Machine, ask: number, reply: SubscriptionReply, now: number): Step {
  if (!subscribed(machine)) return stay(machine);
  const wanted = takeReply(machine.wanted, ask, reply);
  return stay(settle(heard({ ...machine, wanted }, now), now), [
    { do: 'bind', accepted: stillWanted(machine, ask, reply.accepted), anew: false },
  ]);
}

/** Without what was given up while the question was under way, or given up and asked for again. */
export function stillWanted({ wanted }: Machine, ask: number, accepted: readonly Accepted[]): Accepted[] {
  return accepted.filter(({ instrument, mode }) => namedIn(wanted, ask, instrument.symbol, mode));
}
