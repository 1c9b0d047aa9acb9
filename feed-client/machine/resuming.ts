// Steps that keep the client exact: joining each range to its lane's position, filling gaps, resuming, comparing digests.
import type { Accepted, Heartbeat, Position, Snapshot, SubscriptionReply, Welcome } from '../../proto/messages.ts';
import type { Subscriptions } from '../subscriptions/subscriptions.ts';
import { heard, lose, onDelay } from './connecting.ts';
import {
  OWN_LANE,
  keepLanes,
  laneOf,
  openLane,
  resumePoint,
  startAt,
  withLane,
  withoutChecks,
  type Check,
  type Positions,
} from './positions.ts';
import { NO_RECOVERY, addReceipts } from './recovery.ts';
import {
  attemptsSoFar,
  isSteady,
  isSubscribed,
  to,
  type Comparison,
  type Effect,
  type Machine,
  type Moment,
  type Step,
  type SubscriptionReceipt,
} from './state.ts';
import { hasBoards, requestNew, settle, upToDate, withSubscriptions } from './subscribing.ts';

/** A link is given up after more gaps than this without being steady in between. */
const MAX_GAP_RESUMES = 3;
/** A link is given up if a lane still differs after its states were requested again this often. */
const MAX_REPAIRS = 3;

/** (after, through] of the log of `epoch`. */
export interface Range {
  readonly epoch: number;
  readonly after: number;
  readonly through: number;
}

interface LaneRange extends Range {
  readonly intervalMs: number;
}

/**
 * `news` begins exactly at the position. `known` ends there or before. `gap` begins later: something is missing.
 * `overlap` begins earlier and ends later: merged rows can't be cut, so it is requested again like a gap.
 */
export type Joint = 'news' | 'known' | 'gap' | 'overlap' | 'other-epoch';

export function join(position: Position, { epoch, after, through }: Range): Joint {
  if (epoch !== position.epoch) return 'other-epoch';
  if (after === position.sequence) return 'news';
  if (after > position.sequence) return 'gap';
  return through > position.sequence ? 'overlap' : 'known';
}

/** `effects` follow only if the range is news. */
export function onRange(machine: Machine, range: LaneRange, effects: readonly Effect[], moment: Moment): Step {
  const { positions } = machine;
  if (!isSubscribed(machine) || !positions) return to(machine);
  if (range.epoch !== positions.epoch) return fillGap(machine, positions, moment);
  const lane = laneOf(positions, range.intervalMs);
  // A lane starts with its first snapshot. What arrives before, or after its last board was unsubscribed, is of no use.
  if (!lane) return to(heard(machine, moment.now));
  switch (join({ epoch: positions.epoch, sequence: lane.sequence }, range)) {
    case 'known':
      return to(heard(machine, moment.now));
    case 'news': {
      const next = heard(machine, moment.now);
      if (range.through === lane.sequence) return to(settle(next, moment.now), effects);
      const there = withLane(positions, { ...lane, sequence: range.through });
      return to(settle({ ...next, positions: there }, moment.now), effects);
    }
    case 'gap':
    case 'overlap':
    case 'other-epoch':
      return fillGap(machine, positions, moment);
  }
}

export function onHeartbeat(
  machine: Machine,
  heartbeat: Heartbeat,
  behindMs: number | undefined,
  moment: Moment,
): Step {
  const { machine: next, effects } = onRange(machine, heartbeat, [], moment);
  const timed = behindMs === undefined ? next : onDelay(next, behindMs, moment.now);
  const verification = verify(timed, heartbeat);
  return to(timed, verification ? [...effects, verification] : effects);
}

export function onSnapshot(machine: Machine, snapshot: Snapshot, moment: Moment): Step {
  const { positions } = machine;
  if (!isSubscribed(machine) || !positions) return to(machine);
  const { at, intervalMs } = snapshot;
  const lane = laneOf(positions, intervalMs);
  if (at.epoch !== positions.epoch || (lane && at.sequence !== lane.sequence))
    return fillGap(machine, positions, moment);
  const opened = { ...heard(machine, moment.now), positions: openLane(positions, intervalMs, at.sequence) };
  const next = withSubscriptions(opened, machine.subscriptions.snapshotArrived(snapshot));
  return to(settle(next, moment.now), [{ do: 'emit-snapshot', snapshot }]);
}

