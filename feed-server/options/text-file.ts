// Text files that options name, read up to a limit.
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { OptionError } from './complaint.ts';

/** Pipes by these names have a writer already: `<(command)` of a shell, or what is piped in. */
const OPEN_ALREADY = /^\/(dev|proc\/self)\/(fd\/|stdin$)/;

/** The text of `file`. `place`: the option that names it. `most`: bytes. @throws OptionError */
export function readTextFile(place: string, file: string, most: number): string {
  let text: string | undefined;
  try {
    // To open it would wait for a writer, for ever and deaf to signals.
    if (!OPEN_ALREADY.test(file) && statSync(file).isFIFO())
      throw new OptionError(place, 'a file, not a named pipe', file);
    text = readUpTo(file, most);
  } catch (error) {
    if (error instanceof OptionError) throw error;
    throw new OptionError(
      place,
      `a file that can be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`,
      file,
    );
  }
  if (text === undefined) throw new OptionError(place, `a file of at most ${most} bytes`, file);
  return text;
}

/** Undefined if the file is longer. */
function readUpTo(file: string, most: number): string | undefined {
  const descriptor = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(most + 1);
    let filled = 0;
    while (filled < bytes.length) {
      const read = readSync(descriptor, bytes, filled, bytes.length - filled, null);
      if (read === 0) return bytes.toString('utf8', 0, filled);
      filled += read;
    }
    return undefined;
  } finally {
    closeSync(descriptor);
  }
}
