// Encodes and decodes replies with trades and bars. Decoding checks every field.
import { decodeBatch } from './batch-decoder.ts';
import { encodeBatch } from './batch-encoder.ts';
import { CodecError, decodeWith, expectDate, expectWhole } from './codec-error.ts';
import { expectLength, expectPrices, packRefusal, fromDeltas, unpackPosition, unpackRefusal } from './codec-parts.ts';
import { tapewire as pb } from './gen/feed.js';
import { MAX_COUNT, MAX_SIZE, type Bar, type Bars, type Batch, type Hole, type Refusal } from './messages.ts';

/** The requested content, or the refusal. */
export type HistoryReply<T> =
  { readonly kind: 'sent'; readonly content: T } | { readonly kind: 'refused'; readonly refusal: Refusal };

/** `content`: a batch with only tape rows. */
export function encodeTradesReply(reply: HistoryReply<Batch>): Uint8Array {
  if (reply.kind === 'refused') return pb.TradesReply.encode({ refused: packRefusal(reply.refusal) }).finish();
  return pb.TradesReply.encode({ trades: encodeBatch(reply.content) }).finish();
}

/** @throws CodecError */
export function decodeTradesReply(bytes: unknown): HistoryReply<Batch> {
  const { refused, trades } = decodeWith('trades reply', (reader) => pb.TradesReply.decode(reader), bytes);
  if (refused as pb.Refusal | null) return { kind: 'refused', refusal: unpackRefusal(refused) };
  if (trades === null) throw new CodecError('malformed', 'trades reply: neither trades nor a refusal');
  return { kind: 'sent', content: decodeBatch(trades) };
}

/** `intervalS`: the request's interval, seconds; ignored for a refusal. */
export function encodeBarsReply(reply: HistoryReply<Bars>, intervalS: number): Uint8Array {
  if (reply.kind === 'refused') return pb.BarsReply.encode({ refused: packRefusal(reply.refusal) }).finish();
  const { begin, end, bars, holes, at } = reply.content;
  return pb.BarsReply.encode({
    begin,
    end,
    bars: packBars(bars, begin, intervalS * 1_000),
    holes: [...holes],
    at,
  }).finish();
}

/** `intervalS`: the request's interval, seconds. @throws CodecError */
export function decodeBarsReply(bytes: unknown, intervalS: number): HistoryReply<Bars> {
  const { refused, begin, end, bars, holes, at } = decodeWith(
    'bars reply',
    (reader) => pb.BarsReply.decode(reader),
    bytes,
  );
  if (refused as pb.Refusal | null) return { kind: 'refused', refusal: unpackRefusal(refused) };
  const intervalMs = intervalS * 1_000;
  expectDate('bars begin', begin);
  expectDate('bars end', end);
  for (const [field, time] of Object.entries({ begin, end }))
    if (time % intervalMs !== 0)
      throw new CodecError(
        'range',
        `bars ${field}: expected a multiple of ${String(intervalMs)} ms, found ${String(time)}`,
      );
  if (end < begin) throw new CodecError('range', `bars end: expected ${String(begin)} or later, found ${String(end)}`);
  const content = {
    begin,
    end,
    bars: (bars as pb.BarColumns | null) ? unpackBars(bars, begin, end, intervalMs) : [],
    holes: unpackHoles(holes, begin, end),
    at: unpackPosition('bars at', at),
  };
  return { kind: 'sent', content };
}

function packBars(bars: readonly Bar[], begin: number, intervalMs: number): pb.BarColumns.$Properties {
  return {
    start: bars.map(({ time }, i) => (time - (bars[i - 1]?.time ?? begin)) / intervalMs),
    open: bars.map(({ open }, i) => open - (bars[i - 1]?.close ?? 0)),
    high: bars.map(({ high, open, close }) => high - Math.max(open, close)),
    low: bars.map(({ low, open, close }) => Math.min(open, close) - low),
    close: bars.map(({ close, open }) => close - open),
    volume: bars.map(({ volume }) => volume),
    trades: bars.map(({ trades }) => trades),
  };
}

function unpackBars(columns: pb.BarColumns, begin: number, end: number, intervalMs: number): Bar[] {
  const n = columns.start.length;
  for (const name of ['open', 'high', 'low', 'close', 'volume', 'trades'] as const)
    expectLength(`bars.${name}`, columns[name], n);
  for (const step of columns.start.slice(1))
    if (step === 0) throw new CodecError('mismatch', 'bars.start: expected ascending values');
  const starts = fromDeltas(columns.start, 0);
  let close = 0;
  return starts.map((start, i) => {
    const [volume, trades] = [columns.volume[i], columns.trades[i]];
    const time = begin + start * intervalMs;
    if (time >= end)
      throw new CodecError('mismatch', `bars.start: ${String(time)} is past the bars, which end at ${String(end)}`);
    const open = close + columns.open[i];
    close = open + columns.close[i];
    const [high, low] = [Math.max(open, close) + columns.high[i], Math.min(open, close) - columns.low[i]];
    expectPrices('bars', [open, high, low, close]);
    expectWhole('bars.volume', volume, 0, MAX_SIZE);
    expectWhole('bars.trades', trades, 1, MAX_COUNT);
    return { time, open, high, low, close, volume, trades };
  });
}

function unpackHoles(holes: readonly pb.Hole.$Properties[], begin: number, end: number): Hole[] {
  let lastEnd = begin;
  return holes.map((hole) => {
    const { begin: holeBegin = 0, end: holeEnd = 0 } = hole;
    if (!(holeBegin >= lastEnd && holeEnd > holeBegin && holeEnd <= end))
      throw new CodecError(
        'mismatch',
        `bars hole: expected one after ${String(lastEnd)}, found ${String(holeBegin)} to ${String(holeEnd)}`,
      );
    lastEnd = holeEnd;
    return { begin: holeBegin, end: holeEnd };
  });
}
