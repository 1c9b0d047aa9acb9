// The tick log: what was published, in one total order, bounded, with the identity of its lifetime.
import type { Kept, MarketSession, StatusReason } from '../../proto/messages.ts';
import { REASONS, SESSIONS } from '../../proto/enums.ts';
import { LastValues } from './last-values.ts';

export const QUOTE = 0;
export const TRADE = 1;
export const STATUS = 2;

/**
 * A ring of columns. A tick's sequence counts from 1 and never repeats within an epoch; the newest `capacity` are held.
 * The columns are open to readers, who scan them by slot: `slotOf(sequence)`, then up by one, wrapping at `capacity`.
 */
export class TickLog {
  readonly epoch: number;
  readonly capacity: number;
  readonly last: LastValues;
  readonly kind: Uint8Array;
  readonly id: Uint16Array;
  /** Market time, milliseconds since 1970-01-01 UTC. */
  readonly time: Float64Array;
  /** Of a quote the bid, of a trade its price, of a status the reference of the day that begins; units of the instrument. */
  readonly price: Float64Array;
  /** Of a status, whether a trading day begins with it: 1 or 0. */
  readonly size: Float64Array;
  /** Of quotes; of a status its session, as its place in SESSIONS. */
  readonly ask: Float64Array;
  /** Of quotes; of a status its reason, as its place in REASONS. */
  readonly askSize: Float64Array;
  readonly #keepMs: number;
  #head = 0;
  /** Ticks up to here are no longer promised to anybody. */
  #forgotten = 0;

  /**
   * `epoch`: 32 bits that tell this log from every other. `capacity`: ticks, 1 or more. `references`: previous closes by id.
   * `last`: what is known before its first tick, where another log came before. `keepMs`: ticks that are older than the newest
   * by more than this, in market time, are not promised to those who resume.
   */
  constructor(
    epoch: number,
    capacity: number,
    references: readonly (number | undefined)[],
    last = new LastValues(references),
    keepMs = Infinity,
  ) {
    this.epoch = epoch >>> 0;
    this.capacity = capacity;
    this.last = last;
    this.#keepMs = keepMs;
    this.kind = new Uint8Array(capacity);
    this.id = new Uint16Array(capacity);
    this.time = new Float64Array(capacity);
    this.price = new Float64Array(capacity);
    this.size = new Float64Array(capacity);
    this.ask = new Float64Array(capacity);
    this.askSize = new Float64Array(capacity);
  }

  /** Of a log without ticks: its first is to be the one after `sequence`, as of a log whose earlier ones are not known here. */
  startAfter(sequence: number): void {
    this.#head = this.#forgotten = sequence;
  }

  /** Sequence of the newest tick, 0 where there is none. */
  get head(): number {
    return this.#head;
  }

  /** Who has got to here or further may resume: what comes after is held, and none of it is too old. Sequence 0 or more. */
  get resumableFrom(): number {
    return this.#forgotten;
  }

  /** What comes after this is held; at `resumableFrom` or before it. Readers that are there need no promise. */
  get heldFrom(): number {
    return Math.max(0, this.#head - this.capacity);
  }

  /** Bytes of its columns. */
  get bytes(): number {
    const { kind, id, time, price, size, ask, askSize } = this;
    return [kind, id, time, price, size, ask, askSize].reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  /** What it keeps, as clients are told. */
  get kept(): Kept {
    const from = this.resumableFrom;
    return { after: from, since: from < this.#head ? (this.time[this.slotOf(from + 1)] as number) : 0 };
  }

  slotOf(sequence: number): number {
    return (sequence - 1) % this.capacity;
  }

  quote(id: number, time: number, bid: number, bidSize: number, ask: number, askSize: number): void {
    const slot = this.#append(QUOTE, id, time, bid, bidSize);
    this.ask[slot] = ask;
    this.askSize[slot] = askSize;
    this.last.quote(id, time, bid, bidSize, ask, askSize);
  }

  trade(id: number, time: number, price: number, size: number): void {
    this.#append(TRADE, id, time, price, size);
    this.last.trade(id, time, price, size);
  }

  status(id: number, time: number, session: MarketSession, reason: StatusReason, reference: number | undefined): void {
    const slot = this.#append(STATUS, id, time, reference ?? 0, reference === undefined ? 0 : 1);
    this.ask[slot] = SESSIONS.indexOf(session);
    this.askSize[slot] = REASONS.indexOf(reason);
    this.last.status(id, time, session, reason, reference);
  }

  #append(kind: number, id: number, time: number, price: number, size: number): number {
    this.#head++;
    const slot = this.slotOf(this.#head);
    this.kind[slot] = kind;
    this.id[slot] = id;
    this.time[slot] = time;
    this.price[slot] = price;
    this.size[slot] = size;
    if (this.#head - this.#forgotten > this.capacity) this.#forgotten++;
    // Ends at the newest tick at the latest; a tick is passed over once.
    while (time - (this.time[this.slotOf(this.#forgotten + 1)] as number) > this.#keepMs) this.#forgotten++;
    return slot;
  }
}

/** Bytes of memory that a tick takes. */
export const TICK_BYTES = new TickLog(0, 1, []).bytes;
