// Bars of one length: the newest of every symbol, in rings of columns, and the open one.
import type { Bar } from '../../proto/messages.ts';
import { addVolume } from '../../proto/volume.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** At most `limit` bars that start in [from, to). `intervalMs` is a multiple of the ring's; `from` and `to` are multiples of `intervalMs`. */
export interface BarRequest {
  readonly intervalMs: number;
  readonly from: number;
  readonly to: number;
  readonly limit: number;
}

/** Bars of one instrument: the finished ones that are held, oldest first, and the open one, without trades if there is none. */
export interface BarColumns {
  /** How many bars have ended, including those no longer held. */
  readonly ended: number;
  /** When the open bar ends, market time. */
  readonly end: number;
  readonly knownFrom: number;
  readonly time: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
  readonly trades: Uint32Array;
}

/**
 * Only the ring of the shortest length is given trades. A finished bar goes into its ring and is added to the open bar of the next longer
 * length, which lacks it until then. So a trade costs a few stores, into columns small enough for the first-level cache.
 */
export class BarRing {
  readonly intervalMs: number;
  /** The most bars per symbol, without the open one. */
  readonly length: number;
  readonly #finer: BarRing | undefined;
  #coarser: BarRing | undefined;
  /** By row: id * length + index in the ring; then the open bars, by id. The system allocates memory only when it is written to. */
  readonly #time: Float64Array;
  readonly #open: Float64Array;
  readonly #high: Float64Array;
  readonly #low: Float64Array;
  readonly #close: Float64Array;
  readonly #volume: Float64Array;
  /** 0 in the row of an open bar if there is none. */
  readonly #trades: Uint32Array;
  readonly #openRows: number;
  /** By id: when the open bar ends, and how many bars have ended, including those no longer held. */
  readonly #end: Float64Array;
  readonly #ended: Float64Array;
  /** By id: some trades before this market time are unknown. */
  readonly #knownFrom: Float64Array;

  /**
   * `length`: 1 or more. `startTime`: the market time from which every trade is added. `finer`: the ring of the next shorter length,
   * which divides this one's.
   */
  constructor(intervalMs: number, length: number, instruments: number, startTime: number, finer?: BarRing) {
    this.intervalMs = intervalMs;
    this.length = length;
    this.#finer = finer;
    if (finer) finer.#coarser = this;
    this.#openRows = length * instruments;
    const rows = this.#openRows + instruments;
    this.#time = new Float64Array(rows);
    this.#open = new Float64Array(rows);
    this.#high = new Float64Array(rows);
    this.#low = new Float64Array(rows);
    this.#close = new Float64Array(rows);
    this.#volume = new Float64Array(rows);
    this.#trades = new Uint32Array(rows);
    this.#end = new Float64Array(instruments).fill(-Infinity);
    this.#ended = new Float64Array(instruments);
    this.#knownFrom = new Float64Array(instruments).fill(startTime);
  }

