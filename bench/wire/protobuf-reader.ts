// Reads the parts of the Protocol Buffers wire format that the loads need, without allocating objects.

export class Reader {
  at = 0;
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  varint(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.#bytes[this.at++];
      if (byte === undefined) throw new RangeError('truncated message');
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
  }

  /** Reads the running sum of a packed column. */
  sums(base: number, take: (sum: number) => void): void {
    const end = this.varint() + this.at;
    let sum = base;
    while (this.at < end) take((sum += this.varint()));
  }

  skip(tag: number): void {
    const wireType = tag & 7;
    if (wireType === 0) this.varint();
    else if (wireType === 1) this.at += 8;
    else if (wireType === 2) {
      const length = this.varint();
      this.at += length;
    } else if (wireType === 5) this.at += 4;
    else throw new RangeError(`a message with wire type ${wireType}`);
  }

  /** @throws RangeError if anything was read or skipped past the end */
  expectEnd(): void {
    if (this.at > this.#bytes.length) throw new RangeError('truncated message');
  }
}
