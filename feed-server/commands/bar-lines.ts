// Formats bars and periods without data as lines of text or JSON, in time order.
import type { Bar, Bars, Hole, Instrument } from '../../proto/messages.ts';
import { decimalText, isoTime } from './tick-lines.ts';

export function barLines({ bars, holes }: Bars, instrument: Instrument, format: 'text' | 'json'): readonly string[] {
  const holeLine = format === 'json' ? jsonHole : textHole;
  const barLine = format === 'json' ? jsonBar : textBar;
  const rows = [
    ...holes.map((hole) => ({ time: hole.begin, line: holeLine(hole, instrument) })),
    ...bars.map((bar) => ({ time: bar.time, line: barLine(bar, instrument) })),
  ];
  // Sorting is stable: a hole in an interval comes before its bar.
  return rows.sort((a, b) => a.time - b.time).map(({ line }) => line);
}

function textBar(
  { time, open, high, low, close, volume, trades }: Bar,
  { symbol, decimals, sizeDecimals }: Instrument,
): string {
  const prices = [open, high, low, close].map((units) => decimalText(units, decimals)).join(' ');
  return `${isoTime(time)} ${symbol} bar ${prices} ${decimalText(volume, sizeDecimals)} ${trades}`;
}

function textHole({ begin, end }: Hole, { symbol }: Instrument): string {
  return `${isoTime(begin)} ${symbol} hole ${isoTime(end)}`;
}

function jsonBar(
  { time, open, high, low, close, volume, trades }: Bar,
  { symbol, decimals, sizeDecimals }: Instrument,
): string {
  const price = (units: number): number => Number(decimalText(units, decimals));
  const prices = { open: price(open), high: price(high), low: price(low), close: price(close) };
  const sums = { volume: Number(decimalText(volume, sizeDecimals)), trades };
  return JSON.stringify({ time: isoTime(time), symbol, kind: 'bar', ...prices, ...sums });
}

function jsonHole({ begin, end }: Hole, { symbol }: Instrument): string {
  return JSON.stringify({ time: isoTime(begin), symbol, kind: 'hole', to: isoTime(end) });
}
