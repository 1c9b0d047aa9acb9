// The sequences of a batch's tape and nothing else of it: enough to count what came, at a fraction of decoding it all.

/** Field numbers of proto/feed.proto, each with its wire type as it stands before the field. */
const BATCH_AFTER = (2 << 3) | 1;
const BATCH_TAPE = (6 << 3) | 2;
const TAPE_SEQUENCE = (1 << 3) | 2;

const CUT_SHORT = 'a batch that is cut short';

/** Calls `take` with the sequence of every trade, in order. @throws RangeError on what is not a batch */
export function readTapeSequences(batch: Buffer, take: (sequence: number) => void): void {
  const reader = new Reader(batch);
  let after = 0;
  while (reader.at < batch.length) {
    const tag = reader.varint();
    if (tag === BATCH_AFTER) after = batch.readDoubleLE(reader.at);
    if (tag !== BATCH_TAPE) reader.skip(tag);
    else {
      const end = reader.varint() + reader.at;
      while (reader.at < end) {
        const column = reader.varint();
        if (column === TAPE_SEQUENCE) reader.sums(after, take);
        else reader.skip(column);
      }
    }
  }
  if (reader.at > batch.length) throw new RangeError(CUT_SHORT);
}

class Reader {
  at = 0;
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  varint(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.#bytes[this.at++];
      if (byte === undefined) throw new RangeError(CUT_SHORT);
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
  }

  /** Takes the running sum of a packed column. */
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
    else throw new RangeError(`a batch with wire type ${wireType}`);
  }
}
