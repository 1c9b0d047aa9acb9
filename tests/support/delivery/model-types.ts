// The types of the model client: requests, events, its state, and the faults that checks report.
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

export interface ResumeRequest {
  readonly kind: 'resume';
  readonly after: Position;
  readonly lanes: readonly LanePosition[];
  readonly subscriptions: readonly Subscription[];
}

export type ModelRequest =
  | { readonly kind: 'subscribe' | 'unsubscribe'; readonly subscriptions: readonly Subscription[] }
  | ResumeRequest
  | { readonly kind: 'configure'; readonly batchRate: number };

export type DeliveryEvent =
  | { readonly kind: 'batch'; readonly message: Batch }
  | { readonly kind: 'snapshot'; readonly message: Snapshot }
  | { readonly kind: 'heartbeat'; readonly message: Heartbeat };

/** Each kind has a test that provokes it. */
export type FaultKind =
  | 'gap'
  | 'overlap'
  | 'unexpected'
  | 'row'
  | 'state'
  | 'tape'
  | 'skipped'
  | 'missed-ticks'
  | 'digest'
  | 'receipt'
  | 'reset'
  | 'reply'
  | 'beyond-head'
  | 'pace'
  | 'not-current';

export interface Fault {
  readonly kind: FaultKind;
  readonly message: string;
}

/** Compares what a client receives with the published logs. */
export interface Checker {
  /** Called before the client applies the reply. */
  checkReply(client: ClientState, request: ModelRequest, reply: SubscriptionReply, report: Report): void;
  checkEvent(client: ClientState, event: DeliveryEvent, report: Report): void;
  /** Called after the client has applied a message. */
  checkState(client: ClientState, report: Report): void;
}

export type Report = (kind: FaultKind, message: string) => void;

export interface PendingBoard {
  readonly symbol: string;
  readonly intervalMs: number;
}

export interface HeldBoard extends PendingBoard {
  readonly state: SymbolState;
}

/** Never changed in place, so that tests may keep earlier states. */
export interface ClientState {
  readonly epoch: number;
  /** By interval; undefined if the lane starts with the first message. */
  readonly lanes: ReadonlyMap<number, number | undefined>;
  /** By instrument id: boards with a snapshot, and those that still wait for one. */
  readonly board: ReadonlyMap<number, HeldBoard>;
  readonly pending: ReadonlyMap<number, PendingBoard>;
  /** By instrument id. Trades up to `since` may be missing, except those directly before it. */
  readonly tape: ReadonlyMap<number, { readonly symbol: string; readonly since: number }>;
  /** A resume promised the trades of the tape up to this sequence. */
  readonly guaranteedThrough: number;
}

/** The state of a new connection: it has only the head of the log. */
export function emptyStateAt({ epoch, sequence }: Position): ClientState {
  const lanes = new Map([[0, sequence]]);
  return { epoch, lanes, board: new Map(), pending: new Map(), tape: new Map(), guaranteedThrough: 0 };
}
