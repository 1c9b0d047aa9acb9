// A digest of ticks, to compare two runs: SHA-256 over a fixed layout of each tick.
import { createHash } from 'node:crypto';
import { REASONS, SESSIONS } from '../../proto/enums.ts';
import type { MarketSession, StatusReason } from '../../proto/messages.ts';
import type { TickSink } from '../market/source.ts';

const QUOTE = 0;
const TRADE = 1;
const STATUS = 2;
/** Bytes of a tick: kind, id, time, price, size, ask, size of the ask. */
const TICK_BYTES = 1 + 2 + 8 + 8 + 8 + 8 + 8;
const BUFFERED_TICKS = 4_096;

/**
 * Each tick is 43 bytes, little-endian: kind (u8: 0 quote, 1 trade, 2 status), instrument id (u16), market time (f64,
 * milliseconds), then four more columns of 64 bits (f64). Quote: bid, bid size, ask, ask size, in units. Trade: price,
 * size, 0, 0. Status: reference or 0, whether there is one, session, reason (their indices in proto/enums.ts). Ids are
 * those of the source, so the same ticks under another order of instruments have another digest.
 */
export class TickDigest implements TickSink {
  readonly #hash = createHash('sha256');
  readonly #bytes = new Uint8Array(TICK_BYTES * BUFFERED_TICKS);
  readonly #view = new DataView(this.#bytes.buffer);
  #usedBytes = 0;

  quote(id: number, time: number, bid: number, bidSize: number, ask: number, askSize: number): void {
    this.#add(QUOTE, id, time, bid, bidSize, ask, askSize);
  }

  trade(id: number, time: number, price: number, size: number): void {
    this.#add(TRADE, id, time, price, size, 0, 0);
  }

  status(id: number, time: number, session: MarketSession, reason: StatusReason, reference: number | undefined): void {
    const hasReference = reference === undefined ? 0 : 1;
    this.#add(STATUS, id, time, reference ?? 0, hasReference, SESSIONS.indexOf(session), REASONS.indexOf(reason));
  }

  /** The digest of all ticks so far; more may follow. */
  hex(): string {
    return this.#hash.copy().update(this.#bytes.subarray(0, this.#usedBytes)).digest('hex');
  }

  #add(kind: number, id: number, time: number, price: number, size: number, ask: number, askSize: number): void {
    const view = this.#view;
    const offset = this.#usedBytes;
    view.setUint8(offset, kind);
    view.setUint16(offset + 1, id, true);
    view.setFloat64(offset + 3, time, true);
    view.setFloat64(offset + 11, price, true);
    view.setFloat64(offset + 19, size, true);
    view.setFloat64(offset + 27, ask, true);
    view.setFloat64(offset + 35, askSize, true);
    this.#usedBytes += TICK_BYTES;
    if (this.#usedBytes < this.#bytes.length) return;
    this.#hash.update(this.#bytes);
    this.#usedBytes = 0;
  }
}