export function onWelcome(machine: Machine, { head, heartbeatMs }: Welcome, now: number): Step {
  const { phase, positions } = machine;
  if (phase.kind !== 'connecting') return to(machine);
  // Refusals are of one epoch: a feed that was replaced may offer what the old one did not.
  const sameEpoch = head.epoch === positions?.epoch;
  const subscriptions = sameEpoch ? machine.subscriptions : machine.subscriptions.startOver('refused');
  const welcomed = { ...machine, heartbeatMs, subscriptions };
  const fetch: Effect[] =
    machine.instrumentsEpoch === head.epoch ? [] : [{ do: 'fetch-instruments', epoch: head.epoch }];
  if (positions && subscriptions.resumable().length > 0) {
    const resuming = resume(welcomed, positions, phase.attempt, now);
    return to(resuming.machine, [...resuming.effects, ...fetch]);
  }
  const fresh: Machine = {
    ...welcomed,
    subscriptions: subscriptions.startOver('requested', 'accepted'),
    positions: startAt(head),
    phase: { kind: 'syncing', attempt: phase.attempt, since: now, target: head.sequence, fresh: true },
  };
  const requested = requestNew(fresh, now);
  const newEpoch: Effect = { do: 'emit-accepted', accepted: [], newEpoch: true };
  return to(settle(requested.machine, now), [newEpoch, ...requested.effects, ...fetch]);
}

/** Something is missing: requests it on the same link or, if there is nothing to resume, starts over on a new link. */
function fillGap(machine: Machine, positions: Positions, moment: Moment): Step {
  const { now } = moment;
  if (machine.subscriptions.resumable().length === 0) return lose(machine, 'the server left a gap', moment);
  const gapResumes = isSteady(machine, now) ? 1 : machine.gapResumes + 1;
  return gapResumes > MAX_GAP_RESUMES
    ? lose(machine, 'the server keeps leaving gaps', moment)
    : resume({ ...machine, gapResumes }, positions, attemptsSoFar(machine, now), now);
}

/** Requests everything after each lane's position. Subscriptions that can't be resumed are requested afterwards. */
function resume(machine: Machine, positions: Positions, attempt: number, now: number): Step {
  const request = machine.lastRequest + 1;
  const { subscriptions } = machine;
  const resuming: Machine = {
    ...machine,
    lastRequest: request,
    subscriptions: subscriptions.requestResume(request),
    snapshotRequestedAt: undefined,
    phase: { kind: 'resuming', attempt, since: now },
  };
  const effect = { ...resumePoint(positions), subscriptions: subscriptions.resumable() };
  return to(resuming, [{ do: 'resume', request, resume: effect }]);
}

export function onResumed(machine: Machine, request: number, reply: SubscriptionReply, now: number): Step {
  const { accepted, head } = reply;
  const { phase, positions } = machine;
  if (phase.kind !== 'resuming' || !positions) return to(machine);
  const newEpoch = head.epoch !== positions.epoch;
  const subscriptions = machine.subscriptions.resumed(request, reply, newEpoch);
  const { attempt, since } = phase;
  const syncing: Machine = {
    ...machine,
    subscriptions,
    positions: newEpoch ? startAt(head) : positionsAfter(positions, reply, machine.subscriptions, subscriptions),
    snapshotRequestedAt: subscriptions.pending ? now : undefined,
    recovery: addReceipts(machine.recovery ?? NO_RECOVERY, accepted),
    phase: { kind: 'syncing', attempt, since, target: head.sequence, fresh: false },
  };
  const requested = requestNew(syncing, now);
  return to(settle(requested.machine, now), [
    { do: 'emit-accepted', accepted: upToDate(syncing, request, accepted), newEpoch },
    { do: 'emit-receipts', receipts: receiptsOf(reply) },
    ...unsubscribe(syncing, accepted),
    ...requested.effects,
  ]);
}

