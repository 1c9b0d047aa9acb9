// Writes lines to a reader that may be slower than the writer.
import type { Writable } from 'node:stream';

/** In addition to the pipe's buffer. Enough that a reader may pause briefly. */
const MAX_BUFFERED_BYTES = 2 ** 20;

export interface LineOutput {
  readonly write: (line: string) => void;
  /** Whether so much is buffered that the writer should pause if it can. */
  readonly full: boolean;
  /** Resolves once the buffer is empty. */
  readonly drained: () => Promise<void>;
}

export function lineOutput(stream: Writable): LineOutput {
  return {
    write: (line) => void stream.write(`${line}\n`),
    get full() {
      return stream.writableLength > MAX_BUFFERED_BYTES;
    },
    async drained() {
      if (stream.writableNeedDrain) await new Promise((resolve) => stream.once('drain', resolve));
    },
  };
}
