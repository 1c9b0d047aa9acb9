// The error for a recording that cannot be opened, read or written.

/**
 * `not-a-zip`: another kind of file. `damaged-zip`: it is truncated or has wrong bytes. `exists`: there is
 * already something at the path of the new recording. `bad-symbol`: the name of a folder is not a symbol, or two folders have the same symbol.
 * `unsupported-option`: an option that this kind of recording does not accept.
 * `changed`: the file is shorter than when it was opened. `too-slow`: the disk does not keep up with the market.
 */
export type RecordingErrorCode =
  | 'no-folder'
  | 'no-symbol'
  | 'bad-symbol'
  | 'no-day'
  | 'no-date'
  | 'no-column'
  | 'unsupported-option'
  | 'unreadable'
  | 'not-a-zip'
  | 'damaged-zip'
  | 'not-one-file'
  | 'not-a-recording'
  | 'other-version'
  | 'damaged-head'
  | 'damaged-block'
  | 'decimals-range'
  | 'too-many-symbols'
  | 'exists'
  | 'unwritable'
  | 'changed'
  | 'too-slow';

/** The message names the path, what was expected and what was found. */
export class RecordingError extends Error {
  readonly code: RecordingErrorCode;

  constructor(code: RecordingErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'RecordingError';
    this.code = code;
  }
}

/** The error for a file that was truncated while it played. */
export function changedFile(file: string, expected: string, found: string): RecordingError {
  return new RecordingError('changed', `${file}: expected ${expected}, as when it was opened, found ${found}`);
}

/** Whether the system refused to read or write, as opposed to a bad file or a bug. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
