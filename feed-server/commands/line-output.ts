// Lines to a stream whose reader may be slower than who writes them.
import type { Writable } from 'node:stream';

/** Bytes beside what the system holds of a pipe: a reader that is slow now and then is waited for without a word. */
const MAX_WAITING = 2 ** 20;

export interface LineOutput {
  readonly write: (line: string) => void;
  /** So much waits to be read that whoever can should write no more. */
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
