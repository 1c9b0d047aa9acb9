// Reads only the sequence numbers of a batch's tape: enough to count trades, at a fraction of the cost of decoding
// them.
import { Reader } from './protobuf-reader.ts';

/** Field numbers of proto/feed.proto, each with its wire type, as encoded before the field. */
const BATCH_AFTER = (2 << 3) | 1;
const BATCH_TAPE = (6 << 3) | 2;
const TAPE_SEQUENCE = (1 << 3) | 2;

/** Calls `take` with the sequence number of every trade, in order. @throws RangeError if it is not a batch */
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
  reader.expectEnd();
}
