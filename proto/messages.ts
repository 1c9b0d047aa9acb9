// The protocol's messages as the rest of Tapewire sees them: checked, with every field present and every delta resolved.
import type { MarketSession, Mode, RefusalKind, ResetReason, SourceKind, StatusReason } from './enums.ts';

export { CLOSE_CODES } from './enums.ts';
export type { CloseKind, MarketSession, Mode, RefusalKind, ResetReason, SourceKind, StatusReason } from './enums.ts';

/** The protocol version this build speaks, sent in the handshake as `auth.protocol`. */
export const PROTOCOL_VERSION = 2;

/** Prices lie within ±MAX_PRICE units, so that the difference of any two is exact as a number, too. */
export const MAX_PRICE = 2 ** 52 - 1;

/** Sizes and volumes lie within 0..MAX_SIZE units, which a number holds exactly. */
export const MAX_SIZE = Number.MAX_SAFE_INTEGER;

/** Counts in columns lie within 0..MAX_COUNT. */
export const MAX_COUNT = 2 ** 32 - 1;

/** Decimals of prices, and of sizes, of an instrument. */
export const MAX_DECIMALS = 8;

/** Milliseconds between heartbeats. A server with a longer interval could be gone for minutes before anyone noticed. */
export const MIN_HEARTBEAT_MS = 50;
export const MAX_HEARTBEAT_MS = 60_000;

/** Market seconds per second. No machine comes near it, even at full speed. */
export const MAX_SPEED = 1e9;

/** The years 1 to 9999, milliseconds since 1970-01-01 UTC. Times outside them have no four-digit year, or no date at all. */
export const FIRST_TIME = -62_135_596_800_000;
export const LAST_TIME = 253_402_300_799_999;

export const MAX_INSTRUMENTS = 65_536;

/** In UTF-16 code units: an instrument's name and its sector each, and its currency. */
export const MAX_NAME_LENGTH = 200;
export const MAX_CURRENCY_LENGTH = 12;

/** A tradable thing with its terms. Its prices are integers in units of 10^-decimals, its sizes and volumes of 10^-sizeDecimals. */
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
  /** 0 to MAX_DECIMALS; 0 of what trades in whole shares, coins or contracts. */
  readonly sizeDecimals: number;
}

/** How far someone has got: the identity of a log and a counter of its ticks, 0 before the first. */
export interface Position {
  readonly epoch: number;
  readonly sequence: number;
}

export interface Subscription {
  readonly symbol: string;
  readonly mode: Mode;
  /** Of the board: one update in so many milliseconds at most. 0, or left out: one with every batch. It names a lane. */
  readonly intervalMs?: number | undefined;
}

/** An interval is this at most, milliseconds; of a subscription to the board. */
export const MAX_INTERVAL_MS = 3_600_000;

/** Subscriptions and lanes that one request may name. */
export const MAX_ENTRIES = 4_096;

/** Batches a second to one connection that may be asked for. */
export const MIN_BATCH_RATE = 0.1;
export const MAX_BATCH_RATE = 1_000;

/** How far a lane other than that of interval 0 has got. */
export interface LanePosition {
  readonly intervalMs: number;
  readonly sequence: number;
}

/** What the log holds: everything after `after`. A client at that position or later can resume. */
export interface Kept {
  /** A sequence. */
  readonly after: number;
  /** Market time of the first tick after it, milliseconds; 0 where there is none. */
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
  readonly after: Position;
  readonly subscriptions: readonly Subscription[];
  /** Of lanes that are elsewhere. */
  readonly lanes: readonly LanePosition[];
}

/** The trades of one symbol in (after, through] of a log. */
export interface TradesRequest {
  readonly symbol: string;
  readonly epoch: number;
  readonly after: number;
  readonly through: number;
}

/** Lengths of bars, seconds. */
export const BAR_INTERVALS_S = [1, 5, 15, 30, 60, 300, 900, 1_800, 3_600, 14_400, 86_400] as const;
export type BarInterval = (typeof BAR_INTERVALS_S)[number];

/** The bars of one symbol that start in [begin, end), market time in milliseconds. */
export interface BarsRequest {
  readonly symbol: string;
  readonly intervalS: number;
  readonly begin: number;
  readonly end: number;
}

/** Of an interval with trades. Prices in units. */
export interface Bar {
  /** When it begins; market time, milliseconds, a multiple of the interval since 1970-01-01 UTC. */
  readonly time: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  readonly trades: number;
}

/** A period [begin, end) of market time, milliseconds, whose trades are not known. */
export interface Hole {
  readonly begin: number;
  readonly end: number;
}

/** Oldest first. What lies in [begin, end), in no hole and in no bar had no trades. */
export interface Bars {
  readonly begin: number;
  readonly end: number;
  readonly bars: readonly Bar[];
  readonly holes: readonly Hole[];
  /** Trades up to here are in the bars. */
  readonly at: Position;
}

/** `symbol` is empty and `mode` undefined where the request as a whole is refused. */
export interface Refusal {
  readonly kind: RefusalKind;
  readonly symbol: string;
  readonly mode: Mode | undefined;
  readonly message: string;
  /** Of `too-fast`: milliseconds after which to ask the same again, and before which to ask nothing. */
  readonly retryAfterMs?: number;
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
  /** Of a resume: why nothing goes on from where the client was. Single lanes say so in their receipts. */
  readonly reset: ResetReason | undefined;
  readonly kept: Kept;
}

export interface Welcome {
  readonly protocol: number;
  readonly head: Position;
  readonly heartbeatMs: number;
  /** For a person. */
  readonly source: string;
  readonly sourceKind: SourceKind;
  readonly serverTime: number;
  readonly marketTime: number;
  /** Market seconds per second: 0 while the market is paused, at full speed what it has come to. */
  readonly speed: number;
  /** By how much market time is behind its schedule, market milliseconds. */
  readonly behindMs: number;
  readonly session: MarketSession;
  readonly server: string;
  /** Batches a second to this connection, at most. */
  readonly batchRate: number;
  readonly kept: Kept;
}

export interface Snapshot {
  /** Of the lane. */
  readonly intervalMs: number;
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

/** Everything in (after, through] of the log that concerns a lane of the receiver. */
export interface Batch {
  readonly epoch: number;
  readonly after: number;
  readonly through: number;
  /** Of the lane. */
  readonly intervalMs: number;
  /** Trades of the tape in the range, all of which are left out since the reader was too slow for them. */
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
  /** As in a welcome; undefined where the server does not say. */
  readonly speed: number | undefined;
  readonly behindMs: number;
  /** Of the lane. */
  readonly intervalMs: number;
  /** Of the lane's board symbols at `through`; undefined while the lane is not up to date. */
  readonly digest: LaneDigest | undefined;
}

export interface LaneDigest {
  /** How many there are, 1 or more. */
  readonly symbols: number;
  /** Their digests, summed up modulo 2^32. */
  readonly sum: number;
}

export interface Close {
  /** 4000 to 4499: come again; from 4500 on coming again will not help. */
  readonly code: number;
  readonly message: string;
}

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
