// Reads Protocol Buffers like protobufjs, but 64-bit fields as numbers instead of objects.
import protobuf, { type Reader } from 'protobufjs/minimal.js';

/** protobufjs's reader without the methods that may return objects of the package `long`. */
const BaseReader = protobuf.Reader as unknown as new (bytes: Uint8Array) => Omit<Reader, 'uint64' | 'sint64'>;

const LOW_BITS = 28;
/** A varint of 64 bits has ten groups of seven bits at most. */
const HIGH_GROUPS = 6;

/**
 * A reader of `bytes` for the generated `decode` functions. Whole numbers within ±(2^53 - 1) are exact. Larger ones are
 * rounded to a double that is also too large, so range checks refuse them.
 */
export function readerOf(bytes: Uint8Array): Reader {
  return new NumberReader(bytes) as unknown as Reader;
}

class NumberReader extends BaseReader {
  /** The value of the last varint: its four lowest groups, and the groups above. */
  #low = 0;
  #high = 0;

  /** @throws RangeError if the bytes end within it */
  uint64(): number {
    const byte = this.buf[this.pos];
    if (byte < 0x80 && this.pos < this.len) {
      this.pos++;
      return byte;
    }
    this.#varint();
    return this.#high * 2 ** LOW_BITS + this.#low;
  }

  /** @throws RangeError if the bytes end within it */
  sint64(): number {
    this.#varint();
    const low = this.#low;
    if (this.#high === 0) return (low >>> 1) ^ -(low & 1);
    const whole = this.#high * 2 ** (LOW_BITS - 1) + (low >>> 1);
    return low & 1 ? -whole - 1 : whole;
  }

  #varint(): void {
    let low = 0;
    for (let shift = 0; shift < LOW_BITS; shift += 7) {
      const byte = this.#byte();
      low |= (byte & 0x7f) << shift;
      if (byte < 0x80) {
        this.#low = low;
        this.#high = 0;
        return;
      }
    }
    this.#low = low;
    this.#high = this.#highGroups();
  }

  #highGroups(): number {
    let high = 0;
    for (let group = 0; group < HIGH_GROUPS; group++) {
      const byte = this.#byte();
      high += (byte & 0x7f) * 2 ** (7 * group);
      if (byte < 0x80) return high;
    }
    throw new Error('a number of more than 64 bits');
  }

  #byte(): number {
    if (this.pos >= this.len) throw new RangeError('the bytes end within a number');
    return this.buf[this.pos++];
  }
}
