// The error of a command that reads from a running feed.

/** `lost`: the connection failed or was lost. `ended`: the command was interrupted before the answer came. */
export type FeedErrorCode = 'lost' | 'refused' | 'bad-message' | 'no-answer' | 'ended';

export class FeedError extends Error {
  readonly code: FeedErrorCode;

  constructor(code: FeedErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'FeedError';
    this.code = code;
  }
}
