// The decoded messages of the protocol: checked, with every field present and every delta resolved.
import type { MarketSession, Mode, RefusalKind, ResetReason, SourceKind, StatusReason } from './enums.ts';
import type { QuoteRows, SaleRows, StatusRows, TapeRows } from './rows.ts';

export { CLOSE_CODES } from './enums.ts';
export type { CloseKind, MarketSession, Mode, RefusalKind, ResetReason, SourceKind, StatusReason } from './enums.ts';

/** The protocol version this build speaks, sent in the handshake as `auth.protocol`. */
export const PROTOCOL_VERSION = 2;

/** Prices are within ±MAX_PRICE units, so that a number also holds the difference of any two exactly. */
export const MAX_PRICE = 2 ** 52 - 1;

/** Sizes and volumes are from 0 to MAX_SIZE units, which a number holds exactly. */
export const MAX_SIZE = Number.MAX_SAFE_INTEGER;

/** Counts in columns are from 0 to MAX_COUNT. */
export const MAX_COUNT = 2 ** 32 - 1;

/** The most decimals of an instrument's prices, and of its sizes. */
export const MAX_DECIMALS = 8;

/** The range of the interval between heartbeats. With a longer one, a server could be gone for minutes before anyone noticed. */
export const MIN_HEARTBEAT_MS = 50;
export const MAX_HEARTBEAT_MS = 60_000;

/** Market seconds per second. No machine comes close to it, even at full speed. */
export const MAX_SPEED = 1e9;

/** The years 1 to 9999, milliseconds since 1970-01-01 UTC. Other times have no four-digit year, or no date at all. */
export const FIRST_TIME = -62_135_596_800_000;
export const LAST_TIME = 253_402_300_799_999;

export const MAX_INSTRUMENTS = 65_536;

/** Limit of an instrument's name and of its sector, UTF-16 code units. */
export const MAX_NAME_LENGTH = 200;
/** Limit of an instrument's currency, UTF-16 code units. */
export const MAX_CURRENCY_LENGTH = 12;

/** A tradable thing and its terms. Prices are integers in units of 10^-decimals; sizes and volumes in units of 10^-sizeDecimals. */
export interface Instrument {
  /** Index on this feed, 0 to 65535, fixed for the life of an epoch. */
  readonly id: number;
  readonly symbol: string;
  readonly name: string;
  readonly sector: string;
  /** ISO 4217. */
  readonly currency: string;
  /** 0 to MAX_DECIMALS. */
  readonly decimals: number;
  /** 0 to MAX_DECIMALS; 0 for what trades in whole shares, coins or contracts. */
  readonly sizeDecimals: number;
}

/** A reader's position: the identity of a log, and the sequence of the last tick that was read, 0 before the first. */
export interface Position {
  readonly epoch: number;
  readonly sequence: number;
}

export interface Subscription {
  readonly symbol: string;
  readonly mode: Mode;
  /** For the board: the shortest time between two updates, milliseconds; 0, the default, for one with every batch. Identifies a lane. */
  readonly intervalMs?: number | undefined;
}

/** The longest interval of a board subscription, milliseconds. */
export const MAX_INTERVAL_MS = 3_600_000;

/** The most subscriptions and lanes that one request may name. */
export const MAX_ENTRIES = 4_096;

/** The range of batches a second that a client may ask for. */
export const MIN_BATCH_RATE = 0.1;
export const MAX_BATCH_RATE = 1_000;

/** The position of a lane other than that of interval 0. */
export interface LanePosition {
  readonly intervalMs: number;
  readonly sequence: number;
}

/** What the log holds: everything after `after`. A client at that position or later can resume. */
export interface Kept {
  /** A sequence. */
  readonly after: number;
  /** Market time of the first tick after it, milliseconds; 0 if there is none. */
  readonly since: number;
}

/** Best bid and ask; a side of size 0 is empty. `time` is market time in milliseconds since 1970 UTC. */
export interface Quote {
  time: number;
  bid: number;
  bidSize: number;
  ask: number;
  askSize: number;
}

/** The totals of a symbol's trading day. `time` and `size` are those of the last sale. */
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

/** The market session of one instrument, when it began and why. */
export interface TradingStatus {
  /** Market time, milliseconds since 1970-01-01 UTC. */
  time: number;
  session: MarketSession;
  reason: StatusReason;
}

