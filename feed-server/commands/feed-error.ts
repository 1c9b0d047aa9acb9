// The error of a command that asks a running feed.

/** `lost`: there is no connection, or no longer. `ended`: the command was asked to end before the answer came. */
export type FeedErrorCode = 'lost' | 'refused' | 'bad-message' | 'no-answer' | 'ended';

export class FeedError extends Error {
  readonly code: FeedErrorCode;

  constructor(code: FeedErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'FeedError';
    this.code = code;
  }
}
