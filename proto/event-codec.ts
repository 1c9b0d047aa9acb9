// Encodes and decodes the server's events, except batches, which have their own files. Decoding checks every field.
import { expectRange } from './batch-decoder.ts';
import { decodeWith, expectFew, expectNumber, expectOnce, expectTime, expectWhole } from './codec-error.ts';
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

/** Ten thousand years: the whole range of market time. */
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
  const m = decodeWith('welcome', (b) => pb.Welcome.decode(b), bytes);
  expectWhole('welcome heartbeat_ms', m.heartbeatMs, MIN_HEARTBEAT_MS, MAX_HEARTBEAT_MS);
  expectTime('welcome server_time', m.serverTime);
  expectTime('welcome market_time', m.marketTime);
  expectNumber('welcome speed', m.speed, 0, MAX_SPEED);
  expectNumber('welcome behind_ms', m.behindMs, 0, MAX_BEHIND_MS);
  expectNumber('welcome batch_rate', m.batchRate, Number.MIN_VALUE, MAX_BATCH_RATE);
  return {
    protocol: m.protocol,
    head: unpackPosition('welcome head', m.head),
    heartbeatMs: m.heartbeatMs,
    source: shownText(m.source),
    sourceKind: sourceKindOf(m.sourceKind),
    serverTime: m.serverTime,
    marketTime: m.marketTime,
    speed: m.speed,
    behindMs: m.behindMs,
    session: sessionOf(m.session),
    server: shownText(m.server),
    batchRate: m.batchRate,
    kept: unpackKept('welcome kept', m.kept),
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
  const message = decodeWith('snapshot', (b) => pb.Snapshot.decode(b), bytes);
  const { intervalMs, states } = message;
  expectWhole('snapshot interval_ms', intervalMs, 0, MAX_INTERVAL_MS);
  expectFew('snapshot states', states, MAX_INSTRUMENTS);
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
  const m = decodeWith('heartbeat', (b) => pb.Heartbeat.decode(b), bytes);
  const { epoch, after, through, head, serverTime, marketTime } = m;
  expectRange('heartbeat', after, through);
  expectWhole('heartbeat head', head, through, Number.MAX_SAFE_INTEGER);
  expectWhole('heartbeat interval_ms', m.intervalMs, 0, MAX_INTERVAL_MS);
  expectWhole('heartbeat symbols', m.symbols, 0, MAX_INSTRUMENTS);
  expectTime('heartbeat server_time', serverTime);
  expectTime('heartbeat market_time', marketTime);
  expectNumber('heartbeat behind_ms', m.behindMs, 0, MAX_BEHIND_MS);
  if (m.speed !== null) expectNumber('heartbeat speed', m.speed, 0, MAX_SPEED);
  return {
    epoch,
    after,
    through,
    head,
    serverTime,
    marketTime,
    session: sessionOf(m.session),
    speed: m.speed ?? undefined,
    behindMs: m.behindMs,
    intervalMs: m.intervalMs,
    digest: m.symbols === 0 ? undefined : { symbols: m.symbols, sum: m.digest },
  };
}

export function encodeRefusal(refusal: Refusal): Uint8Array {
  return pb.Refusal.encode(packRefusal(refusal)).finish();
}

/** @throws CodecError */
export function decodeRefusal(bytes: unknown): Refusal {
  return unpackRefusal(decodeWith('refusal', (b) => pb.Refusal.decode(b), bytes));
}

export function encodeClose(close: Close): Uint8Array {
  return pb.Close.encode(close).finish();
}

/** @throws CodecError */
export function decodeClose(bytes: unknown): Close {
  const { code, message } = decodeWith('close', (b) => pb.Close.decode(b), bytes);
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