/** Everything that a board shows about one symbol. `reference` is the previous close, if the source knows it. */
export interface SymbolState {
  readonly id: number;
  readonly reference: number | undefined;
  readonly quote: Readonly<Quote> | undefined;
  readonly trades: Readonly<TradeSummary> | undefined;
  /** Undefined if the source has no market sessions. */
  readonly status: Readonly<TradingStatus> | undefined;
}

export interface ResumeRequest {
  readonly after: Position;
  readonly subscriptions: readonly Subscription[];
  /** Lanes whose position is not `after`. */
  readonly lanes: readonly LanePosition[];
}

/** The trades of one symbol in (after, through] of a log. */
export interface TradesRequest {
  readonly symbol: string;
  readonly epoch: number;
  readonly after: number;
  readonly through: number;
}

/** The intervals of bars, seconds. */
export const BAR_INTERVALS_S = [1, 5, 15, 30, 60, 300, 900, 1_800, 3_600, 14_400, 86_400] as const;
export type BarInterval = (typeof BAR_INTERVALS_S)[number];

/** The bars of one symbol that start in [begin, end), market time in milliseconds. */
export interface BarsRequest {
  readonly symbol: string;
  readonly intervalS: number;
  readonly begin: number;
  readonly end: number;
}

/** The trades of one interval, which has at least one. Prices and volume are in units. */
export interface Bar {
  /** When the interval begins: market time, milliseconds, a multiple of the interval since 1970-01-01 UTC. */
  readonly time: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  readonly trades: number;
}

/** A period [begin, end) of market time, milliseconds, whose trades are unknown. */
export interface Hole {
  readonly begin: number;
  readonly end: number;
}

/** Oldest first. An interval in [begin, end) without a bar had no trades, unless it lies in a hole. */
export interface Bars {
  readonly begin: number;
  readonly end: number;
  readonly bars: readonly Bar[];
  readonly holes: readonly Hole[];
  /** The bars include all trades up to here. */
  readonly at: Position;
}

/** `symbol` is empty and `mode` undefined if the whole request is refused. */
export interface Refusal {
  readonly kind: RefusalKind;
  readonly symbol: string;
  readonly mode: Mode | undefined;
  readonly message: string;
  /** For `too-fast`: milliseconds after which to repeat the request. Before that, send no other. */
  readonly retryAfterMs?: number;
}

/** The outcome of a resume for one subscription. Times are market time, milliseconds. */
export type Receipt =
  | {
      readonly kind: 'exact' | 'merged';
      /** The number of ticks. */
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
  /** For a resume: why the client cannot continue from its position. For single lanes, their receipts say so. */
  readonly reset: ResetReason | undefined;
  readonly kept: Kept;
}

export interface Welcome {
  readonly protocol: number;
  readonly head: Position;
  readonly heartbeatMs: number;
  /** Where the prices come from, for people. */
  readonly source: string;
  readonly sourceKind: SourceKind;
  readonly serverTime: number;
  readonly marketTime: number;
  /** Market seconds per second: 0 while the market is paused; at full speed, the speed that was reached. */
  readonly speed: number;
  /** How far market time is behind schedule, market milliseconds. */
  readonly behindMs: number;
  readonly session: MarketSession;
  readonly server: string;
  /** Batches a second to this connection, at most. */
  readonly batchRate: number;
  readonly kept: Kept;
}

export interface Snapshot {
  /** The interval of the lane, milliseconds. */
  readonly intervalMs: number;
  readonly at: Position;
  readonly states: readonly SymbolState[];
}

/** Everything in (after, through] of the log that concerns a lane of the receiver. */
export interface Batch {
  readonly epoch: number;
  readonly after: number;
  readonly through: number;
  /** The interval of the lane, milliseconds. */
  readonly intervalMs: number;
  /** The number of tape trades in the range, if all of them are skipped because the reader is too slow; else 0. */
  readonly tapeSkipped: number;
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
  /** As in a welcome; undefined if the server does not say. */
  readonly speed: number | undefined;
  readonly behindMs: number;
  /** The interval of the lane, milliseconds. */
  readonly intervalMs: number;
  /** The digest of the lane's board symbols at `through`; undefined if the lane is not up to date. */
  readonly digest: LaneDigest | undefined;
}

export interface LaneDigest {
  /** The number of board symbols on the lane, 1 or more. */
  readonly symbols: number;
  /** The sum of their digests, modulo 2^32. */
  readonly sum: number;
}

export interface Close {
  /** 4000 to 4499: reconnect. From 4500 on, reconnecting does not help. */
  readonly code: number;
  readonly message: string;
}

/** Whether a client that was closed with `code` should connect again. */
export function mayReconnect(code: number): boolean {
  return code < 4500;
}
