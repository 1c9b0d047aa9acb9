// Blocks of ticks for replication from the market's process to a gateway: a range of the log's columns, back to back.
import { REASONS, SESSIONS } from '../../proto/enums.ts';
import { QUOTE, TICK_BYTES, TRADE, type TickLog } from '../log/tick-log.ts';
import type { TickSink } from '../market/source.ts';

type Column = Float64Array | Uint16Array | Uint8Array;

interface Columns {
  readonly time: Float64Array;
  readonly price: Float64Array;
  readonly size: Float64Array;
  readonly ask: Float64Array;
  readonly askSize: Float64Array;
  readonly id: Uint16Array;
  readonly kind: Uint8Array;
}

/** Encodes the ticks (after, through] of `log`, which must hold all of them. */
export function encodeBlock(log: TickLog, after: number, through: number): Uint8Array<ArrayBuffer> {
  const ticks = through - after;
  const block = new Uint8Array(ticks * TICK_BYTES);
  const columns = columnViews(block.buffer, ticks);
  // The range may wrap around the end of the ring buffer.
  const first = log.slotOf(after + 1);
  const beforeWrap = Math.min(ticks, log.capacity - first);
  for (const name of Object.keys(columns) as (keyof Columns)[]) {
    const [target, source]: [Column, Column] = [columns[name], log[name]];
    target.set(source.subarray(first, first + beforeWrap));
    target.set(source.subarray(0, ticks - beforeWrap), beforeWrap);
  }
  return block;
}

/** Publishes the ticks of a block to `sink` in order. Returns their number. */
export function publishBlock(block: Uint8Array, sink: TickSink): number {
  const ticks = block.length / TICK_BYTES;
  // Copied, since typed arrays must be aligned, and the bytes of a message may start at any offset.
  const { time, price, size, ask, askSize, id, kind } = columnViews(new Uint8Array(block).buffer, ticks);
  for (let i = 0; i < ticks; i++) {
    const [tickId, tickTime, tickPrice, tickSize] = [
      id[i] as number,
      time[i] as number,
      price[i] as number,
      size[i] as number,
    ];
    const [tickAsk, tickAskSize] = [ask[i] as number, askSize[i] as number];
    if (kind[i] === QUOTE) sink.quote(tickId, tickTime, tickPrice, tickSize, tickAsk, tickAskSize);
    else if (kind[i] === TRADE) sink.trade(tickId, tickTime, tickPrice, tickSize);
    else {
      // A status uses the columns of a quote: see TickLog.status.
      const [session = 'unknown', reason = 'other'] = [SESSIONS[tickAsk], REASONS[tickAskSize]];
      sink.status(tickId, tickTime, session, reason, tickSize === 1 ? tickPrice : undefined);
    }
  }
  return ticks;
}

/** Returns views of the columns in `buffer`. Wide columns come first, so that each is aligned to its width. */
function columnViews(buffer: ArrayBuffer, ticks: number): Columns {
  return {
    time: new Float64Array(buffer, 0, ticks),
    price: new Float64Array(buffer, 8 * ticks, ticks),
    size: new Float64Array(buffer, 16 * ticks, ticks),
    ask: new Float64Array(buffer, 24 * ticks, ticks),
    askSize: new Float64Array(buffer, 32 * ticks, ticks),
    id: new Uint16Array(buffer, 40 * ticks, ticks),
    kind: new Uint8Array(buffer, 42 * ticks, ticks),
  };
}
