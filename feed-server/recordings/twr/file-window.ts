// A window of a file in memory. It moves forward with the reader, so that no byte is read twice.
import { open } from 'node:fs/promises';
import { RecordingError, messageOf } from '../recording-error.ts';

/** Bytes in memory, unless a reader needs more at once. */
const WINDOW_BYTES = 2 ** 18;

/** A file, or a fake of one in a test. */
export interface ByteSource {
  readonly size: number;
  /** Reads from byte `at` into `buffer`. Resolves with the number of bytes read, 0 at the end. */
  read(buffer: Buffer, at: number): Promise<number>;
  close(): Promise<void>;
}

/** @throws RecordingError, and so does `read` */
export async function openFile(file: string): Promise<ByteSource> {
  const unreadable = (cause: unknown): never => {
    const message = `${file}: expected a file that can be read, found ${messageOf(cause)}`;
    throw new RecordingError('unreadable', message, cause);
  };
  const handle = await open(file, 'r').catch(unreadable);
  const { size } = await handle.stat();
  return {
    size,
    read: async (buffer, at) => (await handle.read(buffer, 0, buffer.length, at).catch(unreadable)).bytesRead,
    close: () => handle.close(),
  };
}

export class FileWindow {
  readonly #source: ByteSource;
  /** Bytes of the file. Shrinks if the file is truncated while it is read. */
  size: number;
  /** The position of `bytes` in the file. */
  start = 0;
  bytes = Buffer.alloc(0);

  constructor(source: ByteSource) {
    this.#source = source;
    this.size = source.size;
  }

  get end(): number {
    return this.start + this.bytes.length;
  }

  /** Whether the `length` bytes from `at` are in memory, as far as the file has them. */
  holds(at: number, length: number): boolean {
    return at >= this.start && Math.min(at + length, this.size) <= this.end;
  }

  /** Moves the window to begin at `at` and hold `length` bytes or more. */
  async moveTo(at: number, length: number): Promise<void> {
    const next = Buffer.allocUnsafe(Math.min(Math.max(length, WINDOW_BYTES), this.size - at));
    let filled = at >= this.start && at < this.end ? this.bytes.copy(next, 0, at - this.start) : 0;
    while (filled < next.length) {
      const read = await this.#source.read(next.subarray(filled), at + filled);
      if (read === 0) {
        this.size = at + filled;
        break;
      }
      filled += read;
    }
    this.bytes = next.subarray(0, filled);
    this.start = at;
  }

  async close(): Promise<void> {
    await this.#source.close();
  }
}
