// The frames of a recording file one after the other, read as they are asked for; past damage it finds the next whole one.
import { open, type FileHandle } from 'node:fs/promises';
import { RecordingError, messageOf } from './recording-error.ts';
import { FRAME_HEAD_BYTES, MARKER, MAX_PAYLOAD, checksum } from './recording-format.ts';

const WINDOW = 2 ** 18;

export interface Frame {
  readonly kind: number;
  /** Good until the next one is asked for. */
  readonly payload: Buffer;
  /** Where in the file it begins, bytes. */
  readonly at: number;
}

/** Bytes that are no whole frame. */
export interface Damage {
  readonly at: number;
  readonly bytes: number;
  readonly found: string;
  /** Whether no whole frame follows. */
  readonly toTheEnd: boolean;
}

export class FrameReader {
  readonly #file: string;
  readonly #handle: FileHandle;
  readonly size: number;
  #at: number;
  #window = Buffer.alloc(0);
  #windowAt = 0;

  private constructor(file: string, handle: FileHandle, size: number, at: number) {
    this.#file = file;
    this.#handle = handle;
    this.size = size;
    this.#at = at;
  }

  /** Frames of `file` from byte `at` on, as long as the file is now. @throws RecordingError, as do the others */
  static async open(file: string, at: number): Promise<FrameReader> {
    const handle = await open(file, 'r').catch((cause: unknown) => {
      throw unreadable(file, cause);
    });
    const { size } = await handle.stat();
    return new FrameReader(file, handle, size, at);
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  /** Undefined at the end. Damage that is not told `toTheEnd` is followed by a frame. */
  async next(): Promise<Frame | Damage | undefined> {
    const at = this.#at;
    if (at >= this.size) return undefined;
    const frame = await this.frameAt(at);
    if (typeof frame !== 'string') {
      this.#at = at + FRAME_HEAD_BYTES + frame.payload.length;
      return frame;
    }
    this.#at = await this.#seekFrame(at + 1);
    return { at, bytes: this.#at - at, found: frame, toTheEnd: this.#at === this.size };
  }

  /** The whole frame at byte `at`, or what is there instead. */
  async frameAt(at: number): Promise<Frame | string> {
    const head = await this.#bytes(at, FRAME_HEAD_BYTES);
    if (head.length < FRAME_HEAD_BYTES) return `${head.length} bytes of the beginning of one`;
    if (!head.subarray(0, MARKER.length).equals(MARKER)) return 'something else';
    const kind = head.readUInt8(4);
    const length = head.readUInt32LE(5);
    const sum = head.readUInt32LE(9);
    if (length > MAX_PAYLOAD) return `a length of ${length} bytes`;
    const bytes = await this.#bytes(at, FRAME_HEAD_BYTES + length);
    if (bytes.length < FRAME_HEAD_BYTES + length) return `${bytes.length} of ${FRAME_HEAD_BYTES + length} bytes`;
    if (checksum(bytes) !== sum) return 'a wrong checksum';
    return { kind, payload: bytes.subarray(FRAME_HEAD_BYTES), at };
  }

  /** Where the next whole frame begins, from byte `from` on; the file's size where there is none. */
  async #seekFrame(from: number): Promise<number> {
    let at = from;
    for (;;) {
      const bytes = await this.#bytes(at, WINDOW);
      const offset = bytes.indexOf(MARKER);
      if (offset >= 0) {
        at += offset;
        if (typeof (await this.frameAt(at)) !== 'string') return at;
        at++;
      } else if (bytes.length < WINDOW) return this.size;
      else at += bytes.length - MARKER.length + 1;
    }
  }

  /** `length` bytes from `at` on, fewer where the file ends before. */
  async #bytes(at: number, length: number): Promise<Buffer> {
    const wanted = Math.max(0, Math.min(length, this.size - at));
    if (at < this.#windowAt || at + wanted > this.#windowAt + this.#window.length) await this.#read(at, wanted);
    return this.#window.subarray(at - this.#windowAt, at - this.#windowAt + wanted);
  }

  async #read(at: number, length: number): Promise<void> {
    const window = Buffer.allocUnsafe(Math.min(Math.max(length, WINDOW), this.size - at));
    let filled = 0;
    while (filled < window.length) {
      const { bytesRead } = await this.#handle
        .read(window, filled, window.length - filled, at + filled)
        .catch((cause: unknown) => {
          throw unreadable(this.#file, cause);
        });
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    this.#window = window.subarray(0, filled);
    this.#windowAt = at;
  }
}

function unreadable(file: string, cause: unknown): RecordingError {
  return new RecordingError(
    'unreadable',
    `${file}: expected a file that can be read, found ${messageOf(cause)}`,
    cause,
  );
}
