// Writes and reads small zips without the library under test. Layout: PKWARE's APPNOTE.TXT, 4.3.
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END_OF_DIRECTORY = 0x06054b50;
const VERSION = 20;
const DEFLATED = 8;

/** A zip of `files`, by name. */
export function makeZip(files: Readonly<Record<string, string>>): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const packed = deflateRawSync(text);
    const metadata = entryMetadata(name, Buffer.from(text), packed.length);
    const body = Buffer.concat([uint32(LOCAL_HEADER), metadata, Buffer.from(name), packed]);
    // After the metadata: comment length, disk number and attributes (all zero), and the offset of the body.
    const rest = [Buffer.alloc(10), uint32(offset), Buffer.from(name)];
    directory.push(Buffer.concat([uint32(CENTRAL_HEADER), uint16(VERSION), metadata, ...rest]));
    bodies.push(body);
    offset += body.length;
  }
  const directoryBytes = Buffer.concat(directory);
  const count = uint16(directory.length);
  const end = [
    uint32(END_OF_DIRECTORY),
    uint32(0),
    count,
    count,
    uint32(directoryBytes.length),
    uint32(offset),
    uint16(0),
  ];
  return Buffer.concat([...bodies, directoryBytes, ...end]);
}

/** The text of the first file in a zip. */
export function readFirstFile(zip: Buffer): string {
  const begin = 30 + zip.readUInt16LE(26) + zip.readUInt16LE(28);
  return inflateRawSync(zip.subarray(begin)).toString('latin1');
}

/** The fields that the local header and the directory share: version, flags, method, time, checksum, sizes, lengths. */
function entryMetadata(name: string, bytes: Buffer, packedSize: number): Buffer {
  const start = [uint16(VERSION), uint16(0), uint16(DEFLATED), uint32(0)];
  const sizes = [uint32(crc32(bytes)), uint32(packedSize), uint32(bytes.length)];
  return Buffer.concat([...start, ...sizes, uint16(Buffer.byteLength(name)), uint16(0)]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
