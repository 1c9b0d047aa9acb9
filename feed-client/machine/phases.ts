// What the feed client knows of its connection, what can happen to it and what it can ask to be done.
import type {
  Accepted,
  Batch,
  Close,
  Heartbeat,
  Instrument,
  ResetReason,
  ResumeRequest,
  Snapshot,
  Subscription,
  SubscriptionReply,
  Welcome,
} from '../../proto/messages.ts';
import type { Delays } from '../connection/delays.ts';
import type { Reached } from './lanes.ts';
import type { Outage, ResumeSummary } from '../link.ts';
import type { Tally } from './receipts.ts';
import type { Comparison } from './verifying.ts';
import type { Wanted } from '../subscriptions/wanted.ts';

/** Times are local, milliseconds. `heardAt` is when the last message arrived. */
export type Phase =
  | { readonly kind: 'idle' }
  /** The socket is opening, or open and not yet welcomed. */
  | { readonly kind: 'connecting'; readonly attempt: number; readonly since: number }
  /** A resume was sent. What arrives before its reply belongs to the time before it. */
  | { readonly kind: 'resuming'; readonly attempt: number; readonly since: number; readonly heardAt: number }
  /** Being brought up to `target`, with snapshots where asked. */
  | {
      readonly kind: 'syncing';
      readonly attempt: number;
      readonly since: number;
      readonly heardAt: number;
      readonly target: number;
      /** Nothing was known before. */
      readonly fresh: boolean;
    }
  /** `attempt`: the one that led here. */
  | { readonly kind: 'live'; readonly attempt: number; readonly since: number; readonly heardAt: number }
  /** Silent, or behind what the server sends. What is known is true as of `asOf`; given up at `until` where nothing is heard by then. */
  | {
      readonly kind: 'stale';
      readonly attempt: number;
      readonly asOf: number;
      /** By how much what arrives is late, milliseconds; undefined where nothing arrives. */
      readonly behindMs: number | undefined;
      readonly until: number;
    }
  /** Connected, and the server's time is awaited to say how old what is known is; given up at `until`. */
  | { readonly kind: 'checking'; readonly attempt: number; readonly asOf: number; readonly until: number }
  | { readonly kind: 'waiting'; readonly attempt: number; readonly until: number; readonly why: string }
  /** `code`: the server's; undefined where this client refuses what the server says. */
  | { readonly kind: 'refused'; readonly code: number | undefined; readonly why: string };

export interface Machine {
  readonly phase: Phase;
  /** Undefined until the first welcome. */
  readonly reached: Reached | undefined;
  readonly wanted: Wanted;
  /** Requests made so far; each is known by its number. */
  readonly asks: number;
  readonly heartbeatMs: number;
  /** Batches a second at most; undefined where the server may choose. */
  readonly batchRate: number | undefined;
  /** The epoch whose instruments are known; they are fixed for its life. */
  readonly instrumentsOf: number | undefined;
  /** Resumes asked for on a link that stood, since it was made or was last steady. */
  readonly heals: number;
  /** Connections in a row that ended with a message that cannot be true. */
  readonly unsound: number;
  /** How often what is known was found to differ from what the server has, and made right. */
  readonly mended: number;
  /** How often something was missing on a link that stood, and was fetched. */
  readonly repaired: number;
  /** Of this link or, before it is welcomed, of the one before. */
  readonly delays: Delays;
  /** Since when a snapshot has been awaited; undefined while none is. */
  readonly askedAt: number | undefined;
  /** Since when what is known is not current; undefined while live. */
  readonly downSince: number | undefined;
  /** Since when no link has been steady; attempts are counted, and wait longer, from then on. */
  readonly failingSince: number | undefined;
  readonly outage: Outage | undefined;
  /** What resumes since then brought; undefined where none was needed. */
  readonly tally: Tally | undefined;
  readonly lastResume: ResumeSummary | undefined;
}

