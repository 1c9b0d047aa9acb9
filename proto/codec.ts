// Messages to and from bytes. Decoding checks everything and throws CodecError; batches, the hot path, are in batch-codec.ts.
import { expectRange } from './batch-codec.ts';
import { REASONS, SESSIONS, reasonOf, sessionOf } from './enums.ts';
import { CodecError, decodeWith, expectTime, expectWhole } from './codec-error.ts';
import { tapewire as pb } from './gen/feed.js';
import {
  MAX_PRICE,
  type Accepted,
  type Close,
  type Heartbeat,
  type Instrument,
  type Mode,
  type Position,
  type Quote,
  type Receipt,
  type Refusal,
  type RefusalKind,
  type ResetReason,
  type ResumeRequest,
  type Snapshot,
  type Subscription,
  type SubscriptionReply,
  type SymbolState,
  type TradeSummary,
  type TradingStatus,
  type Welcome,
} from './messages.ts';

export { decodeBatch, encodeBatch } from './batch-codec.ts';
export { CodecError, type CodecErrorCode } from './codec-error.ts';

const MODES: readonly (Mode | undefined)[] = [undefined, 'board', 'tape'];
const RESET_REASONS: readonly (ResetReason | undefined)[] = [undefined, 'other-epoch', 'too-old', 'future'];
const REFUSALS: readonly RefusalKind[] = [
  'other',
  'unknown-symbol',
  'bad-mode',
  'not-subscribed',
  'too-many',
  'malformed',
  'unknown-event',
  'no-acknowledgement',
];

/** A subscription as a client asked for it: a mode this protocol does not know is undefined, for the server to refuse by name. */
export interface RequestedSubscription {
  readonly symbol: string;
  readonly mode: Mode | undefined;
}

export function encodeSubscribe(subscriptions: readonly Subscription[]): Uint8Array {
  return pb.SubscribeRequest.encode({ subscriptions: subscriptions.map(packSubscription) }).finish();
}

/** Decodes a subscribe or an unsubscribe request, which have one shape. @throws CodecError */
export function decodeSubscribe(bytes: unknown): RequestedSubscription[] {
  return decodeWith('subscription request', (b) => pb.SubscribeRequest.decode(b), bytes).subscriptions.map(
    unpackSubscription,
  );
}

export function encodeResume(request: ResumeRequest): Uint8Array {
  const { from, subscriptions } = request;
  return pb.ResumeRequest.encode({ from, subscriptions: subscriptions.map(packSubscription) }).finish();
}

/** @throws CodecError */
export function decodeResume(bytes: unknown): { from: Position; subscriptions: RequestedSubscription[] } {
  const message = decodeWith('resume request', (b) => pb.ResumeRequest.decode(b), bytes);
  return {
    from: unpackPosition('resume from', message.from),
    subscriptions: message.subscriptions.map(unpackSubscription),
  };
}

export function encodeInstrumentsRequest(): Uint8Array {
  return pb.InstrumentsRequest.encode({}).finish();
}

export function encodeReply(reply: SubscriptionReply): Uint8Array {
  return pb.SubscriptionReply.encode({
    accepted: reply.accepted.map(({ instrument, mode, receipt }) => ({
      instrument,
      mode: MODES.indexOf(mode),
      ...(receipt && { receipt: packReceipt(receipt) }),
    })),
    refused: reply.refused.map(packRefusal),
    head: reply.head,
  }).finish();
}

/** @throws CodecError */
export function decodeReply(bytes: unknown): SubscriptionReply {
  const message = decodeWith('reply', (b) => pb.SubscriptionReply.decode(b), bytes);
  return {
    accepted: message.accepted.map(unpackAccepted),
    refused: message.refused.map(unpackRefusal),
    head: unpackPosition('reply head', message.head),
  };
}

export function encodeInstruments(instruments: readonly Instrument[]): Uint8Array {
  return pb.InstrumentsReply.encode({ instruments: [...instruments] }).finish();
}

/** @throws CodecError */
export function decodeInstruments(bytes: unknown): Instrument[] {
  return decodeWith('instruments', (b) => pb.InstrumentsReply.decode(b), bytes).instruments.map(unpackInstrument);
}

export function encodeWelcome(welcome: Welcome): Uint8Array {
  return pb.Welcome.encode({ ...welcome, session: SESSIONS.indexOf(welcome.session) }).finish();
}

/** @throws CodecError */
export function decodeWelcome(bytes: unknown): Welcome {
  const m = decodeWith('welcome', (b) => pb.Welcome.decode(b), bytes);
  expectWhole('welcome heartbeat_ms', m.heartbeatMs, 1, 3_600_000);
  expectTime('welcome server_time', m.serverTime);
  expectTime('welcome market_time', m.marketTime);
  if (!(m.speed >= 0 && m.speed < Infinity))
    throw new CodecError('range', `welcome speed: expected a number of at least 0, found ${String(m.speed)}`);
  return {
    protocol: m.protocol,
    head: unpackPosition('welcome head', m.head),
    heartbeatMs: m.heartbeatMs,
    source: m.source,
    serverTime: m.serverTime,
    marketTime: m.marketTime,
    speed: m.speed,
    session: sessionOf(m.session),
    server: m.server,
  };
}

