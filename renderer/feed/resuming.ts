// The machine's steps from a welcome or a gap to having asked for everything that is missing.
import type { Accepted, Position, SubscriptionReply, Welcome } from '../../proto/messages.ts';
import type { Random } from './clock.ts';
import { lose } from './connecting.ts';
import { delayOf } from './lag.ts';
import { attemptsSoFar, isSteady, type Effect, type Machine, type Step } from './phases.ts';
import { settle, stay } from './progress.ts';
import { addReceipts, emptyTally } from './receipts.ts';
import { askForNew, stillWanted } from './subscribing.ts';
import { inStage, keyOf, nameIn, startOver, takeReply } from './wanted.ts';

/** A link that leaves more holes than this without being steady in between is left. */
const MOST_HEALS = 3;

export function onWelcome(machine: Machine, { head, heartbeatMs, serverTime }: Welcome, now: number): Step {
  const { phase } = machine;
  if (phase.kind !== 'connecting') return stay(machine);
  // Ids and refusals are of one epoch; a feed that was replaced may offer what the old one did not.
  const stages = head.epoch === machine.position?.epoch ? (['asked'] as const) : (['asked', 'refused'] as const);
  const { least } = delayOf(undefined, serverTime, now);
  const greeted = { ...machine, heartbeatMs, leastDelay: least, wanted: startOver(machine.wanted, stages) };
  const fetch: Effect[] = machine.instrumentsOf === head.epoch ? [] : [{ do: 'fetch-instruments', epoch: head.epoch }];
  if (machine.position && inStage(greeted.wanted, 'synced').length > 0) {
    const { machine: resuming, effects } = resume(greeted, machine.position, phase.attempt, now);
    return stay(resuming, [...effects, ...fetch]);
  }
  const fresh: Machine = {
    ...greeted,
    position: head,
    phase: { kind: 'syncing', attempt: phase.attempt, since: now, heardAt: now, target: head.sequence, fresh: true },
  };
  const asked = askForNew(fresh, now);
  return stay(settle(asked.machine, now), [{ do: 'bind', accepted: [], anew: true }, ...asked.effects, ...fetch]);
}

/** Something is missing: asks for it on the same link or, where nothing known could be resumed, starts over on a new one. */
export function heal(machine: Machine, from: Position, now: number, random: Random): Step {
  if (inStage(machine.wanted, 'synced').length === 0) return lose(machine, 'the server left a gap', now, random);
  const heals = isSteady(machine, now) ? 1 : machine.heals + 1;
  return heals > MOST_HEALS
    ? lose(machine, 'the server keeps leaving gaps', now, random)
    : resume({ ...machine, heals }, from, attemptsSoFar(machine, now), now);
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
    effects: [{ do: 'resume', ask, request: { from, subscriptions, lanes: [] } }],
  };
}

export function onResumed(machine: Machine, ask: number, reply: SubscriptionReply, now: number): Step {
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
