// Reads a range of the log for one lane. Merges board symbols into one row each, and keeps the trades of the tape one by one.
import { BatchColumns } from '../../proto/batch-columns.ts';
import { addVolume } from '../../proto/volume.ts';
import { QUOTE, STATUS, TRADE, type TickLog } from '../log/tick-log.ts';

/** The modes of a subscription, as bits: a symbol may be on the board and on the tape. */
export const BOARD = 1;
export const TAPE = 2;

/** A batch has at most this many trades of the tape. A long replay takes several, each sent once the connection is writable again. */
export const MAX_TAPE_TRADES = 1_024;

/** A batch is read from at most this many ticks, so that reading never delays others by more than a millisecond or two. */
export const MAX_SCANNED_TICKS = 65_536;

/** A batch spans at most this much market time, milliseconds: the range of a 32-bit delta between two rows. */
export const MAX_SPAN_MS = 2 ** 31 - 1;

/**
 * A slow reader costs no memory: a lane has only a position in the log, and its batch is read from there. One conflator serves all
 * lanes in turn. Its columns, by instrument id, are scratch space for the current scan.
 */
export class Conflator {
  /** The result of the last scan. */
  readonly batch: BatchColumns;
  readonly #log: TickLog;
  /** Slot of the latest quote, trade and status in the scan, by id. */
  readonly #quoteSlot: Int32Array;
  readonly #tradeSlot: Int32Array;
  readonly #statusSlot: Int32Array;
  /** Slot of the status that began a trading day, -1 if none did. */
  readonly #daySlot: Int32Array;
  readonly #quotes: Uint32Array;
  readonly #trades: Uint32Array;
  readonly #statuses: Uint32Array;
  readonly #first: Float64Array;
  readonly #high: Float64Array;
  readonly #low: Float64Array;
  readonly #volume: Float64Array;
  readonly #touched: number[] = [];

  constructor(log: TickLog, instruments: number) {
    this.#log = log;
    this.batch = new BatchColumns(instruments, MAX_TAPE_TRADES);
    this.batch.epoch = log.epoch;
    this.#quoteSlot = new Int32Array(instruments);
    this.#tradeSlot = new Int32Array(instruments);
    this.#statusSlot = new Int32Array(instruments);
    this.#daySlot = new Int32Array(instruments).fill(-1);
    this.#quotes = new Uint32Array(instruments);
    this.#trades = new Uint32Array(instruments);
    this.#statuses = new Uint32Array(instruments);
    this.#first = new Float64Array(instruments);
    this.#high = new Float64Array(instruments);
    this.#low = new Float64Array(instruments);
    this.#volume = new Float64Array(instruments);
  }

