// The error for an invalid row.
import { excerpt } from '../../proto/shown-text.ts';

/** V8's setting for how many stack frames an error records. */
const STACK_LIMIT = Error as ErrorConstructor & { stackTraceLimit: number | undefined };

/** A line of a recording does not have the expected content. */
export class BadRecordError extends Error {
  readonly code = 'bad-record';
  readonly file: string;
  /** From 1. */
  readonly line: number;

  constructor(file: string, line: number, expected: string, found: string) {
    // Every row of a large file may be bad. Capturing stacks that nobody reads would only cost time.
    const { stackTraceLimit } = STACK_LIMIT;
    STACK_LIMIT.stackTraceLimit = 0;
    super(`${file}, line ${line}: expected ${expected}, found "${excerpt(found)}"`);
    STACK_LIMIT.stackTraceLimit = stackTraceLimit;
    this.name = 'BadRecordError';
    this.file = file;
    this.line = line;
  }
}

/** Called with the error about a bad row. If it returns, the row is skipped. */
export type BadRecord = (error: BadRecordError) => void;

export function throwBadRecord(error: BadRecordError): never {
  throw error;
}
