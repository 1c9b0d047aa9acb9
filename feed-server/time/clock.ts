// Time as the feed server sees it, so that tests can bring their own.

export interface Clock {
  /** Milliseconds since 1970-01-01 UTC; never goes back. */
  now(): number;
  /** Runs `task` once, `ms` milliseconds from now (0 or more). Returns what cancels it. */
  after(ms: number, task: () => void): () => void;
}
