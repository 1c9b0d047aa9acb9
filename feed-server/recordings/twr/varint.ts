// Whole numbers in as few bytes as they need: seven bits a byte, the lowest first, the top bit where more follow.

/** Bytes that a number below 2^53 takes at most. */
export const MAX_VARINT = 8;

/** Bytes are not what they should be; the message says what was found. */
export class DamagedBytesError extends Error {
  constructor(found: string) {
    super(found);
    this.name = 'DamagedBytesError';
  }
}

/** Writes `value` (0 to 2^53 - 1) at `at` and returns where the next one goes. */
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

/** Of a 32-bit number, so that small ones stay small whatever their sign: 0, -1, 1, -2 … to 0, 1, 2, 3 … */
export function zigzag(value: number): number {
  return ((value << 1) ^ (value >> 31)) >>> 0;
}

export function unzigzag(value: number): number {
  return (value >>> 1) ^ -(value & 1);
}

/** Sizes are mostly round lots of 100: those are halved to their number of lots, the others keep a bit that says so. */
export function packSize(size: number): number {
  return size % 100 === 0 ? (size / 100) * 2 : size * 2 + 1;
}

export function unpackSize(packed: number): number {
  return packed % 2 === 0 ? packed * 50 : (packed - 1) / 2;
}

/** Reads what putVarint wrote, from the beginning of `bytes` on. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  /** @throws DamagedBytesError at the end */
  byte(): number {
    const byte = this.#bytes[this.#at++];
    if (byte === undefined) throw new DamagedBytesError('an end in the middle of a tick');
    return byte;
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

  /** A 32-bit difference. @throws DamagedBytesError */
  delta(): number {
    const packed = this.varint();
    if (packed > 0xffff_ffff) throw new DamagedBytesError('a difference that is too large');
    return unzigzag(packed);
  }
}
