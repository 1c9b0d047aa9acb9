// The error of a row that is not what it should be.

/** A line of a recording is not what it should be. */
export class BadRecordError extends Error {
  readonly code = 'bad-record';
  readonly file: string;

  constructor(file: string, line: number, expected: string, found: string) {
    super(`${file}, line ${line}: expected ${expected}, found "${found}"`);
    this.name = 'BadRecordError';
    this.file = file;
  }
}

/** Decides over a bad row: throws the error, or takes note of it, and the row is left out. */
export type BadRecord = (error: BadRecordError) => void;

export function throwBadRecord(error: BadRecordError): never {
  throw error;
}