export type FeedEvent =
  | { readonly type: 'start' }
  | { readonly type: 'stop' }
  /** A person says that now is a good time. */
  | { readonly type: 'retry' }
  /** The network or the page says so. */
  | { readonly type: 'nudge' }
  /** The machine may have slept: what is known may be from before, and the link only look as if it stood. */
  | { readonly type: 'suspect' }
  | { readonly type: 'timer' }
  | { readonly type: 'want' | 'unwant'; readonly subscription: Subscription }
  | { readonly type: 'rate'; readonly batchRate: number }
  | { readonly type: 'welcome'; readonly welcome: Welcome }
  /** The reply to request `ask`. */
  | { readonly type: 'resumed' | 'subscribed'; readonly ask: number; readonly reply: SubscriptionReply }
  | { readonly type: 'instruments'; readonly epoch: number; readonly instruments: readonly Instrument[] }
  /** The server refused a request as too fast: it is asked again after `ms` milliseconds, without the machine. */
  | { readonly type: 'put-off'; readonly ms: number }
  | { readonly type: 'batch'; readonly batch: Batch }
  | { readonly type: 'heartbeat'; readonly heartbeat: Heartbeat }
  | { readonly type: 'snapshot'; readonly snapshot: Snapshot }
  /** What a comparison that was asked for came to. */
  | { readonly type: 'compared'; readonly comparison: Comparison }
  /** The server says why it is about to close, or refused the handshake. */
  | { readonly type: 'closing'; readonly close: Close }
  /** The server sent a message that cannot be true. */
  | { readonly type: 'unsound'; readonly why: string }
  /** The connection is gone, or could not be made. */
  | { readonly type: 'lost'; readonly why: string };

export type Effect =
  | { readonly do: 'open' | 'close' }
  | { readonly do: 'fetch-instruments'; readonly epoch: number }
  | { readonly do: 'resume'; readonly ask: number; readonly request: ResumeRequest }
  | { readonly do: 'subscribe'; readonly ask: number; readonly subscriptions: readonly Subscription[] }
  | { readonly do: 'unsubscribe'; readonly subscriptions: readonly Subscription[] }
  | { readonly do: 'configure'; readonly batchRate: number }
  /** Learn ids; `anew`: those of another epoch mean nothing any more. */
  | {
      readonly do: 'bind';
      readonly accepted: readonly Accepted[];
      readonly anew: boolean;
    }
  | { readonly do: 'mark-gap'; readonly symbol: string; readonly why: ResetReason }
  | { readonly do: 'forget'; readonly subscription: Subscription }
  /** Compare `sum` with the digests of the states of `ids`; what comes of it is the event `compared`. */
  | { readonly do: 'compare'; readonly intervalMs: number; readonly ids: readonly number[]; readonly sum: number }
  | { readonly do: 'apply-batch'; readonly batch: Batch }
  | { readonly do: 'apply-snapshot'; readonly snapshot: Snapshot };

export interface Step {
  readonly machine: Machine;
  readonly effects: readonly Effect[];
}

/** How long a connection attempt, or a server that was asked something, may take; milliseconds. */
export const ANSWER_LIMIT_MS = 5_000;
/** A link that has been live for so long is steady: the failures before it are forgotten; milliseconds. */
export const STEADY_AFTER_MS = 10_000;
/** Silence, in heartbeats, after which prices are called stale, and after which the link is not believed any more. */
export const STALE_AFTER_HEARTBEATS = 2.5;
export const DEAD_AFTER_HEARTBEATS = 6;

export function newMachine(): Machine {
  return {
    phase: { kind: 'idle' },
    reached: undefined,
    wanted: new Map(),
    asks: 0,
    heartbeatMs: 1_000,
    batchRate: undefined,
    instrumentsOf: undefined,
    heals: 0,
    unsound: 0,
    mended: 0,
    repaired: 0,
    delays: { samples: [], last: undefined },
    askedAt: undefined,
    downSince: undefined,
    failingSince: undefined,
    outage: undefined,
    tally: undefined,
    lastResume: undefined,
  };
}

export function isSteady({ phase }: Machine, now: number): boolean {
  return phase.kind === 'live' && now - phase.since >= STEADY_AFTER_MS;
}

/** Attempts in a row that did not lead to a steady link, the one under way included. */
export function attemptsSoFar(machine: Machine, now: number): number {
  const { phase } = machine;
  return 'attempt' in phase && !isSteady(machine, now) ? phase.attempt : 0;
}

/** When a `timer` event is due, local clock; undefined where only an event from outside can change anything. */
export function deadline(machine: Machine): number | undefined {
  const due = phaseDeadline(machine);
  const answer = answerDeadline(machine);
  return due === undefined || answer === undefined ? due : Math.min(due, answer);
}

/** When a snapshot that was asked for is overdue. */
export function answerDeadline({ askedAt }: Machine): number | undefined {
  return askedAt === undefined ? undefined : askedAt + ANSWER_LIMIT_MS;
}

function phaseDeadline({ phase, heartbeatMs }: Machine): number | undefined {
  switch (phase.kind) {
    case 'idle':
    case 'refused':
      return undefined;
    case 'connecting':
      return phase.since + ANSWER_LIMIT_MS;
    case 'resuming':
    case 'syncing':
      return phase.heardAt + ANSWER_LIMIT_MS;
    case 'live':
      return phase.heardAt + STALE_AFTER_HEARTBEATS * heartbeatMs;
    case 'stale':
    case 'checking':
    case 'waiting':
      return phase.until;
  }
}
