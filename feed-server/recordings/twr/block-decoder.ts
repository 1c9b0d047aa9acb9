// Decodes the payload of a block, and checks all its ticks before any of them is published.
import { REASONS, SESSIONS } from '../../../proto/enums.ts';
import { MAX_PRICE, MAX_SIZE, type MarketSession } from '../../../proto/messages.ts';
import type { TickSink } from '../../market/source.ts';
import * as format from './block-encoder.ts';
import { ByteReader, DamagedBytesError } from './varint.ts';

/** The ticks of one block, in the same columns as in the log. */
export class BlockDecoder {
  readonly #instruments: number;
  readonly #spreadAfter: (before: number, delta: number) => number;
  readonly #memory: format.BlockMemory;
  readonly #kind = new Uint8Array(format.MAX_BLOCK_TICKS);
  readonly id = new Uint16Array(format.MAX_BLOCK_TICKS);
  /** Market time, milliseconds since 1970-01-01 UTC. */
  readonly time = new Float64Array(format.MAX_BLOCK_TICKS);
  /** The bid of a quote, the price of a trade, or the reference of a status. */
  readonly #price = new Float64Array(format.MAX_BLOCK_TICKS);
  /** For a status: 1 if there is a reference, otherwise 0. */
  readonly #size = new Float64Array(format.MAX_BLOCK_TICKS);
  /** The ask of a quote, or the session of a status. */
  readonly #ask = new Float64Array(format.MAX_BLOCK_TICKS);
  /** The ask size of a quote, or the reason of a status. */
  readonly #askSize = new Float64Array(format.MAX_BLOCK_TICKS);
  count = 0;
  /** Ticks in earlier blocks of the file. */
  ticksBefore = 0;

  /** `version`: of the recording format, 1 or 2. */
  constructor(instruments: number, version: number) {
    this.#instruments = instruments;
    this.#spreadAfter = version === 1 ? spreadAfterInVersion1 : format.spreadAfter;
    this.#memory = new format.BlockMemory(instruments);
  }

  /** Replaces the ticks with those of `payload`; there are none after an error. @throws DamagedBytesError */
  decode(payload: Uint8Array): void {
    this.count = 0;
    this.#memory.startBlock();
    const bytes = new ByteReader(payload);
    const before = bytes.varint();
    const count = bytes.varint();
    if (count === 0 || count > format.MAX_BLOCK_TICKS) throw new DamagedBytesError(`a block of ${count} ticks`);
    let time = bytes.varint();
    let id = -1;
    for (let i = 0; i < count; i++) {
      const flags = bytes.byte();
      if (!(flags & format.SAME_ID)) id = bytes.varint();
      if (!(id >= 0 && id < this.#instruments)) throw new DamagedBytesError(`a tick of instrument ${id}`);
      if (!(flags & format.SAME_TIME)) time += bytes.varint();
      if (time > Number.MAX_SAFE_INTEGER) throw new DamagedBytesError('a time that is too large');
      this.id[i] = id;
      this.time[i] = time;
      this.#kind[i] = flags & format.KIND;
      this.#decodeTick(i, id, flags, bytes);
    }
    if (bytes.left > 0) throw new DamagedBytesError(`${bytes.left} bytes after the last tick`);
    this.ticksBefore = before;
    this.count = count;
  }

  /** The market session of tick `i`; undefined if it is not a status. */
  sessionOf(i: number): MarketSession | undefined {
    return this.#kind[i] === format.STATUS ? SESSIONS[this.#ask[i]] : undefined;
  }

  /** Publishes tick `i` as a tick of instrument `id`. */
  publish(i: number, id: number, sink: TickSink): void {
    const time = this.time[i];
    const price = this.#price[i];
    const size = this.#size[i];
    const ask = this.#ask[i];
    const askSize = this.#askSize[i];
    const kind = this.#kind[i];
    if (kind === format.QUOTE) sink.quote(id, time, price, size, ask, askSize);
    else if (kind === format.TRADE) sink.trade(id, time, price, size);
    else sink.status(id, time, SESSIONS[ask] ?? 'unknown', REASONS[askSize] ?? 'other', size === 1 ? price : undefined);
  }

  #decodeTick(i: number, id: number, flags: number, bytes: ByteReader): void {
    this.#memory.prepare(id);
    switch (flags & format.KIND) {
      case format.QUOTE:
        return this.#quote(i, id, flags, bytes);
      case format.TRADE:
        return this.#trade(i, id, flags, bytes);
      case format.STATUS:
        return this.#status(i, flags, bytes);
      default:
        throw new DamagedBytesError('a tick of an unknown kind');
    }
  }

  #quote(i: number, id: number, flags: number, bytes: ByteReader): void {
    const { bid, ask, bidSize, askSize } = this.#memory;
    const spread = ask[id] - bid[id];
    const newBid = checkPrice(bid[id] + (flags & format.SAME_BID ? 0 : bytes.delta()));
    const newAsk = checkPrice(
      newBid + (flags & format.SAME_SPREAD ? spread : this.#spreadAfter(spread, bytes.delta())),
    );
    if (!(flags & format.SAME_BID_SIZE)) bidSize[id] = readSize(bytes);
    if (!(flags & format.SAME_ASK_SIZE)) askSize[id] = readSize(bytes);
    this.#price[i] = bid[id] = newBid;
    this.#ask[i] = ask[id] = newAsk;
    this.#size[i] = bidSize[id];
    this.#askSize[i] = askSize[id];
  }

  #trade(i: number, id: number, flags: number, bytes: ByteReader): void {
    const memory = this.#memory;
    const tradePrice =
      flags & format.AT_BID
        ? memory.bid[id]
        : flags & format.AT_ASK
          ? memory.ask[id]
          : checkPrice(memory.price[id] + bytes.delta());
    if (!(flags & format.SAME_SIZE)) memory.size[id] = readSize(bytes);
    this.#price[i] = memory.price[id] = tradePrice;
    this.#size[i] = memory.size[id];
  }

  #status(i: number, flags: number, bytes: ByteReader): void {
    const session = bytes.byte();
    const reason = bytes.byte();
    if (session >= SESSIONS.length) throw new DamagedBytesError(`a market session ${session}`);
    if (reason >= REASONS.length) throw new DamagedBytesError(`a reason ${reason}`);
    this.#ask[i] = session;
    this.#askSize[i] = reason;
    this.#size[i] = flags & format.HAS_REFERENCE ? 1 : 0;
    this.#price[i] = flags & format.HAS_REFERENCE ? checkPrice(bytes.delta()) : 0;
  }
}

function checkPrice(found: number): number {
  if (Math.abs(found) > MAX_PRICE) throw new DamagedBytesError(`a price of ${found} units`);
  return found;
}

/** As spreadAfter. In version 1, prices were within ±(2^30 - 1), and differences of spreads wrapped at 32 bits. */
function spreadAfterInVersion1(before: number, delta: number): number {
  return (before + delta) | 0;
}

function readSize(bytes: ByteReader): number {
  const found = bytes.size();
  if (found > MAX_SIZE) throw new DamagedBytesError(`a size of ${found}`);
  return found;
}
