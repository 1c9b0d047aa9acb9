// The types of the feed client's state machine: its state, events and effects, and when its timers are due.
import type {
  Accepted,
  Batch,
  Close,
  Heartbeat,
  Instrument,
  Mode,
  Receipt,
  ResumeRequest,
  Snapshot,
  Subscription,
  SubscriptionReply,
  Welcome,
} from '../../proto/messages.ts';
import type { Random } from '../connection/clock.ts';
import { Subscriptions } from '../subscriptions/subscriptions.ts';
import type { Positions } from './positions.ts';
import type { Recovery, RecoverySummary } from './recovery.ts';

/** Times are local, in milliseconds. `attempt` counts from 1. */
export type Phase =
  | { readonly kind: 'idle' }
  /** The socket is opening, or waits for the welcome. */
  | { readonly kind: 'connecting'; readonly attempt: number; readonly since: number }
  /** A resume was sent. The server sent every message that precedes the reply before it handled the resume. */
  | { readonly kind: 'resuming'; readonly attempt: number; readonly since: number; readonly deferredUntil?: number }
  /** Receiving missing data up to `target`, with snapshots where needed. */
  | {
      readonly kind: 'syncing';
      readonly attempt: number;
      readonly since: number;
      readonly deferredUntil?: number;
      readonly target: number;
      /** The client had no data before. */
      readonly fresh: boolean;
    }
  | { readonly kind: 'live'; readonly attempt: number; readonly since: number }
  /** Connected, but the data is as of `asOf`: nothing arrives, or it arrives `behindMs` late. */
  | {
      readonly kind: 'stale';
      readonly attempt: number;
      readonly asOf: number;
      /** Milliseconds; undefined if nothing arrives. */
      readonly behindMs: number | undefined;
    }
  /** Connected, but the age of the data is unknown until the server's next message. */
  | { readonly kind: 'checking'; readonly attempt: number; readonly asOf: number; readonly since: number }
  | { readonly kind: 'waiting'; readonly attempt: number; readonly until: number; readonly why: string }
  /** `code`: the server's close code; undefined if this client rejects the server. */
  | { readonly kind: 'refused'; readonly code: number | undefined; readonly why: string };

/** Lasts from the loss of the link until it is live again. A gap that is filled on an open link is no outage. */
export interface Outage {
  /** The data is as of this local time, milliseconds; undefined if there never was any. */
  readonly asOf: number | undefined;
  /** Why the link was lost or, if there never was one, why the last attempt failed. */
  readonly why: string;
}

export interface Machine {
  readonly phase: Phase;
  /** Undefined until the first welcome. */
  readonly positions: Positions | undefined;
  readonly subscriptions: Subscriptions;
  /** The number of the latest request. */
  readonly lastRequest: number;
  readonly heartbeatMs: number;
  /** The epoch whose instruments have arrived; they never change within an epoch. */
  readonly instrumentsEpoch: number | undefined;
  /** The number of resumes because of gaps on this link, since it was made or was last steady. */
  readonly gapResumes: number;
  /** The number of connections in a row that ended with an invalid message. */
  readonly invalidInARow: number;
  /** How many times data differed from the server's and was repaired. */
  readonly repairs: number;
  /** How many gaps on an open link were filled. */
  readonly gapsFilled: number;
  /** When the pending snapshot was requested; undefined if none is pending. */
  readonly snapshotRequestedAt: number | undefined;
  /** When the data stopped being current; undefined while live. */
  readonly downSince: number | undefined;
  /** When the last steady link ended; the delays before attempts grow with the time since then. */
  readonly failingSince: number | undefined;
  readonly outage: Outage | undefined;
  /** The receipts of this outage so far; undefined without a resume. */
  readonly recovery: Recovery | undefined;
  readonly lastRecovery: RecoverySummary | undefined;
}

/** What a step needs besides the state and the event. */
export interface Moment {
  /** Local time, milliseconds. */
  readonly now: number;
  /** When the last message arrived, this event included. */
  readonly lastMessageAt: number;
  readonly random: Random;
}