export function encodeSnapshot(snapshot: Snapshot): Uint8Array {
  return pb.Snapshot.encode({
    at: snapshot.at,
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
  return { at: unpackPosition('snapshot at', message.at), states: message.states.map(unpackState) };
}

export function encodeHeartbeat(heartbeat: Heartbeat): Uint8Array {
  return pb.Heartbeat.encode({ ...heartbeat, session: SESSIONS.indexOf(heartbeat.session) }).finish();
}

/** @throws CodecError */
export function decodeHeartbeat(bytes: unknown): Heartbeat {
  const m = decodeWith('heartbeat', (b) => pb.Heartbeat.decode(b), bytes);
  const { epoch, after, through, head, serverTime, marketTime } = m;
  expectRange('heartbeat', after, through);
  expectWhole('heartbeat head', head, through, Number.MAX_SAFE_INTEGER);
  expectTime('heartbeat server_time', serverTime);
  expectTime('heartbeat market_time', marketTime);
  return { epoch, after, through, head, serverTime, marketTime, session: sessionOf(m.session) };
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
  return { code, message };
}

function packSubscription({ symbol, mode }: Subscription): pb.Subscription.$Properties {
  return { symbol, mode: MODES.indexOf(mode) };
}

function unpackSubscription({ symbol, mode }: pb.Subscription): RequestedSubscription {
  return { symbol, mode: MODES[mode] };
}

function unpackPosition(what: string, position: pb.Position | null): Position {
  if (!position) throw new CodecError('malformed', `${what}: missing`);
  expectWhole(what, position.sequence, 0, Number.MAX_SAFE_INTEGER);
  return { epoch: position.epoch, sequence: position.sequence };
}

function unpackInstrument(instrument: pb.Instrument | null): Instrument {
  if (!instrument) throw new CodecError('malformed', 'accepted: no instrument');
  const { id, symbol, name, sector, currency, decimals } = instrument;
  expectWhole(`instrument ${symbol} id`, id, 0, 0xffff);
  expectWhole(`instrument ${symbol} decimals`, decimals, 0, 8);
  if (symbol === '') throw new CodecError('malformed', `instrument ${String(id)}: no symbol`);
  return { id, symbol, name, sector, currency, decimals };
}

function unpackAccepted({ instrument, mode, receipt }: pb.Accepted): Accepted {
  const known = MODES[mode];
  if (known === undefined) throw new CodecError('malformed', `accepted mode: ${String(mode)} is none`);
  return {
    instrument: unpackInstrument(instrument),
    mode: known,
    receipt: (receipt as pb.Receipt | null) ? unpackReceipt(receipt) : undefined,
  };
}

function packReceipt(receipt: Receipt): pb.Receipt.$Properties {
  if (receipt.kind === 'reset')
    return { kind: pb.ReceiptKind.RECEIPT_KIND_RESET, reason: RESET_REASONS.indexOf(receipt.reason) };
  const { missed, fromTime, toTime } = receipt;
  const kind = receipt.kind === 'exact' ? pb.ReceiptKind.RECEIPT_KIND_EXACT : pb.ReceiptKind.RECEIPT_KIND_MERGED;
  return { kind, missed, fromTime, toTime };
}

function unpackReceipt({ kind, reason, missed, fromTime, toTime }: pb.Receipt): Receipt {
  if (kind === pb.ReceiptKind.RECEIPT_KIND_RESET)
    return { kind: 'reset', reason: RESET_REASONS[reason] ?? 'other-epoch' };
  expectWhole('receipt missed', missed, 0, Number.MAX_SAFE_INTEGER);
  expectTime('receipt from_time', fromTime);
  expectTime('receipt to_time', toTime);
  if (kind === pb.ReceiptKind.RECEIPT_KIND_EXACT) return { kind: 'exact', missed, fromTime, toTime };
  if (kind === pb.ReceiptKind.RECEIPT_KIND_MERGED) return { kind: 'merged', missed, fromTime, toTime };
  throw new CodecError('malformed', `receipt kind: ${String(kind)} is none`);
}

function packRefusal({ kind, symbol, mode, message }: Refusal): pb.Refusal.$Properties {
  return { code: REFUSALS.indexOf(kind), symbol, mode: MODES.indexOf(mode), message };
}

function unpackRefusal({ code, symbol, mode, message }: pb.Refusal): Refusal {
  return { kind: REFUSALS[code] ?? 'other', symbol, mode: MODES[mode], message };
}

function unpackState(state: pb.SymbolState): SymbolState {
  const { id, reference, quote, trades, status } = state;
  expectWhole('snapshot id', id, 0, 0xffff);
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
  return { time, bid, bidSize, ask, askSize };
}

function unpackTrades({ time, last, size, open, high, low, volume, count }: pb.TradeSummary): TradeSummary {
  expectTime('snapshot trade time', time);
  for (const price of [last, open, high, low]) expectPrice('snapshot price', price);
  expectWhole('snapshot volume', volume, 0, Number.MAX_SAFE_INTEGER);
  expectWhole('snapshot count', count, 1, Number.MAX_SAFE_INTEGER);
  return { time, last, size, open, high, low, volume, count };
}

function expectPrice(what: string, price: number): void {
  expectWhole(what, price, -MAX_PRICE, MAX_PRICE);
}
