// The state machine's state: what the client knows about its connection, what can happen to it, and what it can ask for.
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
  /** The socket is opening, or open and not welcomed yet. */
  | { readonly kind: 'connecting'; readonly attempt: number; readonly since: number }
  /** A resume was sent. What arrives before its reply belongs to the time before it. */
  | { readonly kind: 'resuming'; readonly attempt: number; readonly since: number; readonly deferredUntil?: number }
  /** Receiving what is missing, up to `target`, with snapshots where needed. */
  | {
      readonly kind: 'syncing';
      readonly attempt: number;
      readonly since: number;
      readonly deferredUntil?: number;
      readonly target: number;
      /** Nothing was known before. */
      readonly fresh: boolean;
    }
  | { readonly kind: 'live'; readonly attempt: number; readonly since: number }
  /** Connected, but what is known was true at `asOf`: nothing arrives, or it arrives `behindMs` late. */
  | {
      readonly kind: 'stale';
      readonly attempt: number;
      readonly asOf: number;
      /** Milliseconds; undefined if nothing arrives. */
      readonly behindMs: number | undefined;
    }
  /** Connected, but it is unknown how old the data is until the server's next time. */
  | { readonly kind: 'checking'; readonly attempt: number; readonly asOf: number; readonly since: number }
  | { readonly kind: 'waiting'; readonly attempt: number; readonly until: number; readonly why: string }
  /** `code`: the server's; undefined if this client rejects the server. */
  | { readonly kind: 'refused'; readonly code: number | undefined; readonly why: string };

/** From the loss of the link until it is live again. A gap that is filled on a standing link is no outage. */
export interface Outage {
  /** What is known was true at this time, local clock, milliseconds; undefined if nothing was ever known. */
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
  /** The epoch whose instruments have been received; they are fixed within an epoch. */
  readonly instrumentsEpoch: number | undefined;
  /** Resumes because of gaps on a standing link, since it was made or was last steady. */
  readonly gapResumes: number;
  /** Connections in a row that ended with a message that cannot be true. */
  readonly invalidInARow: number;
  /** Differences from the server's data that were found and repaired. */
  readonly repairs: number;
  /** Gaps that were filled on a standing link. */
  readonly gapsFilled: number;
  /** When the snapshot that is awaited was requested; undefined if none is. */
  readonly snapshotRequestedAt: number | undefined;
  /** Since when the data is not current; undefined while live. */
  readonly downSince: number | undefined;
  /** Since when no link has been steady: attempts are counted and delays grow from then on. */
  readonly failingSince: number | undefined;
  readonly outage: Outage | undefined;
  /** What resumes of this outage have brought so far; undefined if there were none. */
  readonly recovery: Recovery | undefined;
  readonly lastRecovery: RecoverySummary | undefined;
}

/** When an event happens, and what the steps need besides the state. */
export interface Moment {
  /** Local time, milliseconds. */
  readonly now: number;
  /** When the last message arrived, this event included. */
  readonly heardAt: number;
  readonly random: Random;
}

/** What comparing the boards of one lane with the server's digest showed. */
export interface Comparison {
  readonly intervalMs: number;
  readonly symbols: number;
  readonly same: boolean;
}

export type FeedEvent =
  | { readonly type: 'start' }
  | { readonly type: 'stop' }
  /** A person asks to connect now. */
  | { readonly type: 'retry' }
  /** The network or the page says that now is a good time. */
  | { readonly type: 'nudge' }
  /** The machine may have slept: the data may be from before, and the link may only look alive. */
  | { readonly type: 'woke' }
  | { readonly type: 'timer' }
  | { readonly type: 'subscribe' | 'unsubscribe'; readonly subscription: Subscription }
  | { readonly type: 'welcome'; readonly welcome: Welcome }
  /** The reply to the request of that number. */
  | { readonly type: 'resumed' | 'subscribed'; readonly request: number; readonly reply: SubscriptionReply }
  | { readonly type: 'instruments'; readonly epoch: number; readonly instruments: readonly Instrument[] }
  /** The server refused a request as too fast. It is sent again after `ms` milliseconds, without the machine. */
  | { readonly type: 'deferred'; readonly ms: number }
  | { readonly type: 'batch'; readonly batch: Batch }
  /** `behindMs`: how late it came, milliseconds; undefined if that was not measured. */
  | { readonly type: 'heartbeat'; readonly heartbeat: Heartbeat; readonly behindMs: number | undefined }
  | { readonly type: 'snapshot'; readonly snapshot: Snapshot }
  /** The result of a `verify` effect. */
  | { readonly type: 'verified'; readonly comparison: Comparison }
  /** The server says why it is about to close, or refused the handshake. */
  | { readonly type: 'closing'; readonly close: Close }
  /** The server sent a message that cannot be true. */
  | { readonly type: 'invalid'; readonly why: string }
  /** The connection is gone, or could not be made. */
  | { readonly type: 'lost'; readonly why: string };

