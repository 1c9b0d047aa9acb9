// Reads the text files that options name, up to a size limit.
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { OptionError } from './option-error.ts';

/** Pipes at these paths already have a writer: a shell's `<(command)`, or stdin. */
const ALREADY_OPEN = /^\/(dev|proc\/self)\/(fd\/|stdin$)/;

/** The text of `file`. `place`: the option that names it. `most`: bytes. @throws OptionError */
export function readTextFile(place: string, file: string, most: number): string {
  let text: string | undefined;
  try {
    // Opening a named pipe would block until a writer appears, and signals would be ignored.
    if (!ALREADY_OPEN.test(file) && statSync(file).isFIFO())
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
