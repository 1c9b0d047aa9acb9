// The machine's steps from a welcome or a gap to having asked for everything that is missing.
import type { Accepted, SubscriptionReply, Welcome } from '../../proto/messages.ts';
import type { Random } from '../connection/clock.ts';
import { lose } from './connecting.ts';
import { firstDelay } from '../connection/delays.ts';
import { OWN_LANE, keepLanes, resumePoint, startAt, uncompared, withLane, type Reached } from './lanes.ts';
import { attemptsSoFar, isSteady, type Effect, type Machine, type Step } from './phases.ts';
import { settle, stay } from './progress.ts';
import { addReceipts, emptyTally } from './receipts.ts';
import { askForNew, configure, stillWanted } from './subscribing.ts';
import {
  boardLanes,
  inStage,
  keyOf,
  nameResumable,
  resumable,
  startOver,
  takeResumed,
  type Wanted,
} from '../subscriptions/wanted.ts';

/** A link that leaves more holes than this without being steady in between is left. */
const MOST_HEALS = 3;

export function onWelcome(machine: Machine, { head, heartbeatMs, serverTime }: Welcome, now: number): Step {
  const { phase, reached } = machine;
  if (phase.kind !== 'connecting') return stay(machine);
  // Refusals are of one epoch: a feed that was replaced may offer what the old one did not.
  const wanted = head.epoch === reached?.epoch ? machine.wanted : startOver(machine.wanted, ['refused']);
  const greeted = { ...machine, heartbeatMs, delays: firstDelay(serverTime, now), wanted };
  const fetch: Effect[] = machine.instrumentsOf === head.epoch ? [] : [{ do: 'fetch-instruments', epoch: head.epoch }];
  const first = configure(machine);
  if (reached && resumable(wanted).length > 0) {
    const { machine: resuming, effects } = resume(greeted, reached, phase.attempt, now);
    return stay(resuming, [...first, ...effects, ...fetch]);
  }
  const fresh: Machine = {
    ...greeted,
    wanted: startOver(wanted, ['asked', 'granted']),
    reached: startAt(head),
    phase: { kind: 'syncing', attempt: phase.attempt, since: now, heardAt: now, target: head.sequence, fresh: true },
  };
  const asked = askForNew(fresh, now);
  const bind: Effect = { do: 'bind', accepted: [], anew: true };
  return stay(settle(asked.machine, now), [bind, ...first, ...asked.effects, ...fetch]);
}

/** Something is missing: asks for it on the same link or, where nothing known could be resumed, starts over on a new one. */
export function heal(machine: Machine, from: Reached, now: number, random: Random): Step {
  if (resumable(machine.wanted).length === 0) return lose(machine, 'the server left a gap', now, random);
  const heals = isSteady(machine, now) ? 1 : machine.heals + 1;
  return heals > MOST_HEALS
    ? lose(machine, 'the server keeps leaving gaps', now, random)
    : resume({ ...machine, heals }, from, attemptsSoFar(machine, now), now);
}

/** Asks for everything after where each lane is. Subscriptions of which nothing is known are asked for afresh afterwards. */
function resume(machine: Machine, reached: Reached, attempt: number, now: number): Step {
  const ask = machine.asks + 1;
  const request = { ...resumePoint(reached), subscriptions: resumable(machine.wanted) };
  return {
    machine: {
      ...machine,
      asks: ask,
      wanted: nameResumable(machine.wanted, ask),
      askedAt: undefined,
      phase: { kind: 'resuming', attempt, since: now, heardAt: now },
    },
    effects: [{ do: 'resume', ask, request }],
  };
}

export function onResumed(machine: Machine, ask: number, reply: SubscriptionReply, now: number): Step {
  const { accepted, head } = reply;
  const { phase, reached } = machine;
  if (phase.kind !== 'resuming' || !reached) return stay(machine);
  const anew = head.epoch !== reached.epoch;
  const wanted = takeResumed(machine.wanted, ask, reply, anew);
  const synced: Machine = {
    ...machine,
    wanted,
    reached: anew ? startAt(head) : reachedAfter(reached, reply, machine.wanted, wanted),
    askedAt: inStage(wanted, 'granted').length > 0 ? now : undefined,
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
    { do: 'bind', accepted: stillWanted(synced, ask, accepted), anew },
    ...gapsOf(reply),
    ...giveUp(synced, accepted),
    ...asked.effects,
  ]);
}

/**
 * Lanes on which a resume goes on stay where they are; the own one begins anew at the head where it does not. Another that is
 * reset is begun by its snapshot.
 */
function reachedAfter(
  reached: Reached,
  { accepted, head, reset }: SubscriptionReply,
  before: Wanted,
  after: Wanted,
): Reached {
  const ownReset =
    reset !== undefined ||
    accepted.some(
      ({ instrument, mode, receipt }) =>
        receipt?.kind === 'reset' && before.get(keyOf(instrument.symbol, mode))?.lane === OWN_LANE,
    );
  const kept = keepLanes(uncompared(reached), boardLanes(after));
  return ownReset ? withLane(kept, OWN_LANE, { sequence: head.sequence, check: { kind: 'none' } }) : kept;
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