/** Lanes that were resumed keep their positions. If the own lane was reset, it starts at the head; others with a snapshot. */
function positionsAfter(
  positions: Positions,
  { accepted, head, reset }: SubscriptionReply,
  before: Subscriptions,
  after: Subscriptions,
): Positions {
  const ownReset =
    reset !== undefined ||
    accepted.some(
      ({ instrument, mode, receipt }) =>
        receipt?.kind === 'reset' && before.get(instrument.symbol, mode)?.lane === OWN_LANE,
    );
  const kept = keepLanes(withoutChecks(positions), hasBoards(after));
  if (!ownReset) return kept;
  return withLane(kept, { intervalMs: OWN_LANE, sequence: head.sequence, check: { kind: 'none' } });
}

/** What was unsubscribed during the resume, when the server could not be asked. */
function unsubscribe({ subscriptions }: Machine, accepted: readonly Accepted[]): Effect[] {
  const ended = accepted
    .map(({ instrument: { symbol }, mode }) => ({ symbol, mode }))
    .filter(({ symbol, mode }) => !subscriptions.get(symbol, mode));
  return ended.length > 0 ? [{ do: 'unsubscribe', subscriptions: ended }] : [];
}

/** A tape that this feed refuses breaks off like a reset one: another feed, or epoch, has taken the place of the old one. */
function receiptsOf({ accepted, refused }: SubscriptionReply): SubscriptionReceipt[] {
  const receipts: SubscriptionReceipt[] = [];
  for (const { instrument, mode, receipt } of accepted)
    if (receipt) receipts.push({ symbol: instrument.symbol, mode, receipt });
  for (const { symbol, mode } of refused)
    if (mode === 'tape') receipts.push({ symbol, mode, receipt: { kind: 'reset', reason: 'other-epoch' } });
  return receipts;
}

/** Compares the boards of the heartbeat's lane, if both sides have the same ones at the same position. */
function verify(machine: Machine, { epoch, through, intervalMs, digest }: Heartbeat): Effect | undefined {
  const { phase, positions, subscriptions } = machine;
  if (phase.kind !== 'live' || digest === undefined || positions?.epoch !== epoch) return undefined;
  if (laneOf(positions, intervalMs)?.sequence !== through) return undefined;
  const { count, synced, ids } = subscriptions.boardsOn(intervalMs);
  // A board that was requested again is changing, and one that was just unsubscribed is still in the server's sum.
  if (count !== digest.symbols || !synced) return undefined;
  return { do: 'verify', intervalMs, ids, sum: digest.sum };
}

export function onVerified(machine: Machine, comparison: Comparison, moment: Moment): Step {
  const { intervalMs, symbols, same } = comparison;
  const { positions, subscriptions } = machine;
  const before = positions && laneOf(positions, intervalMs)?.check;
  if (!before) return to(machine);
  if (same) {
    const repairs = machine.repairs + (before.kind === 'differs' ? 1 : 0);
    return to({ ...checked(machine, positions, intervalMs, { kind: 'same', at: moment.now, symbols }), repairs });
  }
  const times = before.kind === 'differs' ? before.times + 1 : 1;
  const differing = checked(machine, positions, intervalMs, { kind: 'differs', times });
  if (times <= MAX_REPAIRS)
    return requestNew({ ...differing, subscriptions: subscriptions.requestAgain(intervalMs, false) }, moment.now);
  const forgotten = { ...differing, subscriptions: subscriptions.requestAgain(intervalMs, true) };
  return lose(forgotten, "prices keep differing from the server's", moment);
}

function checked(machine: Machine, positions: Positions, intervalMs: number, check: Check): Machine {
  const lane = laneOf(positions, intervalMs);
  return lane ? { ...machine, positions: withLane(positions, { ...lane, check }) } : machine;
}
