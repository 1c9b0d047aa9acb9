// The work of reading frames grows in proportion to the file, even for files made to be slow.
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { ByteSource } from './file-window.ts';
import { FrameReader, type Damage, type Frame } from './frame-reader.ts';
import { BLOCK, FRAME_HEAD_BYTES, MARKER, encodeFrame } from './recording-format.ts';

interface Work {
  /** Bytes read from the file, and bytes checksummed. */
  read: number;
  checksummed: number;
  readonly found: (Frame | Damage)[];
}

/** Reads `bytes` to the end, in reads of at most `maxRead` bytes. */
async function measureWork(bytes: Buffer, maxRead = Infinity): Promise<Work> {
  const work: Work = { read: 0, checksummed: 0, found: [] };
  const source: ByteSource = {
    size: bytes.length,
    read(buffer, at) {
      const read = bytes.copy(buffer, 0, at, Math.min(bytes.length, at + maxRead));
      work.read += read;
      return Promise.resolve(read);
    },
    close: () => Promise.resolve(),
  };
  const reader = new FrameReader(source, 0, (some, before) => {
    work.checksummed += some.length;
    return crc32(some, before);
  });
  for (let next = await reader.next(); next; next = await reader.next())
    work.found.push('kind' in next ? { ...next, payload: Buffer.from(next.payload) } : next);
  return work;
}

/** The first nine bytes of a frame, up to its checksum. They claim a payload of `length` bytes. */
function falseFrame(length: number, kind = BLOCK): Buffer {
  const bytes = Buffer.alloc(FRAME_HEAD_BYTES - 4);
  MARKER.copy(bytes);
  bytes[4] = kind;
  bytes.writeUInt32LE(length, 5);
  return bytes;
}

const SIZE = 2 ** 18;
const smallFrame = encodeFrame(BLOCK, Buffer.from('ticks'));

describe('the work of FrameReader', () => {
  it.each([
    ['markers', MARKER],
    ['frames that claim a block each', falseFrame(65_000)],
    ['frames that claim as much as there can be', falseFrame(2 ** 17)],
    ['frames that claim more', falseFrame(2 ** 25)],
    ['frames that claim nothing', falseFrame(0)],
    ['frames of unknown kinds', falseFrame(100_000, 0x58)],
    ['false frames, each before a whole one', Buffer.concat([falseFrame(100_000), smallFrame])],
    ['whole frames', smallFrame],
    ['zeros', Buffer.alloc(8)],
  ])('grows no faster than a file made of %s', async (_, part) => {
    for (const size of [SIZE, 4 * SIZE]) {
      const { read, checksummed } = await measureWork(Buffer.alloc(size, part));
      expect(read).toBe(size);
      expect(checksummed).toBeLessThan(40 * size);
    }
  });

  it('is counted: whole frames are checksummed', async () => {
    const { checksummed } = await measureWork(Buffer.alloc(SIZE, smallFrame));
    expect(checksummed).toBeGreaterThan(SIZE / 4);
  });
});

describe('FrameReader, after damage', () => {
  it.each([
    ['markers', MARKER],
    ['false frames', falseFrame(60_000)],
  ])('finds the whole frame behind 256 KiB of %s', async (_, part) => {
    const { found } = await measureWork(Buffer.concat([smallFrame, Buffer.alloc(SIZE, part), smallFrame]));
    const damage = found[1] as Damage;
    expect(damage.bytes).toBe(SIZE);
    expect(found).toHaveLength(3);
    expect(found[2]).toMatchObject({ at: smallFrame.length + SIZE, payload: Buffer.from('ticks') });
  });

  it('finds every whole frame between false ones, also with short reads', async () => {
    const bytes = Buffer.alloc(200_000, Buffer.concat([falseFrame(40_000), smallFrame]));
    const { found } = await measureWork(bytes, 1_000);
    expect(found.filter((f) => 'kind' in f)).toHaveLength(Math.floor(bytes.length / (9 + smallFrame.length)));
  });

  it('treats a frame of more than 128 KiB as damage, unless it is the head', async () => {
    const large = encodeFrame(0x58, Buffer.alloc(2 ** 17 + 1));
    const { found } = await measureWork(Buffer.concat([large, large, smallFrame]));
    expect(found.map((f) => ('kind' in f ? 'frame' : f.found))).toEqual(['frame', 'a length of 131073 bytes', 'frame']);
  });

  it('ends early if the file is truncated while it is read', async () => {
    const bytes = Buffer.concat([smallFrame, smallFrame]);
    const source: ByteSource = {
      size: 10 * bytes.length,
      read: (buffer, at) => Promise.resolve(bytes.copy(buffer, 0, at)),
      close: () => Promise.resolve(),
    };
    const reader = new FrameReader(source, 0);
    expect(await reader.next()).toMatchObject({ kind: BLOCK });
    expect(await reader.next()).toMatchObject({ kind: BLOCK });
    expect(await reader.next()).toBeUndefined();
  });
});
