// State machine steps that keep the data exact: joining each range to its lane's position, filling gaps, resuming, and comparing
// digests.
import type { Accepted, Heartbeat, Position, Snapshot, SubscriptionReply, Welcome } from '../../proto/messages.ts';
import type { Subscriptions } from '../subscriptions/subscriptions.ts';
import { onAnyMessage, dropLink, onDelay } from './connecting.ts';
import {
  DEFAULT_LANE,
  dropEmptyLanes,
  findLane,
  openLane,
  resumePoint,
  positionsAt,
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
  stepTo,
  type Comparison,
  type Effect,
  type Machine,
  type Moment,
  type Step,
  type SubscriptionReceipt,
} from './state.ts';
import { hasBoards, requestNew, goLiveWhenSynced, dropOutdated, withSubscriptions } from './subscribing.ts';

/** A link is dropped after more gaps than this without being steady in between. */
const MAX_GAP_RESUMES = 3;
/** A link is dropped if a lane still differs after its states were requested again this many times. */
const MAX_REPAIRS = 3;

/** The range (after, through] of the log of `epoch`. */
export interface Range {
  readonly epoch: number;
  readonly after: number;
  readonly through: number;
}

interface LaneRange extends Range {
  readonly intervalMs: number;
}

/**
 * `next` begins exactly at the position. `duplicate` ends there or earlier. `gap` begins later: something is missing.
 * `overlap` begins earlier and ends later: merged rows can't be split, so it is requested again like a gap.
 */
export type RangeKind = 'next' | 'duplicate' | 'gap' | 'overlap' | 'other-epoch';

export function classifyRange(position: Position, { epoch, after, through }: Range): RangeKind {
  if (epoch !== position.epoch) return 'other-epoch';
  if (after === position.sequence) return 'next';
  if (after > position.sequence) return 'gap';
  return through > position.sequence ? 'overlap' : 'duplicate';
}

