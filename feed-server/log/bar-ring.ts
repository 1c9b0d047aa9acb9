// Bars of one length: of every symbol the newest, in rings of columns, and the one that is still open.
import type { Bar } from '../../proto/messages.ts';
import { addVolume } from '../../proto/volume.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Bars of `intervalMs`, a multiple of a ring's own, that begin in [from, to), which are multiples too; `limit` at most. */
export interface AskedBars {
  readonly intervalMs: number;
  readonly from: number;
  readonly to: number;
  readonly limit: number;
}

/** Bars of one instrument: those that have ended and are held, oldest first, and the open one, without trades where there is none. */
export interface BarColumns {
  readonly ended: number;
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
 * Only the finest ring sees trades. A bar that ends goes into its ring, and into the open bar of the next coarser one; until then
 * the coarser one lacks it. So a trade costs a few stores, into columns small enough for a processor's nearest cache.
 */
export class BarRing {
  readonly intervalMs: number;
  /** Bars of each symbol at most, the open one aside. */
  readonly length: number;
  readonly #finer: BarRing | undefined;
  #coarser: BarRing | undefined;
  /** By row: id * length + place in the ring; the open bars follow, by id. Memory that was never written to is not taken yet. */
  readonly #time: Float64Array;
  readonly #open: Float64Array;
  readonly #high: Float64Array;
  readonly #low: Float64Array;
  readonly #close: Float64Array;
  readonly #volume: Float64Array;
  /** 0 in the row of an open bar where there is none. */
  readonly #trades: Uint32Array;
  readonly #openRows: number;
  /** By id: when the open bar ends, and how many have ended so far, those no longer held included. */
  readonly #end: Float64Array;
  readonly #ended: Float64Array;
  /** By id: of the trades before this market time some are not known. */
  readonly #knownFrom: Float64Array;

  /**
   * `length`: 1 or more. `startTime`: market time from which on every trade comes here. `finer`: whose bars it is made of; its
   * length divides this one's.
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

  /** Bytes of its bars at most. */
  get bytes(): number {
    const columns = [this.#time, this.#open, this.#high, this.#low, this.#close, this.#volume, this.#trades];
    return columns.reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  /** Bars that have ended and are held, of all symbols. */
  get held(): number {
    return this.#ended.reduce((sum, ended) => sum + Math.min(ended, this.length), 0);
  }

  /** Market time from which on all trades of an instrument are in. */
  knownFrom(id: number): number {
    return this.#knownFrom[id] as number;
  }

  /** Adds trades that lie within an interval of this length; what comes late counts to the open bar. */
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
    if (time >= (this.#end[id] as number)) {
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
      if (high > (this.#high[row] as number)) this.#high[row] = high;
      if (low < (this.#low[row] as number)) this.#low[row] = low;
      this.#volume[row] = addVolume(this.#volume[row] as number, volume);
      (this.#trades[row] as number) += trades;
    }
    this.#close[row] = close;
  }

  #endBar(id: number, from: number): void {
    const ended = this.#ended[id] as number;
    const row = this.#rowOf(id, ended);
    if (ended >= this.length) this.#knownFrom[id] = (this.#time[row] as number) + this.intervalMs;
    const { time, open, high, low, close, volume, trades } = this.#barAt(from);
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
    const ended = this.#ended[id] as number;
    const bars = this.#rowsOf(id, ended).map((row) => this.#barAt(row));
    return {
      ended,
      end: this.#end[id] as number,
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

  /** Of a ring of the same length. */
  restore(id: number, columns: BarColumns): void {
    this.#ended[id] = columns.ended;
    this.#end[id] = columns.end;
    this.#knownFrom[id] = columns.knownFrom;
    for (const [i, row] of this.#rowsOf(id, columns.ended).entries()) {
      this.#time[row] = columns.time[i] as number;
      this.#open[row] = columns.open[i] as number;
      this.#high[row] = columns.high[i] as number;
      this.#low[row] = columns.low[i] as number;
      this.#close[row] = columns.close[i] as number;
      this.#volume[row] = columns.volume[i] as number;
      this.#trades[row] = columns.trades[i] as number;
    }
  }

  /** The bars that are asked for of an instrument; `to` says how far they go. */
  read(id: number, asked: AskedBars): { readonly bars: readonly Bar[]; readonly to: number } {
    const bars: Mutable<Bar>[] = [];
    const ended = this.#ended[id] as number;
    for (let n = this.#firstFrom(id, asked.from); n < ended; n++) {
      const end = this.#sumUp(this.#rowOf(id, n), asked, bars);
      if (end !== undefined) return { bars, to: end };
    }
    return { bars, to: this.#sumUpOpen(id, asked, bars) ?? asked.to };
  }

  /** Of what is open, part by part, the coarser one first: it is the older one. */
  #sumUpOpen(id: number, asked: AskedBars, bars: Mutable<Bar>[]): number | undefined {
    const row = this.#openRows + id;
    const isAsked = this.#trades[row] !== 0 && (this.#time[row] as number) >= asked.from;
    const end = isAsked ? this.#sumUp(row, asked, bars) : undefined;
    if (end !== undefined || !this.#finer) return end;
    return this.#finer.#sumUpOpen(id, asked, bars);
  }

  /** Adds a row to the last bar, or begins one with it. Returns where the bars end, if it is not to be in them. */
  #sumUp(row: number, { intervalMs, to, limit }: AskedBars, bars: Mutable<Bar>[]): number | undefined {
    const time = floorTo(this.#time[row] as number, intervalMs);
    const bar = bars[bars.length - 1];
    if (bar?.time === time) {
      bar.high = Math.max(bar.high, this.#high[row] as number);
      bar.low = Math.min(bar.low, this.#low[row] as number);
      bar.close = this.#close[row] as number;
      bar.volume = addVolume(bar.volume, this.#volume[row] as number);
      bar.trades += this.#trades[row] as number;
      return undefined;
    }
    if (time >= to) return to;
    if (bars.length === limit) return time;
    bars.push({ ...this.#barAt(row), time });
    return undefined;
  }

  /** The first bar that is held and begins at `from` or later, counted from 0; how many have ended where there is none. */
  #firstFrom(id: number, from: number): number {
    let most = this.#ended[id] as number;
    let least = Math.max(0, most - this.length);
    while (least < most) {
      const middle = Math.floor((least + most) / 2);
      if ((this.#time[this.#rowOf(id, middle)] as number) < from) least = middle + 1;
      else most = middle;
    }
    return least;
  }

  /** Of what is held where `ended` bars have ended, oldest first, and of the open one. */
  #rowsOf(id: number, ended: number): number[] {
    const held = Math.min(ended, this.length);
    return [...Array.from({ length: held }, (_, i) => this.#rowOf(id, ended - held + i)), this.#openRows + id];
  }

  #rowOf(id: number, n: number): number {
    return id * this.length + (n % this.length);
  }

  #barAt(row: number): Bar {
    return {
      time: this.#time[row] as number,
      open: this.#open[row] as number,
      high: this.#high[row] as number,
      low: this.#low[row] as number,
      close: this.#close[row] as number,
      volume: this.#volume[row] as number,
      trades: this.#trades[row] as number,
    };
  }
}

/** Bytes of memory that a bar takes. */
export const BAR_BYTES = new BarRing(1, 1, 1, 0).bytes / 2;

/** The multiple of `unit` at `time` or before it. */
export function floorTo(time: number, unit: number): number {
  return Math.floor(time / unit) * unit;
}
