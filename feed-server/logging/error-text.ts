// Formats errors as text that is safe to print.
import { inspect } from 'node:util';

/** The most characters of an error that are printed. Some of its text may come from a client. */
const MAX_CHARACTERS = 4_000;

/** Returns the stack of an error, with its message. Control characters are replaced, since a terminal would interpret them. */
export function stackOf(error: unknown): string {
  return printable(
    error instanceof Error ? (error.stack ?? error.message) : `expected an Error, found ${inspect(error)}`,
  );
}

/** Truncates to MAX_CHARACTERS, and replaces control characters other than line breaks. */
export function printable(text: string): string {
  const truncated = text.length > MAX_CHARACTERS ? `${text.slice(0, MAX_CHARACTERS)} ...` : text;
  return truncated.replace(/[^\P{Cc}\n]/gu, '?');
}
