// Reads a range of the log for one subscriber: board symbols merged into a row each, tape trades kept one by one.
import {
  emptyQuoteRows,
  emptySaleRows,
  emptyStatusRows,
  emptyTapeRows,
  type Batch,
  type QuoteRows,
  type SaleRows,
  type StatusRows,
} from '../../proto/messages.ts';
import { QUOTE, STATUS, TRADE, type TickLog } from '../log/tick-log.ts';

/** How a subscriber listens to an instrument, as bits: a symbol may be on the board and on the tape. */
export const BOARD = 1;
export const TAPE = 2;

/** Market time that one batch may span, milliseconds: what a 32-bit delta between two of its rows can say. */
export const MAX_SPAN_MS = 2 ** 31 - 1;

/**
 * Nothing is kept per subscriber while it is slow: a subscriber is a place in the log, and its batch is a scan from there.
 * One conflator serves all of them in turn; its columns, by instrument id, are scratch for the scan under way.
 */
export class Conflator {
  readonly #log: TickLog;
  /** Slot of the latest quote, trade and status in the scan, by id. */
  readonly #quoteSlot: Int32Array;
  readonly #tradeSlot: Int32Array;
  readonly #statusSlot: Int32Array;
  /** Slot of the status with which a trading day began, -1 where none did. */
  readonly #daySlot: Int32Array;
  readonly #quotes: Uint32Array;
  readonly #trades: Uint32Array;
  readonly #statuses: Uint32Array;
  readonly #first: Int32Array;
  readonly #high: Int32Array;
  readonly #low: Int32Array;
  readonly #volume: Float64Array;
  readonly #touched: number[] = [];

  constructor(log: TickLog, instruments: number) {
    this.#log = log;
    this.#quoteSlot = new Int32Array(instruments);
    this.#tradeSlot = new Int32Array(instruments);
    this.#statusSlot = new Int32Array(instruments);
    this.#daySlot = new Int32Array(instruments).fill(-1);
    this.#quotes = new Uint32Array(instruments);
    this.#trades = new Uint32Array(instruments);
    this.#statuses = new Uint32Array(instruments);
    this.#first = new Int32Array(instruments);
    this.#high = new Int32Array(instruments);
    this.#low = new Int32Array(instruments);
    this.#volume = new Float64Array(instruments);
  }

  /**
   * What concerns a subscriber with `modes` (bits by instrument id) in (after, through], where `through` is `head` or
   * earlier: once `tapeLimit` trades of the tape or MAX_SPAN_MS are in it, and before a trading day begins for a symbol
   * with trades in it, which are not of that day. `after` must not be before the log's `resumableFrom`.
   */
  collect(after: number, head: number, modes: Uint8Array, tapeLimit: number): Batch {
    const log = this.#log;
    const tape = emptyTapeRows();
    let through = after;
    let slot = log.slotOf(after + 1);
    let latest = Infinity;
    while (through < head && tape.id.length < tapeLimit) {
      const id = log.id[slot] as number;
      const mode = modes[id] as number;
      if (mode !== 0) {
        const time = log.time[slot] as number;
        if (latest === Infinity) latest = time + MAX_SPAN_MS;
        else if (time > latest) break;
        const kind = log.kind[slot] as number;
        if (kind === STATUS && log.size[slot] === 1 && this.#trades[id] !== 0) break;
        if (mode & BOARD) this.#merge(id, slot, kind);
        if (mode & TAPE && kind === TRADE) {
          tape.sequence.push(through + 1);
          tape.id.push(id);
          tape.time.push(time);
          tape.price.push(log.price[slot] as number);
          tape.size.push(log.size[slot] as number);
        }
      }
      through++;
      if (++slot === log.capacity) slot = 0;
    }
    const { quotes, sales, statuses } = this.#drain();
    return { epoch: log.epoch, after, through, quotes, sales, tape, statuses };
  }

  #merge(id: number, slot: number, kind: number): void {
    if (this.#quotes[id] === 0 && this.#trades[id] === 0 && this.#statuses[id] === 0) this.#touched.push(id);
    if (kind === QUOTE) {
      this.#quoteSlot[id] = slot;
      (this.#quotes[id] as number)++;
    } else if (kind === TRADE) this.#mergeTrade(id, slot);
    else {
      this.#statusSlot[id] = slot;
      (this.#statuses[id] as number)++;
      if (this.#log.size[slot] === 1) this.#daySlot[id] = slot;
    }
  }

  #mergeTrade(id: number, slot: number): void {
    const price = this.#log.price[slot] as number;
    const size = this.#log.size[slot] as number;
    if (this.#trades[id] === 0) {
      this.#first[id] = this.#high[id] = this.#low[id] = price;
      this.#volume[id] = size;
    } else {
      if (price > (this.#high[id] as number)) this.#high[id] = price;
      if (price < (this.#low[id] as number)) this.#low[id] = price;
      (this.#volume[id] as number) += size;
    }
    this.#tradeSlot[id] = slot;
    (this.#trades[id] as number)++;
  }

  #drain(): { quotes: QuoteRows; sales: SaleRows; statuses: StatusRows } {
    const quotes = emptyQuoteRows();
    const sales = emptySaleRows();
    const statuses = emptyStatusRows();
    this.#touched.sort((a, b) => a - b);
    for (const id of this.#touched) {
      if (this.#quotes[id] !== 0) this.#drainQuote(id, quotes);
      if (this.#trades[id] !== 0) this.#drainSale(id, sales);
      if (this.#statuses[id] !== 0) this.#drainStatus(id, statuses);
      this.#quotes[id] = this.#trades[id] = this.#statuses[id] = 0;
    }
    this.#touched.length = 0;
    return { quotes, sales, statuses };
  }

  #drainQuote(id: number, rows: QuoteRows): void {
    const log = this.#log;
    const slot = this.#quoteSlot[id] as number;
    rows.id.push(id);
    rows.time.push(log.time[slot] as number);
    rows.bid.push(log.price[slot] as number);
    rows.bidSize.push(log.size[slot] as number);
    rows.ask.push(log.ask[slot] as number);
    rows.askSize.push(log.askSize[slot] as number);
    rows.merged.push((this.#quotes[id] as number) - 1);
  }

  #drainSale(id: number, rows: SaleRows): void {
    const log = this.#log;
    const slot = this.#tradeSlot[id] as number;
    rows.id.push(id);
    rows.time.push(log.time[slot] as number);
    rows.last.push(log.price[slot] as number);
    rows.size.push(log.size[slot] as number);
    rows.merged.push((this.#trades[id] as number) - 1);
    rows.first.push(this.#first[id] as number);
    rows.high.push(this.#high[id] as number);
    rows.low.push(this.#low[id] as number);
    rows.volume.push(this.#volume[id] as number);
  }

  #drainStatus(id: number, rows: StatusRows): void {
    const { time, session, reason } = this.#log.statusIn(this.#statusSlot[id] as number);
    const daySlot = this.#daySlot[id] as number;
    rows.id.push(id);
    rows.time.push(time);
    rows.session.push(session);
    rows.reason.push(reason);
    rows.reference.push(daySlot < 0 ? undefined : this.#log.price[daySlot]);
    rows.merged.push((this.#statuses[id] as number) - 1);
    this.#daySlot[id] = -1;
  }
}