  /**
   * Fills `batch` with what concerns a lane with `modes` (bits by instrument id) in (after, through]. `through` is `head`, or
   * earlier: at MAX_TAPE_TRADES, MAX_SCANNED_TICKS or MAX_SPAN_MS, or where a symbol begins a trading day that has trades of the
   * previous day in the batch. `skipTape`: only counts trades of the tape. Returns how many ticks concerned the
   * lane. `after` must not be before the log's `heldFrom`.
   */
  collect(after: number, head: number, modes: Uint8Array, skipTape: boolean): number {
    const log = this.#log;
    const { batch } = this;
    const { tape } = batch;
    batch.clear();
    const end = Math.min(head, after + MAX_SCANNED_TICKS);
    let ticks = 0;
    let through = after;
    let slot = log.slotOf(after + 1);
    let maxTime = Infinity;
    while (through < end) {
      const id = log.id[slot];
      const mode = modes[id];
      if (mode !== 0) {
        const time = log.time[slot];
        if (maxTime === Infinity) maxTime = time + MAX_SPAN_MS;
        else if (time > maxTime) break;
        const kind = log.kind[slot];
        if (kind === STATUS && log.size[slot] === 1 && this.#trades[id] !== 0) break;
        if (mode & TAPE && kind === TRADE) {
          if (skipTape) batch.tapeSkipped++;
          else if (tape.n === MAX_TAPE_TRADES) break;
          else tape.add(through + 1, id, time, log.price[slot], log.size[slot]);
        }
        if (mode & BOARD) this.#merge(id, slot, kind);
        ticks++;
      }
      through++;
      if (++slot === log.capacity) slot = 0;
    }
    batch.after = after;
    batch.through = through;
    this.#fillRows();
    return ticks;
  }

  #merge(id: number, slot: number, kind: number): void {
    if (this.#quotes[id] === 0 && this.#trades[id] === 0 && this.#statuses[id] === 0) this.#touched.push(id);
    if (kind === QUOTE) {
      this.#quoteSlot[id] = slot;
      this.#quotes[id]++;
    } else if (kind === TRADE) this.#mergeTrade(id, slot);
    else {
      this.#statusSlot[id] = slot;
      this.#statuses[id]++;
      if (this.#log.size[slot] === 1) this.#daySlot[id] = slot;
    }
  }

  #mergeTrade(id: number, slot: number): void {
    const price = this.#log.price[slot];
    const size = this.#log.size[slot];
    if (this.#trades[id] === 0) {
      this.#first[id] = this.#high[id] = this.#low[id] = price;
      this.#volume[id] = size;
    } else {
      if (price > this.#high[id]) this.#high[id] = price;
      if (price < this.#low[id]) this.#low[id] = price;
      this.#volume[id] = addVolume(this.#volume[id], size);
    }
    this.#tradeSlot[id] = slot;
    this.#trades[id]++;
  }

  #fillRows(): void {
    const touched = this.#touched;
    if (touched.length > 1) touched.sort((a, b) => a - b);
    for (const id of touched) {
      if (this.#quotes[id] !== 0) this.#addQuoteRow(id);
      if (this.#trades[id] !== 0) this.#addSaleRow(id);
      if (this.#statuses[id] !== 0) this.#addStatusRow(id);
      this.#quotes[id] = this.#trades[id] = this.#statuses[id] = 0;
    }
    touched.length = 0;
  }

  #addQuoteRow(id: number): void {
    const log = this.#log;
    const rows = this.batch.quotes;
    const slot = this.#quoteSlot[id];
    const merged = this.#quotes[id] - 1;
    const { n } = rows;
    rows.id[n] = id;
    rows.time[n] = log.time[slot];
    rows.bid[n] = log.price[slot];
    rows.bidSize[n] = log.size[slot];
    rows.ask[n] = log.ask[slot];
    rows.askSize[n] = log.askSize[slot];
    rows.merged[n] = merged;
    rows.mergedSum += merged;
    rows.n++;
  }

  #addSaleRow(id: number): void {
    const log = this.#log;
    const rows = this.batch.sales;
    const slot = this.#tradeSlot[id];
    const merged = this.#trades[id] - 1;
    const { n } = rows;
    rows.id[n] = id;
    rows.time[n] = log.time[slot];
    rows.last[n] = log.price[slot];
    rows.size[n] = log.size[slot];
    if (merged > 0) {
      const [first, high, low] = [this.#first[id], this.#high[id], this.#low[id]] as [number, number, number];
      rows.merge(merged, first, high, low, this.#volume[id]);
    }
    rows.n++;
  }

  #addStatusRow(id: number): void {
    const log = this.#log;
    const rows = this.batch.statuses;
    const slot = this.#statusSlot[id];
    const daySlot = this.#daySlot[id];
    const merged = this.#statuses[id] - 1;
    const { n } = rows;
    rows.id[n] = id;
    rows.time[n] = log.time[slot];
    rows.session[n] = log.ask[slot];
    rows.reason[n] = log.askSize[slot];
    rows.merged[n] = merged;
    rows.mergedSum += merged;
    if (daySlot >= 0) rows.beginDay(log.price[daySlot]);
    rows.n++;
    this.#daySlot[id] = -1;
  }
}
