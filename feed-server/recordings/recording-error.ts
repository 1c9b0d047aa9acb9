// The error of a recording that cannot be opened or read.

/** `not-a-zip`: something else altogether. `damaged-zip`: it breaks off or its bytes are wrong. */
export type RecordingErrorCode =
  'no-folder' | 'no-symbol' | 'no-day' | 'unreadable' | 'not-a-zip' | 'damaged-zip' | 'not-one-file';

/** The message names the path, what was expected and what was found. */
export class RecordingError extends Error {
  readonly code: RecordingErrorCode;

  constructor(code: RecordingErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'RecordingError';
    this.code = code;
  }
}
