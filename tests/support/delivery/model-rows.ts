// Applies a batch to symbol states: the simple reference implementation that the tests compare with.
import type { Batch, SymbolState } from '../../../proto/messages.ts';

/** Statuses go first, because a status may start a trading day. */
export function applyRows(
  { statuses, quotes, sales }: Batch,
  change: (id: number, next: (state: SymbolState) => SymbolState) => void,
): void {
  const cell = <T>(column: readonly T[], row: number): T => column[row] as T;
  for (const [i, id] of statuses.id.entries()) {
    const [time, session, reason] = [cell(statuses.time, i), cell(statuses.session, i), cell(statuses.reason, i)];
    const reference = cell(statuses.reference, i);
    const status = { time, session, reason };
    change(id, (s) => (reference === undefined ? { ...s, status } : { ...s, status, reference, trades: undefined }));
  }
  for (const [i, id] of quotes.id.entries()) {
    const [time, bid, bidSize] = [cell(quotes.time, i), cell(quotes.bid, i), cell(quotes.bidSize, i)];
    const [ask, askSize] = [cell(quotes.ask, i), cell(quotes.askSize, i)];
    change(id, (s) => ({ ...s, quote: { time, bid, bidSize, ask, askSize } }));
  }
  for (const [i, id] of sales.id.entries()) {
    const [time, last, size, first] = [
      cell(sales.time, i),
      cell(sales.last, i),
      cell(sales.size, i),
      cell(sales.first, i),
    ];
    const [high, low, volume, count] = [
      cell(sales.high, i),
      cell(sales.low, i),
      cell(sales.volume, i),
      cell(sales.merged, i) + 1,
    ];
    change(id, (s) => {
      const day = s.trades ?? { open: first, high, low, volume: 0, count: 0 };
      const extremes = { high: Math.max(day.high, high), low: Math.min(day.low, low) };
      const sums = { volume: day.volume + volume, count: day.count + count };
      return { ...s, trades: { time, last, size, open: day.open, ...extremes, ...sums } };
    });
  }
}