/** Applies the range of a batch or a heartbeat. `effects` are performed only if the range is `next`. */
export function onRange(machine: Machine, range: LaneRange, effects: readonly Effect[], moment: Moment): Step {
  const { positions } = machine;
  if (!isSubscribed(machine) || !positions) return stepTo(machine);
  if (range.epoch !== positions.epoch) return fillGap(machine, positions, moment);
  const lane = findLane(positions, range.intervalMs);
  // A lane starts with its first snapshot. Ignore messages before it, and after the lane's last board was unsubscribed.
  if (!lane) return stepTo(onAnyMessage(machine, moment.now));
  switch (classifyRange({ epoch: positions.epoch, sequence: lane.sequence }, range)) {
    case 'duplicate':
      return stepTo(onAnyMessage(machine, moment.now));
    case 'next': {
      const next = onAnyMessage(machine, moment.now);
      if (range.through === lane.sequence) return stepTo(goLiveWhenSynced(next, moment.now), effects);
      const moved = withLane(positions, { ...lane, sequence: range.through });
      return stepTo(goLiveWhenSynced({ ...next, positions: moved }, moment.now), effects);
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
  const withDelay = behindMs === undefined ? next : onDelay(next, behindMs, moment.now);
  const verification = verifyEffect(withDelay, heartbeat);
  return stepTo(withDelay, verification ? [...effects, verification] : effects);
}

export function onSnapshot(machine: Machine, snapshot: Snapshot, moment: Moment): Step {
  const { positions } = machine;
  if (!isSubscribed(machine) || !positions) return stepTo(machine);
  const { at, intervalMs } = snapshot;
  const lane = findLane(positions, intervalMs);
  if (at.epoch !== positions.epoch || (lane && at.sequence !== lane.sequence))
    return fillGap(machine, positions, moment);
  const opened = { ...onAnyMessage(machine, moment.now), positions: openLane(positions, intervalMs, at.sequence) };
  const next = withSubscriptions(opened, machine.subscriptions.applySnapshot(snapshot));
  return stepTo(goLiveWhenSynced(next, moment.now), [{ do: 'emit-snapshot', snapshot }]);
}

export function onWelcome(machine: Machine, { head, heartbeatMs }: Welcome, now: number): Step {
  const { phase, positions } = machine;
  if (phase.kind !== 'connecting') return stepTo(machine);
  // Refusals last for one epoch: a feed that was replaced may offer symbols that the old one did not.
  const sameEpoch = head.epoch === positions?.epoch;
  const subscriptions = sameEpoch ? machine.subscriptions : machine.subscriptions.restart('refused');
  const welcomed = { ...machine, heartbeatMs, subscriptions };
  const fetchInstruments: Effect[] =
    machine.instrumentsEpoch === head.epoch ? [] : [{ do: 'fetch-instruments', epoch: head.epoch }];
  if (positions && subscriptions.resumable().length > 0) {
    const resuming = resume(welcomed, positions, phase.attempt, now);
    return stepTo(resuming.machine, [...resuming.effects, ...fetchInstruments]);
  }
  const fresh: Machine = {
    ...welcomed,
    subscriptions: subscriptions.restart('requested', 'accepted'),
    positions: positionsAt(head),
    phase: { kind: 'syncing', attempt: phase.attempt, since: now, target: head.sequence, fresh: true },
  };
  const requested = requestNew(fresh, now);
  const newEpoch: Effect = { do: 'emit-accepted', accepted: [], newEpoch: true };
  return stepTo(goLiveWhenSynced(requested.machine, now), [newEpoch, ...requested.effects, ...fetchInstruments]);
}

/** Data is missing: resumes on the same link or, if there is nothing to resume, drops the link. */
function fillGap(machine: Machine, positions: Positions, moment: Moment): Step {
  const { now } = moment;
  if (machine.subscriptions.resumable().length === 0) return dropLink(machine, 'the server left a gap', moment);
  const gapResumes = isSteady(machine, now) ? 1 : machine.gapResumes + 1;
  return gapResumes > MAX_GAP_RESUMES
    ? dropLink(machine, 'the server keeps leaving gaps', moment)
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
  const resumeRequest = { ...resumePoint(positions), subscriptions: subscriptions.resumable() };
  return stepTo(resuming, [{ do: 'resume', request, resume: resumeRequest }]);
}

export function onResumed(machine: Machine, request: number, reply: SubscriptionReply, now: number): Step {
  const { accepted, head } = reply;
  const { phase, positions } = machine;
  if (phase.kind !== 'resuming' || !positions) return stepTo(machine);
  const newEpoch = head.epoch !== positions.epoch;
  const subscriptions = machine.subscriptions.applyResumeReply(request, reply, newEpoch);
  const { attempt, since } = phase;
  const syncing: Machine = {
    ...machine,
    subscriptions,
    positions: newEpoch ? positionsAt(head) : positionsAfter(positions, reply, machine.subscriptions, subscriptions),
    snapshotRequestedAt: subscriptions.hasPending ? now : undefined,
    recovery: addReceipts(machine.recovery ?? NO_RECOVERY, accepted),
    phase: { kind: 'syncing', attempt, since, target: head.sequence, fresh: false },
  };
  const requested = requestNew(syncing, now);
  return stepTo(goLiveWhenSynced(requested.machine, now), [
    { do: 'emit-accepted', accepted: dropOutdated(syncing, request, accepted), newEpoch },
    { do: 'emit-receipts', receipts: receiptsOf(reply) },
    ...unsubscribeClosed(syncing, accepted),
    ...requested.effects,
  ]);
}

/** Resumed lanes keep their positions. If the default lane was reset, it restarts at the head; other lanes restart with a snapshot. */
function positionsAfter(
  positions: Positions,
  { accepted, head, reset }: SubscriptionReply,
  before: Subscriptions,
  after: Subscriptions,
): Positions {
  const isDefaultLaneReset =
    reset !== undefined ||
    accepted.some(
      ({ instrument, mode, receipt }) =>
        receipt?.kind === 'reset' && before.get(instrument.symbol, mode)?.lane === DEFAULT_LANE,
    );
  const kept = dropEmptyLanes(withoutChecks(positions), hasBoards(after));
  if (!isDefaultLaneReset) return kept;
  return withLane(kept, { intervalMs: DEFAULT_LANE, sequence: head.sequence, check: { kind: 'none' } });
}

/** Unsubscribes subscriptions that were closed during the resume, when no request could be sent. */
function unsubscribeClosed({ subscriptions }: Machine, accepted: readonly Accepted[]): Effect[] {
  const closed = accepted
    .map(({ instrument: { symbol }, mode }) => ({ symbol, mode }))
    .filter(({ symbol, mode }) => !subscriptions.get(symbol, mode));
  return closed.length > 0 ? [{ do: 'unsubscribe', subscriptions: closed }] : [];
}

/** A refused tape ends like a reset one: another feed or epoch has replaced the old one. */
function receiptsOf({ accepted, refused }: SubscriptionReply): SubscriptionReceipt[] {
  const receipts: SubscriptionReceipt[] = [];
  for (const { instrument, mode, receipt } of accepted)
    if (receipt) receipts.push({ symbol: instrument.symbol, mode, receipt });
  for (const { symbol, mode } of refused)
    if (mode === 'tape') receipts.push({ symbol, mode, receipt: { kind: 'reset', reason: 'other-epoch' } });
  return receipts;
}

/** The effect that compares the boards of the heartbeat's lane; undefined unless both sides have the same boards at one position. */
function verifyEffect(machine: Machine, { epoch, through, intervalMs, digest }: Heartbeat): Effect | undefined {
  const { phase, positions, subscriptions } = machine;
  if (phase.kind !== 'live' || digest === undefined || positions?.epoch !== epoch) return undefined;
  if (findLane(positions, intervalMs)?.sequence !== through) return undefined;
  const { count, allSynced, ids } = subscriptions.boardsOn(intervalMs);
  // A board that was requested again may change, and the server's sum still includes one that was just unsubscribed.
  if (count !== digest.symbols || !allSynced) return undefined;
  return { do: 'verify', intervalMs, ids, sum: digest.sum };
}

export function onVerified(machine: Machine, comparison: Comparison, moment: Moment): Step {
  const { intervalMs, symbols, same } = comparison;
  const { positions, subscriptions } = machine;
  const before = positions && findLane(positions, intervalMs)?.check;
  if (!before) return stepTo(machine);
  if (same) {
    const repairs = machine.repairs + (before.kind === 'differs' ? 1 : 0);
    return stepTo({ ...withCheck(machine, positions, intervalMs, { kind: 'same', at: moment.now, symbols }), repairs });
  }
  const times = before.kind === 'differs' ? before.times + 1 : 1;
  const differing = withCheck(machine, positions, intervalMs, { kind: 'differs', times });
  if (times <= MAX_REPAIRS)
    return requestNew({ ...differing, subscriptions: subscriptions.requestAgain(intervalMs, false) }, moment.now);
  const forgotten = { ...differing, subscriptions: subscriptions.requestAgain(intervalMs, true) };
  return dropLink(forgotten, "prices keep differing from the server's", moment);
}

function withCheck(machine: Machine, positions: Positions, intervalMs: number, check: Check): Machine {
  const lane = findLane(positions, intervalMs);
  return lane ? { ...machine, positions: withLane(positions, { ...lane, check }) } : machine;
}
