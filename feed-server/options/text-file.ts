// Text files that are named on the command line, read no further than they may be long.
import { closeSync, openSync, readSync } from 'node:fs';

/** The text of `file`, undefined where it has more than `most` bytes. Also of a pipe. @throws what reading throws */
export function readTextFile(file: string, most: number): string | undefined {
  const descriptor = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(most + 1);
    let filled = 0;
    for (let read = -1; read !== 0 && filled < bytes.length; filled += read)
      read = readSync(descriptor, bytes, filled, bytes.length - filled, null);
    return filled > most ? undefined : bytes.toString('utf8', 0, filled);
  } finally {
    closeSync(descriptor);
  }
}