/** The result of comparing the boards of one lane with the server's digest. */
export interface Comparison {
  readonly intervalMs: number;
  readonly symbols: number;
  readonly same: boolean;
}

export type FeedEvent =
  | { readonly type: 'start' }
  | { readonly type: 'stop' }
  /** The user asked to connect now. */
  | { readonly type: 'retry' }
  /** The network may be back, or the page is visible again. */
  | { readonly type: 'nudge' }
  /** The machine may have slept: the data may be old, and the link may only look alive. */
  | { readonly type: 'wake' }
  | { readonly type: 'timer' }
  | { readonly type: 'subscribe' | 'unsubscribe'; readonly subscription: Subscription }
  | { readonly type: 'welcome'; readonly welcome: Welcome }
  /** The reply to request number `request`. */
  | { readonly type: 'resumed' | 'subscribed'; readonly request: number; readonly reply: SubscriptionReply }
  | { readonly type: 'instruments'; readonly epoch: number; readonly instruments: readonly Instrument[] }
  /** The server refused a request as too fast. PacedRequests sends it again after `ms` milliseconds. */
  | { readonly type: 'deferred'; readonly ms: number }
  | { readonly type: 'batch'; readonly batch: Batch }
  /** `behindMs`: how late it came, milliseconds; undefined if not measured. */
  | { readonly type: 'heartbeat'; readonly heartbeat: Heartbeat; readonly behindMs: number | undefined }
  | { readonly type: 'snapshot'; readonly snapshot: Snapshot }
  /** The result of a `verify` effect. */
  | { readonly type: 'verified'; readonly comparison: Comparison }
  /** The server announced why it will close, or refused the handshake. */
  | { readonly type: 'closing'; readonly close: Close }
  /** The server sent an invalid message. */
  | { readonly type: 'invalid'; readonly why: string }
  /** The connection was lost or could not be made. */
  | { readonly type: 'lost'; readonly why: string };

/** The receipt of one subscription in the reply to a resume. */
export interface SubscriptionReceipt {
  readonly symbol: string;
  readonly mode: Mode;
  readonly receipt: Receipt;
}

export type Effect =
  | { readonly do: 'open' | 'close' }
  | { readonly do: 'fetch-instruments'; readonly epoch: number }
  | { readonly do: 'resume'; readonly request: number; readonly resume: ResumeRequest }
  | { readonly do: 'subscribe'; readonly request: number; readonly subscriptions: readonly Subscription[] }
  | { readonly do: 'unsubscribe'; readonly subscriptions: readonly Subscription[] }
  /** Compare `sum` with the digests of the states of `ids`. The result is the event `verified`. */
  | { readonly do: 'verify'; readonly intervalMs: number; readonly ids: readonly number[]; readonly sum: number }
  /** Emit to consumers. `newEpoch`: earlier ids are no longer valid. */
  | { readonly do: 'emit-accepted'; readonly accepted: readonly Accepted[]; readonly newEpoch: boolean }
  | { readonly do: 'emit-receipts'; readonly receipts: readonly SubscriptionReceipt[] }
  | { readonly do: 'emit-unsubscribed'; readonly subscription: Subscription }
  | { readonly do: 'emit-batch'; readonly batch: Batch }
  | { readonly do: 'emit-snapshot'; readonly snapshot: Snapshot };

export interface Step {
  readonly machine: Machine;
  readonly effects: readonly Effect[];
}

/** How long a connection attempt or an answer may take; milliseconds. */
export const ANSWER_LIMIT_MS = 5_000;
/** A link that has been live for this long is steady: earlier failures are forgotten; milliseconds. */
export const STEADY_AFTER_MS = 10_000;
/** After a silence of this many heartbeats, prices are stale. */
export const STALE_AFTER_HEARTBEATS = 2.5;
/** After a silence of this many heartbeats, the link is dropped. */
export const DEAD_AFTER_HEARTBEATS = 6;
/** After a sleep, the link is dropped if it stays silent for this many heartbeats, or for MAX_CHECK_MS if that is shorter. */
const MAX_CHECK_HEARTBEATS = 1.5;
const MAX_CHECK_MS = 5_000;

