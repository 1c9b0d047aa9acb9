// The error for a bad row.
import { excerpt } from '../../proto/shown-text.ts';

/** V8's setting for how many stack frames an error records. */
const STACKS = Error as ErrorConstructor & { stackTraceLimit: number | undefined };

/** A line of a recording does not have the expected content. */
export class BadRecordError extends Error {
  readonly code = 'bad-record';
  readonly file: string;
  /** From 1. */
  readonly line: number;

  constructor(file: string, line: number, expected: string, found: string) {
    // A large file may have a bad record in every row. Recording stacks that nobody reads would only cost time.
    const { stackTraceLimit } = STACKS;
    STACKS.stackTraceLimit = 0;
    super(`${file}, line ${line}: expected ${expected}, found "${excerpt(found)}"`);
    STACKS.stackTraceLimit = stackTraceLimit;
    this.name = 'BadRecordError';
    this.file = file;
    this.line = line;
  }
}

/** Called with a bad row. Throws the error, or counts it, and the row is skipped. */
export type BadRecord = (error: BadRecordError) => void;

export function throwBadRecord(error: BadRecordError): never {
  throw error;
}
