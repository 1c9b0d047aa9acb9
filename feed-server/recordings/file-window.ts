// A stretch of a file in memory that moves forward with its reader: no byte is read twice on the way.
import { open } from 'node:fs/promises';
import { RecordingError, messageOf } from './recording-error.ts';

/** Bytes in memory, unless a reader needs more at once. */
const WINDOW = 2 ** 18;

/** Where bytes come from. */
export interface ByteSource {
  readonly size: number;
  /** Reads into `buffer` what stands at byte `at`; resolves with how many bytes that were, 0 at the end. */
  read(buffer: Buffer, at: number): Promise<number>;
  close(): Promise<void>;
}

/** @throws RecordingError, as does reading */
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
  /** Bytes of the file; fewer than at first where it was cut off since. */
  size: number;
  /** Where in the file `bytes` begin. */
  start = 0;
  bytes = Buffer.alloc(0);

  constructor(source: ByteSource) {
    this.#source = source;
    this.size = source.size;
  }

  get end(): number {
    return this.start + this.bytes.length;
  }

  /** Whether the `length` bytes from `at` on are in memory, or all of them that the file has. */
  holds(at: number, length: number): boolean {
    return at >= this.start && Math.min(at + length, this.size) <= this.end;
  }

  /** Begins at `at` from now on and holds `length` bytes or more. */
  async moveTo(at: number, length: number): Promise<void> {
    const next = Buffer.allocUnsafe(Math.min(Math.max(length, WINDOW), this.size - at));
    let filled = at >= this.start && at < this.end ? this.bytes.copy(next, 0, at - this.start) : 0;
    while (filled < next.length) {
      const read = await this.#source.read(next.subarray(filled), at + filled);
      if (read === 0) this.size = at + filled;
      if (read === 0) break;
      filled += read;
    }
    this.bytes = next.subarray(0, filled);
    this.start = at;
  }

  async close(): Promise<void> {
    await this.#source.close();
  }
}
