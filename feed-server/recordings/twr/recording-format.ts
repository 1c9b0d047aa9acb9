// The bytes of a recording file around its ticks: signature, frames, head and end, as in docs/recording-format.md.
import { crc32 } from 'node:zlib';
import type { Instrument } from '../../../proto/messages.ts';

/** As in PNG: no text starts with it, and a program that changes line ends breaks it. */
export const MAGIC = Buffer.from('\x89TWR\r\n\x1a\n', 'latin1');
/** The version written, and the oldest version read. */
export const VERSION = 2;
export const FIRST_VERSION = 1;
/** The magic and the version, 16 bits. */
export const SIGNATURE_BYTES = MAGIC.length + 2;

/** The start of every frame, which a reader searches for after damage. */
export const MARKER = Buffer.from('TWF\xa5', 'latin1');
/** Marker, kind (8 bits), length of the payload and checksum (32 bits each). */
export const FRAME_HEAD_BYTES = MARKER.length + 1 + 4 + 4;
/** A head with 65,536 instruments has about 10 MB. */
export const MAX_HEAD_PAYLOAD = 2 ** 25;
/** The limit of every other frame. A block has about 64 KiB at most. */
export const MAX_PAYLOAD = 2 ** 17;

export const HEAD = 0x48;
export const BLOCK = 0x42;
export const END = 0x45;
export const END_FRAME_BYTES = FRAME_HEAD_BYTES + 8;

/** The part of a recording before the first tick. */
export interface RecordingHead {
  /** The source's description. */
  readonly source: string;
  /** An instrument's id is its index. */
  readonly instruments: readonly Instrument[];
  /** Previous closes by instrument id, units, undefined if unknown. */
  readonly references: readonly (number | undefined)[];
  /** Market time at which playing started, milliseconds since 1970-01-01 UTC; earlier ticks are published at once. */
  readonly startTime: number;
}

export function encodeSignature(): Buffer {
  const bytes = Buffer.alloc(SIGNATURE_BYTES);
  MAGIC.copy(bytes);
  bytes.writeUInt16LE(VERSION, MAGIC.length);
  return bytes;
}

export function encodeFrame(kind: number, payload: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(FRAME_HEAD_BYTES + payload.length);
  MARKER.copy(bytes);
  bytes[4] = kind;
  bytes.writeUInt32LE(payload.length, 5);
  bytes.set(payload, FRAME_HEAD_BYTES);
  bytes.writeUInt32LE(checksum(bytes), 9);
  return bytes;
}

/** CRC-32 of kind, length and payload of a whole frame. */
function checksum(frame: Uint8Array): number {
  return crc32(frame.subarray(FRAME_HEAD_BYTES), crc32(frame.subarray(4, 9)));
}

export function encodeHead({ source, instruments, references, startTime }: RecordingHead): Buffer {
  const head = {
    source,
    startTime,
    instruments: instruments.map(({ symbol, name, sector, currency, decimals, sizeDecimals }) => {
      return { symbol, name, sector, currency, decimals, sizeDecimals };
    }),
    references: references.map((reference) => reference ?? null),
  };
  return Buffer.from(JSON.stringify(head));
}

/** `ticks`: the number of ticks in the file. */
export function encodeEnd(ticks: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(ticks);
  return bytes;
}

/** Undefined if it is not the payload of an end. */
export function decodeEnd(payload: Uint8Array): number | undefined {
  return payload.length === 8 ? Buffer.from(payload).readDoubleLE() : undefined;
}
