// Encodes ticks as the payload of a block. Each tick is a byte of flags for the changed fields, then the differences.
import { REASONS, SESSIONS } from '../../../proto/enums.ts';
import type { MarketSession, StatusReason } from '../../../proto/messages.ts';
import { MAX_VARINT, putDelta, putSize, putVarint } from './varint.ts';

/** A block is full at this many ticks or bytes. */
export const MAX_BLOCK_TICKS = 8_192;
const FLUSH_BYTES = 65_536;
const MAX_TICK_BYTES = 48;

/** Differences of spreads wrap at twice this; see spreadDelta. */
const HALF_WRAP = 2 ** 53;

/** Kinds of ticks, in the lowest two bits of the flags. */
export const QUOTE = 0;
export const TRADE = 1;
export const STATUS = 2;
export const KIND = 0x03;
/** Flags of every tick. */
export const SAME_TIME = 0x04;
export const SAME_ID = 0x08;
/** Flags of a quote. */
export const SAME_BID = 0x10;
export const SAME_SPREAD = 0x20;
export const SAME_BID_SIZE = 0x40;
export const SAME_ASK_SIZE = 0x80;
/** Flags of a trade. */
export const AT_BID = 0x10;
export const AT_ASK = 0x20;
export const SAME_SIZE = 0x40;
/** Flag of a status. */
export const HAS_REFERENCE = 0x10;

/** The values that differences start from, by instrument id, reset in each block. */
export class BlockMemory {
  readonly bid: Float64Array;
  readonly ask: Float64Array;
  readonly bidSize: Float64Array;
  readonly askSize: Float64Array;
  readonly price: Float64Array;
  readonly size: Float64Array;
  /** The number of the block in which each instrument last had a tick, by id. */
  readonly #lastBlocks: Uint32Array;
  #currentBlock = 0;

  constructor(instruments: number) {
    this.#lastBlocks = new Uint32Array(instruments);
    this.bid = new Float64Array(instruments);
    this.ask = new Float64Array(instruments);
    this.bidSize = new Float64Array(instruments);
    this.askSize = new Float64Array(instruments);
    this.price = new Float64Array(instruments);
    this.size = new Float64Array(instruments);
  }

  startBlock(): void {
    this.#currentBlock++;
  }

  /** Call before using the columns of `id`. Clears them on first use in a block, since a block has few of the instruments. */
  prepare(id: number): void {
    if (this.#lastBlocks[id] === this.#currentBlock) return;
    this.#lastBlocks[id] = this.#currentBlock;
    for (const column of [this.bid, this.ask, this.bidSize, this.askSize, this.price, this.size]) column[id] = 0;
  }
}

/**
 * The difference of two spreads, each within ±(2^53 - 2). It wraps at 54 bits, so that it is exact as a number: 2^54 is
 * added or subtracted if it would be outside ±2^53.
 */
function spreadDelta(spread: number, before: number): number {
  const delta = spread - before;
  if (delta >= HALF_WRAP) return spread - HALF_WRAP - (before + HALF_WRAP);
  return delta <= -HALF_WRAP ? spread + HALF_WRAP - (before - HALF_WRAP) : delta;
}

/** Undoes spreadDelta. */
export function spreadAfter(before: number, delta: number): number {
  const spread = before + delta;
  if (spread >= HALF_WRAP) return before - HALF_WRAP + (delta - HALF_WRAP);
  return spread <= -HALF_WRAP ? before + HALF_WRAP + (delta + HALF_WRAP) : spread;
}

export class BlockEncoder {
  readonly #instruments: number;
  readonly #memory: BlockMemory;
  readonly #bytes = new Uint8Array(FLUSH_BYTES + MAX_TICK_BYTES);
  #usedBytes = 0;
  #lastId = 0;
  /** Market time of the last tick, even if it is in an earlier block. */
  #lastTime = 0;
  /** Ticks in earlier blocks. */
  #ticksBefore = 0;
  #count = 0;
  #startTime = 0;

  /** `instruments`: how many there are. Ids are below it. */
  constructor(instruments: number) {
    this.#instruments = instruments;
    this.#memory = new BlockMemory(instruments);
  }

  /** The number of ticks in all blocks. */
  get total(): number {
    return this.#ticksBefore + this.#count;
  }

  get count(): number {
    return this.#count;
  }

  /** Market time of the block's first tick, if there is one. */
  get startTime(): number {
    return this.#startTime;
  }

