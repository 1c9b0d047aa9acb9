// The protocol's messages as the rest of Tapewire sees them: checked, with every field present and every delta resolved.

/** The protocol version this build speaks, sent in the handshake as `auth.protocol`. */
export const PROTOCOL_VERSION = 1;

/** Prices lie within ±MAX_PRICE units, so that the difference of two still fits 32 bits. */
export const MAX_PRICE = 2 ** 30 - 1;

/** Sizes and counts on the wire lie within 0..MAX_SIZE. */
export const MAX_SIZE = 2 ** 32 - 1;

export type Mode = 'board' | 'tape';
/** `halted`: trading is stopped, until it is resumed. `paused`: for minutes, by a limit-up/limit-down pause. */
export type MarketSession =
  | 'unknown'
  | 'closed'
  | 'pre-market'
  | 'open'
  | 'after-hours'
  | 'opening-auction'
  | 'closing-auction'
  | 'halted'
  | 'paused';
/** Why an instrument's market session changed. `split` and `dividend` adjust the reference of a new trading day. */
export type StatusReason =
  | 'other'
  | 'schedule'
  | 'news-pending'
  | 'news-released'
  | 'regulatory'
  | 'technical'
  | 'limit-up'
  | 'limit-down'
  | 'resumed'
  | 'split'
  | 'dividend';
export type ResetReason = 'other-epoch' | 'too-old' | 'future';

/** A tradable thing with its terms. Prices of it are integers in units of 10^-decimals. */
export interface Instrument {
  /** Index on this feed, 0 to 65535, fixed for the life of an epoch. */
  readonly id: number;
  readonly symbol: string;
  readonly name: string;
  readonly sector: string;
  /** ISO 4217. */
  readonly currency: string;
  /** 0 to 8. */
  readonly decimals: number;
}

/** How far someone has got: the identity of a log and a counter of its ticks, 0 before the first. */
export interface Position {
  readonly epoch: number;
  readonly sequence: number;
}

export interface Subscription {
  readonly symbol: string;
  readonly mode: Mode;
}

/** Best bid and ask; a side of size 0 is empty. `time` is market time in milliseconds since 1970 UTC. */
export interface Quote {
  time: number;
  bid: number;
  bidSize: number;
  ask: number;
  askSize: number;
}

/** What the trades of a symbol add up to. `time` and `size` are the last sale's. */
export interface TradeSummary {
  time: number;
  last: number;
  size: number;
  open: number;
  high: number;
  low: number;
  volume: number;
  count: number;
}

/** The market session of one instrument, since when and why. */
export interface TradingStatus {
  /** Market time, milliseconds since 1970-01-01 UTC. */
  time: number;
  session: MarketSession;
  reason: StatusReason;
}

/** Everything a board shows of one symbol. `reference` is the previous close, where the source knows it. */
export interface SymbolState {
  readonly id: number;
  readonly reference: number | undefined;
  readonly quote: Readonly<Quote> | undefined;
  readonly trades: Readonly<TradeSummary> | undefined;
  /** Undefined where the source says nothing of sessions. */
  readonly status: Readonly<TradingStatus> | undefined;
}

export interface ResumeRequest {
  readonly from: Position;
  readonly subscriptions: readonly Subscription[];
}

/** `other`: for a reason that this build does not know. */
export type RefusalKind =
  | 'other'
  | 'unknown-symbol'
  | 'bad-mode'
  | 'not-subscribed'
  | 'too-many'
  | 'malformed'
  | 'unknown-event'
  | 'no-acknowledgement';

/** `symbol` is empty and `mode` undefined where the request as a whole is refused. */
export interface Refusal {
  readonly kind: RefusalKind;
  readonly symbol: string;
  readonly mode: Mode | undefined;
  readonly message: string;
}

/** What a resume brings for one subscription; times are market time in milliseconds. */
export type Receipt =
  | {
      readonly kind: 'exact' | 'merged';
      readonly missed: number;
      readonly fromTime: number;
      readonly toTime: number;
    }
  | { readonly kind: 'reset'; readonly reason: ResetReason };

