// The error of a recording that cannot be opened, read or written.

/**
 * `not-a-zip`: something else altogether. `damaged-zip`: it breaks off or its bytes are wrong. `exists`: there is
 * something where a recording was to be written. `bad-symbol`: a folder whose name is not that of one symbol.
 * `not-wanted`: an option that this kind of recording does not take.
 * `changed`: less of it is there than when it was opened. `too-slow`: the disk does not keep up with the market.
 */
export type RecordingErrorCode =
  | 'no-folder'
  | 'no-symbol'
  | 'bad-symbol'
  | 'no-day'
  | 'no-date'
  | 'no-column'
  | 'not-wanted'
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

/** The error about a file that was cut while it was played. */
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