/** What a resume says of one subscription. */
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
  /** Tell the consumer. `newEpoch`: the ids of before mean nothing any more. */
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
/** Heartbeats of silence after which prices are stale, and after which the link is given up. */
export const STALE_AFTER_HEARTBEATS = 2.5;
export const DEAD_AFTER_HEARTBEATS = 6;
/** A link from before a sleep is given up after this many silent heartbeats, or this many milliseconds. */
const CHECK_HEARTBEATS = 1.5;
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

const NOTHING_TO_DO: readonly Effect[] = [];

/** A step that asks for nothing or for `effects`. */
export function to(machine: Machine, effects = NOTHING_TO_DO): Step {
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

/** Whether the server knows our subscriptions and can be asked to change them. */
export function isSubscribed({ phase: { kind } }: Machine): boolean {
  return kind === 'syncing' || kind === 'live' || kind === 'stale' || kind === 'checking';
}

/** When the data was last current, as far as the phase alone knows; undefined if it was not, or there is no link. */
export function currentAt(phase: Phase, heardAt: number): number | undefined {
  if (phase.kind === 'resuming') return phase.since;
  return phase.kind === 'live' || phase.kind === 'syncing' ? Math.max(phase.since, heardAt) : undefined;
}

type CatchingUp = Extract<Phase, { kind: 'resuming' | 'syncing' }>;

/** When the last step towards being live was made, or is expected if the server asked to wait. */
export function progressAt(phase: CatchingUp, heardAt: number): number {
  // Before the reply to a resume, messages are about the time before it.
  const heard = phase.kind === 'syncing' ? heardAt : 0;
  return Math.max(phase.since, heard, phase.deferredUntil ?? 0);
}

/** When a `timer` event is due, local time; undefined if only an event from outside can change anything. */
export function deadline(machine: Machine, heardAt: number): number | undefined {
  const phaseDue = phaseDeadline(machine, heardAt);
  const answerDue = answerDeadline(machine);
  return phaseDue === undefined || answerDue === undefined ? phaseDue : Math.min(phaseDue, answerDue);
}

/** When a requested snapshot is overdue. */
export function answerDeadline({ snapshotRequestedAt }: Machine): number | undefined {
  return snapshotRequestedAt === undefined ? undefined : snapshotRequestedAt + ANSWER_LIMIT_MS;
}

function phaseDeadline({ phase, heartbeatMs }: Machine, heardAt: number): number | undefined {
  switch (phase.kind) {
    case 'idle':
    case 'refused':
      return undefined;
    case 'connecting':
      return phase.since + ANSWER_LIMIT_MS;
    case 'resuming':
    case 'syncing':
      return progressAt(phase, heardAt) + ANSWER_LIMIT_MS;
    case 'live':
      return Math.max(phase.since, heardAt) + STALE_AFTER_HEARTBEATS * heartbeatMs;
    case 'stale':
      return heardAt + DEAD_AFTER_HEARTBEATS * heartbeatMs;
    case 'checking':
      return heardAt > phase.since
        ? heardAt + STALE_AFTER_HEARTBEATS * heartbeatMs
        : phase.since + Math.min(MAX_CHECK_MS, CHECK_HEARTBEATS * heartbeatMs);
    case 'waiting':
      return phase.until;
  }
}
