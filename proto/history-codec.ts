// Trades and bars that were asked for by range, to and from bytes; decoding checks everything.
import { decodeBatch } from './batch-decoder.ts';
import { encodeBatch } from './batch-encoder.ts';
import { CodecError, decodeWith, expectTime, expectWhole } from './codec-error.ts';
import { packRefusal, unpackPosition, unpackRefusal } from './codec-parts.ts';
import { tapewire as pb } from './gen/feed.js';
import { MAX_PRICE, type Bar, type Bars, type Batch, type Hole, type Refusal } from './messages.ts';

/** What was asked for, or why it is not told. */
export type Told<T> = { readonly kind: 'told'; readonly told: T } | { readonly kind: 'refused'; readonly refusal: Refusal };

/** `told`: a batch of the tape alone. */
export function encodeTradesReply(reply: Told<Batch>): Uint8Array {
  if (reply.kind === 'refused') return pb.TradesReply.encode({ refused: packRefusal(reply.refusal) }).finish();
  return pb.TradesReply.encode({ trades: pb.Batch.decode(encodeBatch(reply.told)) }).finish();
}

/** @throws CodecError */
export function decodeTradesReply(bytes: unknown): Told<Batch> {
  const { refused, trades } = decodeWith('trades reply', (b) => pb.TradesReply.decode(b), bytes);
  if (refused as pb.Refusal | null) return { kind: 'refused', refusal: unpackRefusal(refused) };
  if (!(trades as pb.Batch | null)) throw new CodecError('malformed', 'trades reply: neither trades nor a refusal');
  return { kind: 'told', told: decodeBatch(pb.Batch.encode(trades).finish()) };
}