  get isFull(): boolean {
    return this.#count === MAX_BLOCK_TICKS || this.#usedBytes >= FLUSH_BYTES;
  }

  /** Must not be called when `isFull`. @throws RangeError like the other methods */
  quote(id: number, time: number, bid: number, bidSize: number, ask: number, askSize: number): void {
    const memory = this.#memory;
    memory.prepare(id);
    const bidDelta = bid - memory.bid[id];
    const spreadChange = spreadDelta(ask - bid, memory.ask[id] - memory.bid[id]);
    const flags =
      (bidDelta === 0 ? SAME_BID : 0) |
      (spreadChange === 0 ? SAME_SPREAD : 0) |
      (bidSize === memory.bidSize[id] ? SAME_BID_SIZE : 0) |
      (askSize === memory.askSize[id] ? SAME_ASK_SIZE : 0);
    this.#beginTick(QUOTE | flags, id, time);
    if (bidDelta !== 0) this.#putDelta(bidDelta);
    if (spreadChange !== 0) this.#putDelta(spreadChange);
    if (!(flags & SAME_BID_SIZE)) this.#putSize(bidSize);
    if (!(flags & SAME_ASK_SIZE)) this.#putSize(askSize);
    memory.bid[id] = bid;
    memory.ask[id] = ask;
    memory.bidSize[id] = bidSize;
    memory.askSize[id] = askSize;
  }

  trade(id: number, time: number, price: number, size: number): void {
    const memory = this.#memory;
    memory.prepare(id);
    const side = price === memory.bid[id] ? AT_BID : price === memory.ask[id] ? AT_ASK : 0;
    const sameSize = size === memory.size[id] ? SAME_SIZE : 0;
    this.#beginTick(TRADE | side | sameSize, id, time);
    if (side === 0) this.#putDelta(price - memory.price[id]);
    if (sameSize === 0) this.#putSize(size);
    memory.price[id] = price;
    memory.size[id] = size;
  }

  status(id: number, time: number, session: MarketSession, reason: StatusReason, reference: number | undefined): void {
    this.#beginTick(STATUS | (reference === undefined ? 0 : HAS_REFERENCE), id, time);
    this.#bytes[this.#usedBytes++] = SESSIONS.indexOf(session);
    this.#bytes[this.#usedBytes++] = REASONS.indexOf(reason);
    if (reference !== undefined) this.#putDelta(reference);
  }

  /** Returns the payload of a block with the ticks so far, and starts the next block. */
  takeBlock(): Uint8Array {
    const head = new Uint8Array(3 * MAX_VARINT);
    let at = putVarint(head, 0, this.#ticksBefore);
    at = putVarint(head, at, this.#count);
    at = putVarint(head, at, this.#startTime);
    const payload = new Uint8Array(at + this.#usedBytes);
    payload.set(head.subarray(0, at));
    payload.set(this.#bytes.subarray(0, this.#usedBytes), at);
    this.#ticksBefore += this.#count;
    this.#count = 0;
    this.#usedBytes = 0;
    this.#memory.startBlock();
    return payload;
  }

  #beginTick(flags: number, id: number, time: number): void {
    if (!(id >= 0 && id < this.#instruments))
      throw new RangeError(`id: expected one of ${this.#instruments} instruments, found ${id}`);
    if (!(time >= this.#lastTime && Number.isSafeInteger(time)))
      throw new RangeError(`time: expected whole milliseconds not before ${this.#lastTime}, found ${time}`);
    if (this.#count === 0) {
      this.#startTime = this.#lastTime = time;
      this.#lastId = -1;
    }
    const sameTime = time === this.#lastTime ? SAME_TIME : 0;
    const sameId = id === this.#lastId ? SAME_ID : 0;
    this.#bytes[this.#usedBytes++] = flags | sameTime | sameId;
    if (sameId === 0) this.#putVarint(id);
    if (sameTime === 0) this.#putVarint(time - this.#lastTime);
    this.#lastId = id;
    this.#lastTime = time;
    this.#count++;
  }

  #putVarint(value: number): void {
    this.#usedBytes = putVarint(this.#bytes, this.#usedBytes, value);
  }

  #putDelta(value: number): void {
    this.#usedBytes = putDelta(this.#bytes, this.#usedBytes, value);
  }

  #putSize(size: number): void {
    this.#usedBytes = putSize(this.#bytes, this.#usedBytes, size);
  }
}
