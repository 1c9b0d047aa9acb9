// Reads the frames of a recording file on demand. After damage, it finds the next whole frame.
import { crc32 } from 'node:zlib';
import { FileWindow, openFile, type ByteSource } from './file-window.ts';
import { RangeChecksums, type Crc32 } from './range-checksums.ts';
import { FRAME_HEAD_BYTES, MARKER, MAX_HEAD_PAYLOAD, MAX_PAYLOAD } from './recording-format.ts';

export interface Frame {
  readonly kind: number;
  /** Valid until the next frame is read. */
  readonly payload: Buffer;
  /** Its position in the file, bytes. */
  readonly at: number;
}

/** Bytes that are not a whole frame. */
export interface Damage {
  readonly at: number;
  readonly bytes: number;
  readonly found: string;
  /** Whether no whole frame follows. */
  readonly toTheEnd: boolean;
}

/**
 * Takes time in proportion to the file, whatever it contains: every byte is read once, and each place in a damaged part
 * where a frame might begin costs the checksum of a few hundred bytes.
 */
export class FrameReader {
  readonly #window: FileWindow;
  readonly #crc: Crc32;
  readonly #headAt: number;
  #at: number;
  /** Checksums of ranges of the window; created after the first wrong checksum in it. */
  #checksums: { readonly bytes: Buffer; readonly ranges: RangeChecksums } | undefined;

  /** Reads frames of `source` from byte `at`, where the head is. `crc`: computes checksums. */
  constructor(source: ByteSource, at: number, crc: Crc32 = crc32) {
    this.#window = new FileWindow(source);
    this.#crc = crc;
    this.#headAt = this.#at = at;
  }

  /** Reads frames of `file` from byte `at` up to its present size. @throws RecordingError, like the other methods */
  static async open(file: string, at: number): Promise<FrameReader> {
    return new FrameReader(await openFile(file), at);
  }

  get size(): number {
    return this.#window.size;
  }

  async close(): Promise<void> {
    await this.#window.close();
  }

  /** Undefined at the end. A frame follows damage, unless that is `toTheEnd`. */
  async next(): Promise<Frame | Damage | undefined> {
    const at = this.#at;
    if (at >= this.size) return undefined;
    const frame = await this.frameAt(at);
    if (typeof frame !== 'string') {
      this.#at = at + FRAME_HEAD_BYTES + frame.payload.length;
      return frame;
    }
    this.#at = await this.#findFrame(at + 1);
    return { at, bytes: this.#at - at, found: frame, toTheEnd: this.#at === this.size };
  }

  /** The whole frame at byte `at`, or what is there instead. */
  async frameAt(at: number): Promise<Frame | string> {
    for (;;) {
      const found = this.#checkFrame(at);
      if (typeof found !== 'number') return found;
      await this.#window.moveTo(at, found);
    }
  }

  /** The position of the next whole frame from byte `from` on; the file's size if there is none. */
  async #findFrame(from: number): Promise<number> {
    const window = this.#window;
    let at = from;
    for (;;) {
      const index = at < window.end ? window.bytes.indexOf(MARKER, at - window.start) : -1;
      if (index < 0) {
        if (window.end >= this.size) return this.size;
        // The last bytes may be the start of a marker.
        at = Math.max(at, window.end - MARKER.length + 1);
        await window.moveTo(at, MARKER.length);
        continue;
      }
      at = window.start + index;
      const found = this.#checkFrame(at);
      if (typeof found === 'number') await window.moveTo(at, found);
      else if (typeof found === 'string') at++;
      else return at;
    }
  }

  /** The frame at byte `at`, or what is there instead, or how many bytes must be in memory to tell. */
  #checkFrame(at: number): Frame | string | number {
    const window = this.#window;
    if (!window.holds(at, FRAME_HEAD_BYTES)) return FRAME_HEAD_BYTES;
    const { bytes } = window;
    const from = at - window.start;
    if (at + FRAME_HEAD_BYTES > this.size) return `${this.size - at} bytes of the beginning of one`;
    if (bytes.readUInt32LE(from) !== MARKER.readUInt32LE()) return 'something else';
    const length = bytes.readUInt32LE(from + 5);
    if (length > (at === this.#headAt ? MAX_HEAD_PAYLOAD : MAX_PAYLOAD)) return `a length of ${length} bytes`;
    const frameBytes = FRAME_HEAD_BYTES + length;
    if (at + frameBytes > this.size) return `${this.size - at} of ${frameBytes} bytes`;
    if (!window.holds(at, frameBytes)) return frameBytes;
    if (this.#checksum(from, frameBytes) !== bytes.readUInt32LE(from + 9)) return 'a wrong checksum';
    return { kind: bytes.readUInt8(from + 4), payload: bytes.subarray(from + FRAME_HEAD_BYTES, from + frameBytes), at };
  }

  /** CRC-32 of kind, length and payload of the frame of `frameBytes` at byte `from` of the window. */
  #checksum(from: number, frameBytes: number): number {
    const { bytes } = this.#window;
    const [payload, end] = [from + FRAME_HEAD_BYTES, from + frameBytes];
    const before = this.#crc(bytes.subarray(from + MARKER.length, payload - 4));
    if (this.#checksums?.bytes === bytes) return this.#checksums.ranges.checksum(payload, end, before);
    const sum = this.#crc(bytes.subarray(payload, end), before);
    // False frames may overlap, so from now on the checksums of this window share their work.
    if (sum !== bytes.readUInt32LE(payload - 4))
      this.#checksums = { bytes, ranges: new RangeChecksums(bytes, this.#crc) };
    return sum;
  }
}
