// Writes a Protocol Buffers message from its end to its start.

/** The four lowest groups of a varint, seven bits each, hold values below this. */
const LOW_RANGE = 2 ** 28;
const MAX_INT32 = 2 ** 31 - 1;
const MAX_UINT32 = 2 ** 32 - 1;

/**
 * The length of a packed field or of a nested message precedes its content. Writing backwards, the length is known by then:
 * one pass, without computing sizes first or moving bytes afterwards. Fields are written in descending order; the bytes are
 * the same as those of protobufjs.
 */
export class BackwardWriter {
  #bytes = new Uint8Array(4_096);
  #view = new DataView(this.#bytes.buffer);
  #at = this.#bytes.length;

  /** Begins a message of at most `maxBytes` bytes. Overwrites the previous message. */
  begin(maxBytes: number): void {
    if (maxBytes > this.#bytes.length) {
      this.#bytes = new Uint8Array(2 ** Math.ceil(Math.log2(maxBytes)));
      this.#view = new DataView(this.#bytes.buffer);
    }
    this.#at = this.#bytes.length;
  }

  /** The bytes written since `begin`, valid until the next `begin`. */
  bytes(): Uint8Array {
    return this.#bytes.subarray(this.#at);
  }

  /** The current place, to pass to `lengthDelimited` later. */
  get mark(): number {
    return this.#at;
  }

  /** Makes a length-delimited field of the bytes written since `end`, an earlier `mark`. */
  lengthDelimited(field: number, end: number): void {
    this.#varint(end - this.#at);
    this.#varint(field * 8 + 2);
  }

  double(field: number, value: number): void {
    if (value === 0) return;
    this.#at -= 8;
    this.#view.setFloat64(this.#at, value, true);
    this.#varint(field * 8 + 1);
  }

  fixed32(field: number, value: number): void {
    if (value === 0) return;
    this.#at -= 4;
    this.#view.setUint32(this.#at, value, true);
    this.#varint(field * 8 + 5);
  }

  uint32(field: number, value: number): void {
    if (value === 0) return;
    this.#varint(value);
    this.#varint(field * 8);
  }

  /** Writes the first `n` values of `column`, each 0 to 2^53 - 1, as uint32 or uint64. */
  uints(field: number, column: Float64Array, n: number): void {
    if (n === 0) return;
    const end = this.#at;
    for (let i = n - 1; i >= 0; i--) this.#uint(column[i]);
    this.lengthDelimited(field, end);
  }

  /** Writes the first `n` values of `column`, each within ±(2^53 - 1), as sint32 or sint64, which look the same on the wire. */
  sints(field: number, column: Float64Array, n: number): void {
    if (n === 0) return;
    const end = this.#at;
    for (let i = n - 1; i >= 0; i--) this.#zigzag(column[i]);
    this.lengthDelimited(field, end);
  }

  /** Writes the first `n` values of `column` minus those of `from`, as sint32 or sint64. */
  differences(field: number, column: Float64Array, from: Float64Array, n: number): void {
    if (n === 0) return;
    const end = this.#at;
    for (let i = n - 1; i >= 0; i--) this.#zigzag(column[i] - from[i]);
    this.lengthDelimited(field, end);
  }

  /** Writes the first `n` values of `column`, which ascend, as uint32 deltas; the first delta is relative to `base`. */
  ascendingDeltas(field: number, column: Float64Array, n: number, base: number): void {
    if (n === 0) return;
    const end = this.#at;
    for (let i = n - 1; i > 0; i--) this.#varint((column[i] - column[i - 1]) >>> 0);
    this.#varint((column[0] - base) >>> 0);
    this.lengthDelimited(field, end);
  }

  /** Writes the first `n` values of `column` as sint32 or sint64 deltas; the first delta is relative to `base`. */
  deltas(field: number, column: Float64Array, n: number, base: number): void {
    if (n === 0) return;
    const end = this.#at;
    for (let i = n - 1; i > 0; i--) this.#zigzag(column[i] - column[i - 1]);
    this.#zigzag(column[0] - base);
    this.lengthDelimited(field, end);
  }

  doubles(field: number, column: Float64Array, n: number): void {
    if (n === 0) return;
    const end = this.#at;
    for (let i = n - 1; i >= 0; i--) {
      this.#at -= 8;
      this.#view.setFloat64(this.#at, column[i], true);
    }
    this.lengthDelimited(field, end);
  }

  #uint(value: number): void {
    if (value <= MAX_UINT32) this.#varint(value >>> 0);
    else this.#wideUint(value);
  }

  /** Writes 0, -1, 1, -2 … as 0, 1, 2, 3 … */
  #zigzag(value: number): void {
    if (value <= MAX_INT32 && value >= -MAX_INT32) {
      const int = value | 0;
      this.#varint(((int << 1) ^ (int >> 31)) >>> 0);
    } else this.#wideZigzag(value);
  }

  #wideUint(value: number): void {
    const high = Math.floor(value / LOW_RANGE);
    this.#writeGroups(high, value - high * LOW_RANGE);
  }

  /** Twice the value may exceed 2^53, where numbers are not exact, so it is split first. */
  #wideZigzag(value: number): void {
    const sign = value < 0 ? 1 : 0;
    const whole = sign ? -1 - value : value;
    const high = Math.floor(whole / (LOW_RANGE / 2));
    this.#writeGroups(high, 2 * (whole - high * (LOW_RANGE / 2)) + sign);
  }

  /** Writes the varint of `high` × 2^28 + `low`; `high` is 1 or more and below 2^32. */
  #writeGroups(high: number, low: number): void {
    this.#varint(high);
    const bytes = this.#bytes;
    this.#at -= 4;
    bytes[this.#at] = low | 0x80;
    bytes[this.#at + 1] = (low >>> 7) | 0x80;
    bytes[this.#at + 2] = (low >>> 14) | 0x80;
    bytes[this.#at + 3] = (low >>> 21) | 0x80;
  }

  #varint(value: number): void {
    const bytes = this.#bytes;
    if (value < 0x80) {
      bytes[--this.#at] = value;
      return;
    }
    const size = value < 0x4000 ? 2 : value < 0x20_0000 ? 3 : value < 0x1000_0000 ? 4 : 5;
    let at = (this.#at -= size);
    let rest = value;
    while (rest >= 0x80) {
      bytes[at++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    bytes[at] = rest;
  }
}