  /** The memory of all bars when the ring is full, bytes. */
  get bytes(): number {
    const columns = [this.#time, this.#open, this.#high, this.#low, this.#close, this.#volume, this.#trades];
    return columns.reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  /** Finished bars of all symbols that are held. */
  get held(): number {
    return this.#ended.reduce((sum, ended) => sum + Math.min(ended, this.length), 0);
  }

  /** The market time from which all trades of an instrument are in. */
  knownFrom(id: number): number {
    return this.#knownFrom[id];
  }

  /** Adds trades of one interval of this length. Late trades are added to the open bar. */
  add(
    id: number,
    time: number,
    open: number,
    high: number,
    low: number,
    close: number,
    volume: number,
    trades: number,
  ): void {
    const row = this.#openRows + id;
    if (time >= this.#end[id]) {
      if (this.#trades[row] !== 0) this.#endBar(id, row);
      const start = floorTo(time, this.intervalMs);
      this.#time[row] = start;
      this.#end[id] = start + this.intervalMs;
      this.#open[row] = open;
      this.#high[row] = high;
      this.#low[row] = low;
      this.#volume[row] = volume;
      this.#trades[row] = trades;
    } else {
      if (high > this.#high[row]) this.#high[row] = high;
      if (low < this.#low[row]) this.#low[row] = low;
      this.#volume[row] = addVolume(this.#volume[row], volume);
      this.#trades[row] += trades;
    }
    this.#close[row] = close;
  }

  #endBar(id: number, openRow: number): void {
    const ended = this.#ended[id];
    const row = this.#rowOf(id, ended);
    if (ended >= this.length) this.#knownFrom[id] = this.#time[row] + this.intervalMs;
    const { time, open, high, low, close, volume, trades } = this.#barAt(openRow);
    this.#time[row] = time;
    this.#open[row] = open;
    this.#high[row] = high;
    this.#low[row] = low;
    this.#close[row] = close;
    this.#volume[row] = volume;
    this.#trades[row] = trades;
    this.#ended[id] = ended + 1;
    this.#coarser?.add(id, time, open, high, low, close, volume, trades);
  }

  columnsOf(id: number): BarColumns {
    const ended = this.#ended[id];
    const bars = this.#rowsOf(id, ended).map((row) => this.#barAt(row));
    return {
      ended,
      end: this.#end[id],
      knownFrom: this.knownFrom(id),
      time: Float64Array.from(bars, ({ time }) => time),
      open: Float64Array.from(bars, ({ open }) => open),
      high: Float64Array.from(bars, ({ high }) => high),
      low: Float64Array.from(bars, ({ low }) => low),
      close: Float64Array.from(bars, ({ close }) => close),
      volume: Float64Array.from(bars, ({ volume }) => volume),
      trades: Uint32Array.from(bars, ({ trades }) => trades),
    };
  }

  /** `columns` must come from a ring of the same length. */
  restore(id: number, columns: BarColumns): void {
    this.#ended[id] = columns.ended;
    this.#end[id] = columns.end;
    this.#knownFrom[id] = columns.knownFrom;
    for (const [i, row] of this.#rowsOf(id, columns.ended).entries()) {
      this.#time[row] = columns.time[i];
      this.#open[row] = columns.open[i];
      this.#high[row] = columns.high[i];
      this.#low[row] = columns.low[i];
      this.#close[row] = columns.close[i];
      this.#volume[row] = columns.volume[i];
      this.#trades[row] = columns.trades[i];
    }
  }

  /** The requested bars of an instrument; `to` says where they end. */
  read(id: number, request: BarRequest): { readonly bars: readonly Bar[]; readonly to: number } {
    const bars: Mutable<Bar>[] = [];
    const ended = this.#ended[id];
    for (let n = this.#firstFrom(id, request.from); n < ended; n++) {
      const end = this.#addRow(this.#rowOf(id, n), request, bars);
      if (end !== undefined) return { bars, to: end };
    }
    return { bars, to: this.#addOpenBars(id, request, bars) ?? request.to };
  }

  /** The open bars, the longest length first, because it has the oldest trades. */
  #addOpenBars(id: number, request: BarRequest, bars: Mutable<Bar>[]): number | undefined {
    const row = this.#openRows + id;
    const isRequested = this.#trades[row] !== 0 && this.#time[row] >= request.from;
    const end = isRequested ? this.#addRow(row, request, bars) : undefined;
    if (end !== undefined || !this.#finer) return end;
    return this.#finer.#addOpenBars(id, request, bars);
  }

  /** Adds a row to the last bar, or starts one with it. If the row is outside the limits, returns where the bars end. */
  #addRow(row: number, { intervalMs, to, limit }: BarRequest, bars: Mutable<Bar>[]): number | undefined {
    const time = floorTo(this.#time[row], intervalMs);
    const bar = bars.at(-1);
    if (bar?.time === time) {
      bar.high = Math.max(bar.high, this.#high[row]);
      bar.low = Math.min(bar.low, this.#low[row]);
      bar.close = this.#close[row];
      bar.volume = addVolume(bar.volume, this.#volume[row]);
      bar.trades += this.#trades[row];
      return undefined;
    }
    if (time >= to) return to;
    if (bars.length === limit) return time;
    bars.push({ ...this.#barAt(row), time });
    return undefined;
  }

  /** The number, from 0, of the first held bar that starts at `from` or later; if there is none, the number of finished bars. */
  #firstFrom(id: number, from: number): number {
    let upper = this.#ended[id];
    let lower = Math.max(0, upper - this.length);
    while (lower < upper) {
      const middle = Math.floor((lower + upper) / 2);
      if (this.#time[this.#rowOf(id, middle)] < from) lower = middle + 1;
      else upper = middle;
    }
    return lower;
  }

  /** The rows of the held bars when `ended` bars have finished, oldest first, and of the open one. */
  #rowsOf(id: number, ended: number): number[] {
    const held = Math.min(ended, this.length);
    return [...Array.from({ length: held }, (_, i) => this.#rowOf(id, ended - held + i)), this.#openRows + id];
  }

  #rowOf(id: number, n: number): number {
    return id * this.length + (n % this.length);
  }

  #barAt(row: number): Bar {
    return {
      time: this.#time[row],
      open: this.#open[row],
      high: this.#high[row],
      low: this.#low[row],
      close: this.#close[row],
      volume: this.#volume[row],
      trades: this.#trades[row],
    };
  }
}

/** Bytes of memory that a bar takes. */
export const BAR_BYTES = new BarRing(1, 1, 1, 0).bytes / 2;

/** The multiple of `unit` at `time` or before it. */
export function floorTo(time: number, unit: number): number {
  return Math.floor(time / unit) * unit;
}
