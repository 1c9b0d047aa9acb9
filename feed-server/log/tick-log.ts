// The tick log: published ticks in one total order, bounded, with an epoch.
import type { Kept, MarketSession, StatusReason } from '../../proto/messages.ts';
import { REASONS, SESSIONS } from '../../proto/enums.ts';
import { LastValues } from './last-values.ts';

export const QUOTE = 0;
export const TRADE = 1;
export const STATUS = 2;

/**
 * A ring of columns. Sequences count from 1 and never repeat within an epoch; the newest `capacity` ticks are held.
 * Readers scan the columns by slot: `slotOf(sequence)`, then up by one, wrapping at `capacity`.
 */
export class TickLog {
  readonly epoch: number;
  readonly capacity: number;
  readonly last: LastValues;
  readonly kind: Uint8Array;
  readonly id: Uint16Array;
  /** Market time, milliseconds since 1970-01-01 UTC. */
  readonly time: Float64Array;
  /** The bid of a quote, the price of a trade, or the reference of a status that starts a day; in units of the instrument. */
  readonly price: Float64Array;
  /** The bid size of a quote or the size of a trade; of a status, 1 if it starts a trading day, otherwise 0. */
  readonly size: Float64Array;
  /** The ask of a quote, or the index in SESSIONS of the session of a status. */
  readonly ask: Float64Array;
  /** The ask size of a quote, or the index in REASONS of the reason of a status. */
  readonly askSize: Float64Array;
  readonly #keepMs: number;
  #head = 0;
  /** The sequence of the last tick that is too old to be requested. */
  #expired = 0;

  /**
   * `epoch`: 32 bits that tell this log from every other. `capacity`: ticks, 1 or more. `references`: previous closes by id.
   * `last`: the last values before its first tick, from the previous log. `keepMs`: readers cannot resume over ticks that are
   * older than the newest by more than this, in market time.
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

  /** For a log without ticks: makes the next one `sequence` + 1, as if earlier ticks existed that are unknown here. */
  startAfter(sequence: number): void {
    this.#head = this.#expired = sequence;
  }

  /** The sequence of the newest tick; 0 if there is none. */
  get head(): number {
    return this.#head;
  }

  /** Readers at this sequence or later may resume: all later ticks are held, and none is too old. 0 or more. */
  get resumableFrom(): number {
    return this.#expired;
  }

  /** All ticks after this sequence are held, and connected readers may read them; `resumableFrom` or less. */
  get heldFrom(): number {
    return Math.max(0, this.#head - this.capacity);
  }

  /** Bytes of its columns. */
  get bytes(): number {
    const { kind, id, time, price, size, ask, askSize } = this;
    return [kind, id, time, price, size, ask, askSize].reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  /** How far back it goes, for messages to clients. */
  get kept(): Kept {
    const from = this.resumableFrom;
    return { after: from, since: from < this.#head ? this.time[this.slotOf(from + 1)] : 0 };
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
    if (this.#head - this.#expired > this.capacity) this.#expired++;
    // Stops at the newest tick at the latest, and passes each tick only once.
    while (time - this.time[this.slotOf(this.#expired + 1)] > this.#keepMs) this.#expired++;
    return slot;
  }
}

/** The memory of one tick, bytes. */
export const TICK_BYTES = new TickLog(0, 1, []).bytes;
