// The error for an invalid row of a recording.
import { excerpt } from '../../proto/shown-text.ts';

/** `Error` with V8's limit on the number of stack frames that it captures. */
const V8Error = Error as ErrorConstructor & { stackTraceLimit: number | undefined };

/** The error for a line that does not have the expected content. */
export class BadRecordError extends Error {
  readonly code = 'bad-record';
  readonly file: string;
  /** From 1. */
  readonly line: number;

  constructor(file: string, line: number, expected: string, found: string) {
    // Every row of a large file may be bad. Capturing stacks that nobody reads would only cost time.
    const { stackTraceLimit } = V8Error;
    V8Error.stackTraceLimit = 0;
    super(`${file}, line ${line}: expected ${expected}, found "${excerpt(found)}"`);
    V8Error.stackTraceLimit = stackTraceLimit;
    this.name = 'BadRecordError';
    this.file = file;
    this.line = line;
  }
}

/** Called with the error for a bad row. If it returns instead of throwing, the row is skipped. */
export type BadRecordHandler = (error: BadRecordError) => void;

export function throwBadRecord(error: BadRecordError): never {
  throw error;
}
