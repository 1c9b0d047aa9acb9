// What the model of a client is made of: what it asks, hears and knows, and what may be wrong with that.
import type {
  Batch,
  Heartbeat,
  LanePosition,
  Position,
  Snapshot,
  Subscription,
  SubscriptionReply,
  SymbolState,
} from '../../../proto/messages.ts';

export interface Resume {
  readonly kind: 'resume';
  readonly after: Position;
  readonly lanes: readonly LanePosition[];
  readonly subscriptions: readonly Subscription[];
}

export type Asked =
  | { readonly kind: 'subscribe' | 'unsubscribe'; readonly subscriptions: readonly Subscription[] }
  | Resume
  | { readonly kind: 'configure'; readonly batchRate: number };

export type Event =
  | { readonly kind: 'batch'; readonly message: Batch }
  | { readonly kind: 'snapshot'; readonly message: Snapshot }
  | { readonly kind: 'heartbeat'; readonly message: Heartbeat };

/** What was wrong, by its kind; of each kind there is a test in which it is found. */
export type FaultKind =
  | 'gap'
  | 'overlap'
  | 'stranger'
  | 'row'
  | 'state'
  | 'tape'
  | 'skipped'
  | 'quiet'
  | 'digest'
  | 'receipt'
  | 'reset'
  | 'answer'
  | 'beyond-head'
  | 'pace'
  | 'not-current';

export interface Fault {
  readonly kind: FaultKind;
  readonly message: string;
}

/** Compares what a client is sent with the truth. */
export interface Judge {
  /** Asked with what is known before it is taken in. */
  replied(known: Known, asked: Asked, reply: SubscriptionReply, found: Finder): void;
  heard(known: Known, event: Event, found: Finder): void;
  /** After it was. */
  knows(known: Known, found: Finder): void;
}

export type Finder = (kind: FaultKind, message: string) => void;

export interface Awaited {
  readonly symbol: string;
  readonly intervalMs: number;
}

export interface Held extends Awaited {
  readonly state: SymbolState;
}

/** All it knows; never changed in place, so that it may be kept. */
export interface Known {
  readonly epoch: number;
  /** By interval; undefined if the lane starts with the first message. */
  readonly lanes: ReadonlyMap<number, number | undefined>;
  /** By instrument id: boards that have had their snapshot, and those that await it. */
  readonly board: ReadonlyMap<number, Held>;
  readonly awaiting: ReadonlyMap<number, Awaited>;
  /** By instrument id: up to `since` trades may be left out, but for those next to it. */
  readonly tape: ReadonlyMap<number, { readonly symbol: string; readonly since: number }>;
  /** The trades of the tape up to here were promised by a resume. */
  readonly promised: number;
}

/** The state of a new connection: only the head of the log. */
export function nothingAt({ epoch, sequence }: Position): Known {
  const lanes = new Map([[0, sequence]]);
  return { epoch, lanes, board: new Map(), awaiting: new Map(), tape: new Map(), promised: 0 };
}
