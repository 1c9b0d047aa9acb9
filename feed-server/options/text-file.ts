// Reads the text files that options name, up to a size limit.
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { OptionError } from './option-error.ts';

/** Pipes at these paths already have a writer: a shell's `<(command)`, or stdin. */
const ALREADY_OPEN = /^\/(dev|proc\/self)\/(fd\/|stdin$)/;

/** The text of `file`, of at most `maxBytes`. `place`: the option that names the file. @throws OptionError */
export function readTextFile(place: string, file: string, maxBytes: number): string {
  let text: string | undefined;
  try {
    // Opening a named pipe would block until a writer appears, and signals would be ignored.
    if (!ALREADY_OPEN.test(file) && statSync(file).isFIFO())
      throw new OptionError(place, 'a file, not a named pipe', file);
    text = readUpTo(file, maxBytes);
  } catch (error) {
    if (error instanceof OptionError) throw error;
    throw new OptionError(
      place,
      `a file that can be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`,
      file,
    );
  }
  if (text === undefined) throw new OptionError(place, `a file of at most ${maxBytes} bytes`, file);
  return text;
}

/** Undefined if the file is longer. */
function readUpTo(file: string, maxBytes: number): string | undefined {
  const descriptor = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(maxBytes + 1);
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
