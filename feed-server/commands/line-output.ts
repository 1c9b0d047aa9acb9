// Output lines, for a reader that may be slower than the writer.
import type { Writable } from 'node:stream';

/** Bytes in addition to the pipe's buffer, so that a reader that is briefly slow goes unnoticed. */
const MAX_WAITING = 2 ** 20;

export interface LineOutput {
  readonly write: (line: string) => void;
  /** Whether so much waits that a writer should stop if it can. */
  readonly full: boolean;
  /** Resolves once nothing waits. */
  readonly drained: () => Promise<void>;
}

export function lineOutput(stream: Writable): LineOutput {
  return {
    write: (line) => void stream.write(`${line}\n`),
    get full() {
      return stream.writableLength > MAX_WAITING;
    },
    async drained() {
      if (stream.writableNeedDrain) await new Promise((resolve) => stream.once('drain', resolve));
    },
  };
}
