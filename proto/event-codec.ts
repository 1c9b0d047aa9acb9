// Encodes and decodes the server's events, except batches, which have their own files. Decoding checks every field.
import { expectRange } from './batch-decoder.ts';
import { decodeWith, expectAtMost, expectNumber, expectOnce, expectTime, expectWhole } from './codec-error.ts';
import { packRefusal, unpackKept, unpackPosition, unpackRefusal } from './codec-parts.ts';
import { REASONS, SESSIONS, SOURCE_KINDS, reasonOf, sessionOf, sourceKindOf } from './enums.ts';
import { tapewire as pb } from './gen/feed.js';
import {
  MAX_BATCH_RATE,
  MAX_HEARTBEAT_MS,
  MAX_INSTRUMENTS,
  MAX_INTERVAL_MS,
  MAX_PRICE,
  MAX_SIZE,
  MAX_SPEED,
  MIN_HEARTBEAT_MS,
  type Close,
  type Heartbeat,
  type Quote,
  type Refusal,
  type Snapshot,
  type SymbolState,
  type TradeSummary,
  type TradingStatus,
  type Welcome,
} from './messages.ts';
import { shownText } from './shown-text.ts';

/** Ten thousand years, which is the whole range of market time. */
const MAX_BEHIND_MS = 315_576_000_000_000;

export function encodeWelcome(welcome: Welcome): Uint8Array {
  const { session, sourceKind } = welcome;
  return pb.Welcome.encode({
    ...welcome,
    session: SESSIONS.indexOf(session),
    sourceKind: SOURCE_KINDS.indexOf(sourceKind),
  }).finish();
}

/** @throws CodecError */
export function decodeWelcome(bytes: unknown): Welcome {
  const message = decodeWith('welcome', (reader) => pb.Welcome.decode(reader), bytes);
  expectWhole('welcome heartbeat_ms', message.heartbeatMs, MIN_HEARTBEAT_MS, MAX_HEARTBEAT_MS);
  expectTime('welcome server_time', message.serverTime);
  expectTime('welcome market_time', message.marketTime);
  expectNumber('welcome speed', message.speed, 0, MAX_SPEED);
  expectNumber('welcome behind_ms', message.behindMs, 0, MAX_BEHIND_MS);
  expectNumber('welcome batch_rate', message.batchRate, Number.MIN_VALUE, MAX_BATCH_RATE);
  return {
    protocol: message.protocol,
    head: unpackPosition('welcome head', message.head),
    heartbeatMs: message.heartbeatMs,
    source: shownText(message.source),
    sourceKind: sourceKindOf(message.sourceKind),
    serverTime: message.serverTime,
    marketTime: message.marketTime,
    speed: message.speed,
    behindMs: message.behindMs,
    session: sessionOf(message.session),
    server: shownText(message.server),
    batchRate: message.batchRate,
    kept: unpackKept('welcome kept', message.kept),
  };
}

export function encodeSnapshot(snapshot: Snapshot): Uint8Array {
  return pb.Snapshot.encode({
    at: snapshot.at,
    intervalMs: snapshot.intervalMs,
    states: snapshot.states.map(({ id, reference, quote, trades, status }) => ({
      id,
      ...(reference !== undefined && { reference }),
      ...(quote && { quote }),
      ...(trades && { trades }),
      ...(status && { status: packStatus(status) }),
    })),
  }).finish();
}

/** @throws CodecError */
export function decodeSnapshot(bytes: unknown): Snapshot {
  const message = decodeWith('snapshot', (reader) => pb.Snapshot.decode(reader), bytes);
  const { intervalMs, states } = message;
  expectWhole('snapshot interval_ms', intervalMs, 0, MAX_INTERVAL_MS);
  expectAtMost('snapshot states', states, MAX_INSTRUMENTS);
  const ids = new Set<number>();
  for (const { id } of states) expectOnce('snapshot id', id, ids);
  return { intervalMs, at: unpackPosition('snapshot at', message.at), states: states.map(unpackState) };
}

export function encodeHeartbeat({ digest, speed, ...heartbeat }: Heartbeat): Uint8Array {
  const session = SESSIONS.indexOf(heartbeat.session);
  return pb.Heartbeat.encode({
    ...heartbeat,
    ...(speed !== undefined && { speed }),
    session,
    symbols: digest?.symbols ?? 0,
    digest: digest?.sum ?? 0,
  }).finish();
}

