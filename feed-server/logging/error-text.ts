// Formats errors as text that is safe to print.
import { inspect } from 'node:util';

/** The most characters of an error that are printed. Some of its text may come from a client. */
const MAX_TEXT = 4_000;

/** The error with its stack. Control characters are replaced, since a terminal would interpret them. */
export function stackOf(error: unknown): string {
  return printable(
    error instanceof Error ? (error.stack ?? error.message) : `expected an Error, found ${inspect(error)}`,
  );
}

/** Truncates to MAX_TEXT characters, and replaces control characters other than line breaks. */
export function printable(text: string): string {
  const shown = text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)} ...` : text;
  return shown.replace(/[^\P{Cc}\n]/gu, '?');
}
