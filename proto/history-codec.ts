// Trades and bars that were asked for by range, to and from bytes; decoding checks everything.
import { decodeBatch } from './batch-decoder.ts';
import { encodeBatch } from './batch-encoder.ts';
import { CodecError, decodeWith, expectDate, expectWhole } from './codec-error.ts';
import { expectLength, expectPrices, packRefusal, sums, unpackPosition, unpackRefusal } from './codec-parts.ts';
import { tapewire as pb } from './gen/feed.js';
import { MAX_COUNT, MAX_SIZE, type Bar, type Bars, type Batch, type Hole, type Refusal } from './messages.ts';

/** What was requested, or why it was refused. */
export type HistoryReply<T> =
  { readonly kind: 'sent'; readonly content: T } | { readonly kind: 'refused'; readonly refusal: Refusal };

/** `content`: a batch with tape rows only. */
export function encodeTradesReply(reply: HistoryReply<Batch>): Uint8Array {
  if (reply.kind === 'refused') return pb.TradesReply.encode({ refused: packRefusal(reply.refusal) }).finish();
  return pb.TradesReply.encode({ trades: pb.Batch.decode(encodeBatch(reply.content)) }).finish();
}

/** @throws CodecError */
export function decodeTradesReply(bytes: unknown): HistoryReply<Batch> {
  const { refused, trades } = decodeWith('trades reply', (b) => pb.TradesReply.decode(b), bytes);
  if (refused as pb.Refusal | null) return { kind: 'refused', refusal: unpackRefusal(refused) };
  if (!(trades as pb.Batch | null)) throw new CodecError('malformed', 'trades reply: neither trades nor a refusal');
  return { kind: 'sent', content: decodeBatch(pb.Batch.encode(trades).finish()) };
}

/** `intervalS`: of the bars, seconds; both ends know it from the request. Of a refusal any. */
export function encodeBarsReply(reply: HistoryReply<Bars>, intervalS: number): Uint8Array {
  if (reply.kind === 'refused') return pb.BarsReply.encode({ refused: packRefusal(reply.refusal) }).finish();
  const { from, to, bars, holes, at } = reply.content;
  return pb.BarsReply.encode({
    from,
    to,
    bars: packBars(bars, from, intervalS * 1_000),
    holes: [...holes],
    at,
  }).finish();
}

/** `intervalS` as it was asked for. @throws CodecError */
export function decodeBarsReply(bytes: unknown, intervalS: number): HistoryReply<Bars> {
  const { refused, from, to, bars, holes, at } = decodeWith('bars reply', (b) => pb.BarsReply.decode(b), bytes);
  if (refused as pb.Refusal | null) return { kind: 'refused', refusal: unpackRefusal(refused) };
  const intervalMs = intervalS * 1_000;
  expectDate('bars from', from);
  expectDate('bars to', to);
  for (const [what, time] of Object.entries({ from, to }))
    if (time % intervalMs !== 0)
      throw new CodecError(
        'range',
        `bars ${what}: expected a multiple of ${String(intervalMs)} ms, found ${String(time)}`,
      );
  if (to < from) throw new CodecError('range', `bars to: expected ${String(from)} or later, found ${String(to)}`);
  const content = {
    from,
    to,
    bars: (bars as pb.BarColumns | null) ? unpackBars(bars, from, to, intervalMs) : [],
    holes: unpackHoles(holes, from, to),
    at: unpackPosition('bars at', at),
  };
  return { kind: 'sent', content };
}

function packBars(bars: readonly Bar[], from: number, intervalMs: number): pb.BarColumns.$Properties {
  return {
    start: bars.map(({ time }, i) => (time - (bars[i - 1]?.time ?? from)) / intervalMs),
    open: bars.map(({ open }, i) => open - (bars[i - 1]?.close ?? 0)),
    high: bars.map(({ high, open, close }) => high - Math.max(open, close)),
    low: bars.map(({ low, open, close }) => Math.min(open, close) - low),
    close: bars.map(({ close, open }) => close - open),
    volume: bars.map(({ volume }) => volume),
    trades: bars.map(({ trades }) => trades),
  };
}

function unpackBars(columns: pb.BarColumns, from: number, to: number, intervalMs: number): Bar[] {
  const n = columns.start.length;
  for (const name of ['open', 'high', 'low', 'close', 'volume', 'trades'] as const)
    expectLength(`bars.${name}`, columns[name], n);
  for (const step of columns.start.slice(1))
    if (step === 0) throw new CodecError('mismatch', 'bars.start: does not ascend');
  const starts = sums(columns.start, 0);
  let close = 0;
  return starts.map((start, i) => {
    const [up, down, change, volume, trades] = [
      columns.high[i],
      columns.low[i],
      columns.close[i],
      columns.volume[i],
      columns.trades[i],
    ] as [number, number, number, number, number];
    const time = from + start * intervalMs;
    if (time >= to)
      throw new CodecError('mismatch', `bars.start: ${String(time)} is past the bars, which end at ${String(to)}`);
    const open = close + (columns.open[i] as number);
    close = open + change;
    const [high, low] = [Math.max(open, close) + up, Math.min(open, close) - down];
    expectPrices('bars', [open, high, low, close]);
    expectWhole('bars.volume', volume, 0, MAX_SIZE);
    expectWhole('bars.trades', trades, 1, MAX_COUNT);
    return { time, open, high, low, close, volume, trades };
  });
}

function unpackHoles(holes: readonly pb.Hole.$Properties[], from: number, to: number): Hole[] {
  let end = from;
  return holes.map((hole) => {
    const found = { from: hole.from ?? 0, to: hole.to ?? 0 };
    if (!(found.from >= end && found.to > found.from && found.to <= to))
      throw new CodecError(
        'mismatch',
        `bars hole: expected one after ${String(end)}, found ${String(found.from)} to ${String(found.to)}`,
      );
    end = found.to;
    return found;
  });
}