/** @throws CodecError */
export function decodeHeartbeat(bytes: unknown): Heartbeat {
  const message = decodeWith('heartbeat', (reader) => pb.Heartbeat.decode(reader), bytes);
  const { epoch, after, through, head, serverTime, marketTime } = message;
  expectRange('heartbeat', after, through);
  expectWhole('heartbeat head', head, through, Number.MAX_SAFE_INTEGER);
  expectWhole('heartbeat interval_ms', message.intervalMs, 0, MAX_INTERVAL_MS);
  expectWhole('heartbeat symbols', message.symbols, 0, MAX_INSTRUMENTS);
  expectTime('heartbeat server_time', serverTime);
  expectTime('heartbeat market_time', marketTime);
  expectNumber('heartbeat behind_ms', message.behindMs, 0, MAX_BEHIND_MS);
  if (message.speed !== null) expectNumber('heartbeat speed', message.speed, 0, MAX_SPEED);
  return {
    epoch,
    after,
    through,
    head,
    serverTime,
    marketTime,
    session: sessionOf(message.session),
    speed: message.speed ?? undefined,
    behindMs: message.behindMs,
    intervalMs: message.intervalMs,
    digest: message.symbols === 0 ? undefined : { symbols: message.symbols, sum: message.digest },
  };
}

export function encodeRefusal(refusal: Refusal): Uint8Array {
  return pb.Refusal.encode(packRefusal(refusal)).finish();
}

/** @throws CodecError */
export function decodeRefusal(bytes: unknown): Refusal {
  return unpackRefusal(decodeWith('refusal', (reader) => pb.Refusal.decode(reader), bytes));
}

export function encodeClose(close: Close): Uint8Array {
  return pb.Close.encode(close).finish();
}

/** @throws CodecError */
export function decodeClose(bytes: unknown): Close {
  const { code, message } = decodeWith('close', (reader) => pb.Close.decode(reader), bytes);
  return { code, message: shownText(message) };
}

function unpackState(state: pb.SymbolState): SymbolState {
  const { id, reference, quote, trades, status } = state;
  expectWhole('snapshot id', id, 0, MAX_INSTRUMENTS - 1);
  if (reference !== null) expectPrice('snapshot reference', reference);
  return {
    id,
    reference: reference ?? undefined,
    quote: (quote as pb.Quote | null) ? unpackQuote(quote) : undefined,
    trades: (trades as pb.TradeSummary | null) ? unpackTrades(trades) : undefined,
    status: (status as pb.TradingStatus | null) ? unpackStatus(status) : undefined,
  };
}

function packStatus({ time, session, reason }: TradingStatus): pb.TradingStatus.$Properties {
  return { time, session: SESSIONS.indexOf(session), reason: REASONS.indexOf(reason) };
}

function unpackStatus({ time, session, reason }: pb.TradingStatus): TradingStatus {
  expectTime('snapshot status time', time);
  return { time, session: sessionOf(session), reason: reasonOf(reason) };
}

function unpackQuote({ time, bid, bidSize, ask, askSize }: pb.Quote): Quote {
  expectTime('snapshot quote time', time);
  expectPrice('snapshot bid', bid);
  expectPrice('snapshot ask', ask);
  expectWhole('snapshot bid_size', bidSize, 0, MAX_SIZE);
  expectWhole('snapshot ask_size', askSize, 0, MAX_SIZE);
  return { time, bid, bidSize, ask, askSize };
}

function unpackTrades({ time, last, size, open, high, low, volume, count }: pb.TradeSummary): TradeSummary {
  expectTime('snapshot trade time', time);
  for (const price of [last, open]) expectWhole('snapshot price', price, low, high);
  for (const price of [high, low]) expectPrice('snapshot price', price);
  expectWhole('snapshot size', size, 0, MAX_SIZE);
  expectWhole('snapshot volume', volume, 0, MAX_SIZE);
  expectWhole('snapshot count', count, 1, Number.MAX_SAFE_INTEGER);
  return { time, last, size, open, high, low, volume, count };
}

function expectPrice(what: string, price: number): void {
  expectWhole(what, price, -MAX_PRICE, MAX_PRICE);
}
