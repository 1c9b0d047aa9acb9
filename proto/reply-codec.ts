// Encodes and decodes replies. Decoding checks every field.
import { CodecError, decodeWith, expectAtMost, expectOnce, expectTime, expectWhole } from './codec-error.ts';
import { packRefusal, unpackKept, unpackPosition, unpackRefusal } from './codec-parts.ts';
import { MODES, RESET_REASONS } from './enums.ts';
import type { ClientEvents } from './events.ts';
import { tapewire as pb } from './gen/feed.js';
import {
  MAX_CURRENCY_LENGTH,
  MAX_DECIMALS,
  MAX_INSTRUMENTS,
  MAX_NAME_LENGTH,
  type Accepted,
  type Instrument,
  type Receipt,
  type Refusal,
  type SubscriptionReply,
} from './messages.ts';
import { readerOf } from './number-reader.ts';
import { quoted, shownText } from './shown-text.ts';
import { A_SYMBOL, isSymbol } from './symbol.ts';

export function encodeReply({ accepted, refused, head, reset, kept }: SubscriptionReply): Uint8Array {
  return pb.SubscriptionReply.encode({
    accepted: accepted.map(({ instrument, mode, receipt }) => ({
      instrument,
      mode: MODES.indexOf(mode),
      ...(receipt && { receipt: packReceipt(receipt) }),
    })),
    refused: refused.map(packRefusal),
    head,
    reset: RESET_REASONS.indexOf(reset),
    kept,
  }).finish();
}

/** @throws CodecError */
export function decodeReply(bytes: unknown): SubscriptionReply {
  const message = decodeWith('reply', (reader) => pb.SubscriptionReply.decode(reader), bytes);
  expectAtMost('reply accepted', message.accepted, 2 * MAX_INSTRUMENTS);
  expectAtMost('reply refused', message.refused, 2 * MAX_INSTRUMENTS);
  const accepted = message.accepted.map(unpackAccepted);
  const seen = new Set<string>();
  for (const { instrument, mode } of accepted) expectOnce('reply accepted', `${mode} ${instrument.symbol}`, seen);
  return {
    accepted,
    refused: message.refused.map(unpackRefusal),
    head: unpackPosition('reply head', message.head),
    reset:
      message.reset === pb.ResetReason.RESET_REASON_UNSPECIFIED
        ? undefined
        : (RESET_REASONS[message.reset] ?? 'other-epoch'),
    kept: unpackKept('reply kept', message.kept),
  };
}

export function encodeInstruments(instruments: readonly Instrument[]): Uint8Array {
  return pb.InstrumentsReply.encode({ instruments: [...instruments] }).finish();
}

export function encodeInstrumentsRefused(refused: Refusal): Uint8Array {
  return pb.InstrumentsReply.encode({ refused: packRefusal(refused) }).finish();
}

/** @throws CodecError, also if the request was refused */
export function decodeInstruments(bytes: unknown): Instrument[] {
  const { instruments, refused } = decodeWith('instruments', (reader) => pb.InstrumentsReply.decode(reader), bytes);
  if (refused as pb.Refusal | null)
    throw new CodecError('mismatch', `instruments refused: ${shownText(refused.message)}`);
  expectAtMost('instruments', instruments, MAX_INSTRUMENTS);
  const [ids, symbols] = [new Set<number>(), new Set<string>()];
  return instruments.map((packed) => {
    const instrument = unpackInstrument(packed);
    expectOnce('instruments: symbol', instrument.symbol, symbols);
    expectOnce('instruments: id', instrument.id, ids);
    return instrument;
  });
}

/** A reply that refuses a request as too fast is never longer. */
const MAX_REFUSAL_BYTES = 1_024;

/** If the reply to `event` refuses it as too fast: milliseconds after which to repeat it. Otherwise undefined. */
export function retryAfterMs(event: keyof ClientEvents, bytes: unknown): number | undefined {
  if (!(bytes instanceof Uint8Array) || bytes.length > MAX_REFUSAL_BYTES) return undefined;
  const refusal = wholeRefusal(event, bytes);
  if (!refusal) return undefined;
  const { kind, retryAfterMs: ms } = unpackRefusal(refusal);
  return kind === 'too-fast' ? (ms ?? 0) : undefined;
}

/** The refusal in a reply that refuses the whole request; undefined for other replies. */
function wholeRefusal(event: keyof ClientEvents, bytes: Uint8Array): pb.Refusal | undefined {
  try {
    const reader = readerOf(bytes);
    if (event === 'instruments') return pb.InstrumentsReply.decode(reader).refused;
    if (event === 'trades') return pb.TradesReply.decode(reader).refused;
    if (event === 'bars') return pb.BarsReply.decode(reader).refused;
    const { accepted, refused } = pb.SubscriptionReply.decode(reader);
    return accepted.length === 0 && refused.length === 1 ? refused[0] : undefined;
  } catch {
    // Not a valid reply: its decoder will say so.
    return undefined;
  }
}

function unpackInstrument(instrument: pb.Instrument | null): Instrument {
  if (!instrument) throw new CodecError('malformed', 'accepted: no instrument');
  const { id, symbol, decimals, sizeDecimals } = instrument;
  expectWhole('instrument id', id, 0, MAX_INSTRUMENTS - 1);
  if (!isSymbol(symbol))
    throw new CodecError('range', `instrument ${String(id)} symbol: expected ${A_SYMBOL}, found ${quoted(symbol)}`);
  const what = `instrument ${quoted(symbol)}`;
  expectWhole(`${what} decimals`, decimals, 0, MAX_DECIMALS);
  expectWhole(`${what} size_decimals`, sizeDecimals, 0, MAX_DECIMALS);
  return {
    id,
    symbol,
    name: boundedText(`${what} name`, instrument.name, MAX_NAME_LENGTH),
    sector: boundedText(`${what} sector`, instrument.sector, MAX_NAME_LENGTH),
    currency: boundedText(`${what} currency`, instrument.currency, MAX_CURRENCY_LENGTH),
    decimals,
    sizeDecimals,
  };
}

/** `text`, safe to show. @throws CodecError if it is too long */
function boundedText(what: string, text: string, maxLength: number): string {
  if (text.length <= maxLength) return shownText(text, maxLength);
  throw new CodecError(
    'range',
    `${what}: expected at most ${String(maxLength)} characters, found ${String(text.length)}`,
  );
}

function unpackAccepted({ instrument, mode, receipt }: pb.Accepted): Accepted {
  const name = MODES[mode];
  if (name === undefined) throw new CodecError('malformed', `accepted mode: expected 1 or 2, found ${String(mode)}`);
  return {
    instrument: unpackInstrument(instrument),
    mode: name,
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
  throw new CodecError('malformed', `receipt kind: expected 1 to 3, found ${String(kind)}`);
}
