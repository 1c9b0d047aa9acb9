// The error of a row that is not what it should be.

/** V8's setting of how many calls an error remembers. */
const STACKS = Error as ErrorConstructor & { stackTraceLimit: number | undefined };
const SHOWN = 200;
const SPECIAL = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** A text of somebody's file for a message: no longer than a line or two, and nothing in it that a terminal obeys. */
export function shownText(found: string): string {
  const some = found.length > SHOWN ? `${found.slice(0, SHOWN)}…` : found;
  return some.replace(SPECIAL, (c) => `\\u{${(c.codePointAt(0) as number).toString(16)}}`);
}

/** A line of a recording is not what it should be. */
export class BadRecordError extends Error {
  readonly code = 'bad-record';
  readonly file: string;
  /** From 1. */
  readonly line: number;

  constructor(file: string, line: number, expected: string, found: string) {
    // There may be one for every row of a large file, and nobody reads their stacks.
    const { stackTraceLimit } = STACKS;
    STACKS.stackTraceLimit = 0;
    super(`${file}, line ${line}: expected ${expected}, found "${shownText(found)}"`);
    STACKS.stackTraceLimit = stackTraceLimit;
    this.name = 'BadRecordError';
    this.file = file;
    this.line = line;
  }
}

/** Decides over a bad row: throws the error, or takes note of it, and the row is left out. */
export type BadRecord = (error: BadRecordError) => void;

export function throwBadRecord(error: BadRecordError): never {
  throw error;
}
