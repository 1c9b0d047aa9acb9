// Reads the range of the log that a batch or heartbeat accounts for, and its lane, and nothing else.
import { Reader } from './protobuf-reader.ts';

/** Field numbers of proto/feed.proto, each with its wire type, as encoded before the field. */
const EPOCH = (1 << 3) | 5;
const AFTER = (2 << 3) | 1;
const THROUGH = { batch: (15 << 3) | 1, heartbeat: (3 << 3) | 1 } as const;
const INTERVAL_MS = (8 << 3) | 0;

export interface Range {
  epoch: number;
  after: number;
  through: number;
  /** Of the lane. */
  intervalMs: number;
}

/** Reads `message` into `range`. @throws RangeError if it is not such a message */
export function readRange(kind: 'batch' | 'heartbeat', message: Buffer, range: Range): void {
  const reader = new Reader(message);
  range.epoch = range.after = range.through = range.intervalMs = 0;
  while (reader.at < message.length) {
    const tag = reader.varint();
    const { at } = reader;
    if (tag === INTERVAL_MS) range.intervalMs = reader.varint();
    else reader.skip(tag);
    reader.expectEnd();
    if (tag === EPOCH) range.epoch = message.readUInt32LE(at);
    else if (tag === AFTER) range.after = message.readDoubleLE(at);
    else if (tag === THROUGH[kind]) range.through = message.readDoubleLE(at);
  }
}