export interface Accepted {
  readonly instrument: Instrument;
  readonly mode: Mode;
  readonly receipt: Receipt | undefined;
}

export interface SubscriptionReply {
  readonly accepted: readonly Accepted[];
  readonly refused: readonly Refusal[];
  readonly head: Position;
}

export interface Welcome {
  readonly protocol: number;
  readonly head: Position;
  readonly heartbeatMs: number;
  readonly source: string;
  readonly serverTime: number;
  readonly marketTime: number;
  /** Market seconds per second: 0 while the market is paused, at full speed what it has come to. */
  readonly speed: number;
  readonly session: MarketSession;
  readonly server: string;
}

export interface Snapshot {
  readonly at: Position;
  readonly states: readonly SymbolState[];
}

/** Columns of equal length, one row a symbol, ids ascending. `merged` counts the quotes a row replaced unseen. */
export interface QuoteRows {
  readonly id: number[];
  readonly time: number[];
  readonly bid: number[];
  readonly ask: number[];
  readonly bidSize: number[];
  readonly askSize: number[];
  readonly merged: number[];
}

/** Columns of equal length, one row a symbol, ids ascending. A row stands for `merged` + 1 trades of `volume` in all. */
export interface SaleRows {
  readonly id: number[];
  readonly time: number[];
  readonly last: number[];
  readonly size: number[];
  readonly merged: number[];
  readonly first: number[];
  readonly high: number[];
  readonly low: number[];
  readonly volume: number[];
}

/** Columns of equal length, one row a symbol, ids ascending: the latest status. Applied before quotes and sales. */
export interface StatusRows {
  readonly id: number[];
  readonly time: number[];
  readonly session: MarketSession[];
  readonly reason: StatusReason[];
  /** The reference, in units, of a trading day that begins with this row: what was traded before is not of this day. */
  readonly reference: (number | undefined)[];
  /** Statuses that this row replaced unseen. */
  readonly merged: number[];
}

/** Columns of equal length, one row a trade, in the order of the log. */
export interface TapeRows {
  readonly sequence: number[];
  readonly id: number[];
  readonly time: number[];
  readonly price: number[];
  readonly size: number[];
}

/** Everything in (after, through] of the log that concerns the receiver. */
export interface Batch {
  readonly epoch: number;
  readonly after: number;
  readonly through: number;
  readonly quotes: QuoteRows;
  readonly sales: SaleRows;
  readonly tape: TapeRows;
  readonly statuses: StatusRows;
}

export interface Heartbeat {
  readonly epoch: number;
  readonly after: number;
  readonly through: number;
  readonly head: number;
  readonly serverTime: number;
  readonly marketTime: number;
  readonly session: MarketSession;
}

export type CloseKind =
  'shutting-down' | 'fell-behind' | 'source-failed' | 'unsupported-protocol' | 'too-many-bad-frames';

export interface Close {
  /** 4000 to 4499: come again; from 4500 on coming again will not help. */
  readonly code: number;
  readonly message: string;
}

/** The numbers behind the reasons for closing; a client tells by the range alone whether to come again. */
export const CLOSE_CODES: Readonly<Record<CloseKind, number>> = {
  'shutting-down': 4000,
  'fell-behind': 4001,
  'source-failed': 4002,
  'unsupported-protocol': 4500,
  'too-many-bad-frames': 4501,
};

/** Whether a client that was closed with `code` should connect again. */
export function mayReconnect(code: number): boolean {
  return code < 4500;
}

export function emptyQuoteRows(): QuoteRows {
  return { id: [], time: [], bid: [], ask: [], bidSize: [], askSize: [], merged: [] };
}

export function emptySaleRows(): SaleRows {
  return {
    id: [],
    time: [],
    last: [],
    size: [],
    merged: [],
    first: [],
    high: [],
    low: [],
    volume: [],
  };
}

export function emptyStatusRows(): StatusRows {
  return { id: [], time: [], session: [], reason: [], reference: [], merged: [] };
}

export function emptyTapeRows(): TapeRows {
  return { sequence: [], id: [], time: [], price: [], size: [] };
}