export function newMachine(): Machine {
  return {
    phase: { kind: 'idle' },
    positions: undefined,
    subscriptions: Subscriptions.none,
    lastRequest: 0,
    heartbeatMs: 1_000,
    instrumentsEpoch: undefined,
    gapResumes: 0,
    invalidInARow: 0,
    repairs: 0,
    gapsFilled: 0,
    snapshotRequestedAt: undefined,
    downSince: undefined,
    failingSince: undefined,
    outage: undefined,
    recovery: undefined,
    lastRecovery: undefined,
  };
}

const NO_EFFECTS: readonly Effect[] = [];

/** A step to the state `machine`. */
export function stepTo(machine: Machine, effects = NO_EFFECTS): Step {
  return { machine, effects };
}

export function isSteady({ phase }: Machine, now: number): boolean {
  return phase.kind === 'live' && now - phase.since >= STEADY_AFTER_MS;
}

/** Attempts in a row without a steady link, the current one included. */
export function attemptsSoFar(machine: Machine, now: number): number {
  const { phase } = machine;
  return 'attempt' in phase && !isSteady(machine, now) ? phase.attempt : 0;
}

/** Whether the server has this client's subscriptions and accepts changes to them. */
export function isSubscribed({ phase: { kind } }: Machine): boolean {
  return kind === 'syncing' || kind === 'live' || kind === 'stale' || kind === 'checking';
}

/** When the data was last current, as far as the phase tells; undefined if it does not. */
export function lastCurrentAt(phase: Phase, lastMessageAt: number): number | undefined {
  if (phase.kind === 'resuming') return phase.since;
  return phase.kind === 'live' || phase.kind === 'syncing' ? Math.max(phase.since, lastMessageAt) : undefined;
}

type CatchingUpPhase = Extract<Phase, { kind: 'resuming' | 'syncing' }>;

/** When the link last made progress towards being live, or when the server's requested wait ends. */
export function progressAt(phase: CatchingUpPhase, lastMessageAt: number): number {
  // Messages that precede the reply were sent before the server handled the resume, so they show no progress.
  const progressedAt = phase.kind === 'syncing' ? lastMessageAt : 0;
  return Math.max(phase.since, progressedAt, phase.deferredUntil ?? 0);
}

/** The local time at which a `timer` event is due; undefined if only other events can change anything. */
export function deadline(machine: Machine, lastMessageAt: number): number | undefined {
  const phaseDue = phaseDeadline(machine, lastMessageAt);
  const answerDue = answerDeadline(machine);
  return phaseDue === undefined || answerDue === undefined ? phaseDue : Math.min(phaseDue, answerDue);
}

/** When a requested snapshot is overdue. */
export function answerDeadline({ snapshotRequestedAt }: Machine): number | undefined {
  return snapshotRequestedAt === undefined ? undefined : snapshotRequestedAt + ANSWER_LIMIT_MS;
}

function phaseDeadline({ phase, heartbeatMs }: Machine, lastMessageAt: number): number | undefined {
  switch (phase.kind) {
    case 'idle':
    case 'refused':
      return undefined;
    case 'connecting':
      return phase.since + ANSWER_LIMIT_MS;
    case 'resuming':
    case 'syncing':
      return progressAt(phase, lastMessageAt) + ANSWER_LIMIT_MS;
    case 'live':
      return Math.max(phase.since, lastMessageAt) + STALE_AFTER_HEARTBEATS * heartbeatMs;
    case 'stale':
      return lastMessageAt + DEAD_AFTER_HEARTBEATS * heartbeatMs;
    case 'checking':
      return lastMessageAt > phase.since
        ? lastMessageAt + STALE_AFTER_HEARTBEATS * heartbeatMs
        : phase.since + Math.min(MAX_CHECK_MS, MAX_CHECK_HEARTBEATS * heartbeatMs);
    case 'waiting':
      return phase.until;
  }
}
