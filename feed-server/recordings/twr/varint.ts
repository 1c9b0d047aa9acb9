// Variable-length whole numbers: seven bits per byte, lowest first. The top bit of a byte is set if more follow.

/** The maximum number of bytes for a number below 2^53. */
export const MAX_VARINT = 8;

/** The bytes are damaged. The message says what was found. */
export class DamagedBytesError extends Error {
  constructor(found: string) {
    super(found);
    this.name = 'DamagedBytesError';
  }
}

/** Writes `value` (0 to 2^53 - 1) at `at`. Returns the position after it. */
export function putVarint(bytes: Uint8Array, at: number, value: number): number {
  let rest = value;
  while (rest >= 0x8000_0000) {
    bytes[at++] = (rest % 128) | 0x80;
    rest = Math.floor(rest / 128);
  }
  while (rest >= 128) {
    bytes[at++] = (rest & 127) | 0x80;
    rest >>>= 7;
  }
  bytes[at++] = rest;
  return at;
}

/**
 * Writes the varint of 2 × `value` + `flag` (0 or 1) as putVarint does. `value` is 0 to 2^53 - 1. Twice that is not exact
 * as a number, so the flag is stored next to the lowest six bits.
 */
function putFlagged(bytes: Uint8Array, at: number, value: number, flag: number): number {
  if (value < 0x4000_0000) return putVarint(bytes, at, 2 * value + flag);
  bytes[at++] = ((value % 64) * 2 + flag) | 0x80;
  return putVarint(bytes, at, Math.floor(value / 64));
}

/** Writes a difference, within ±(2^53 - 1), in zigzag form, so that small ones of either sign are short: 0, -1, 1, -2 … as 0, 1, 2, 3 … */
export function putDelta(bytes: Uint8Array, at: number, value: number): number {
  return value < 0 ? putFlagged(bytes, at, -1 - value, 1) : putFlagged(bytes, at, value, 0);
}

/** Writes a size, 0 to 2^53 - 1. Multiples of 100 (round lots) are written as the number of lots. A flag marks other sizes. */
export function putSize(bytes: Uint8Array, at: number, size: number): number {
  return size % 100 === 0 ? putFlagged(bytes, at, size / 100, 0) : putFlagged(bytes, at, size, 1);
}

/** Reads numbers from the start of `bytes`. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;
  /** The flag of the last flagged number. */
  #flag = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  /** @throws DamagedBytesError at the end */
  byte(): number {
    if (this.left === 0) throw new DamagedBytesError('the end of the data in the middle of a tick');
    return this.#bytes[this.#at++];
  }

  /** 0 to 2^53 - 1. @throws DamagedBytesError */
  varint(): number {
    let byte = this.byte();
    let value = byte & 127;
    for (let scale = 128; byte >= 128; scale *= 128) {
      byte = this.byte();
      value += (byte & 127) * scale;
      if (scale > 2 ** 49 || value > Number.MAX_SAFE_INTEGER) throw new DamagedBytesError('a number that is too large');
    }
    return value;
  }

  /** Reads a number written by putDelta. @throws DamagedBytesError */
  delta(): number {
    const value = this.#flagged();
    return this.#flag ? -1 - value : value;
  }

  /** Reads a number written by putSize. @throws DamagedBytesError */
  size(): number {
    const value = this.#flagged();
    return this.#flag ? value : value * 100;
  }

  /** Returns the number without its flag, and stores that in `#flag`. */
  #flagged(): number {
    const first = this.byte();
    this.#flag = first & 1;
    const low = (first & 127) >>> 1;
    if (first < 128) return low;
    const value = this.varint() * 64 + low;
    if (value > Number.MAX_SAFE_INTEGER) throw new DamagedBytesError('a number that is too large');
    return value;
  }
}
