// The feed server's clock, which tests replace. Unlike the client's clock, it never shows that the system clock was set.

export interface Clock {
  /** Milliseconds since 1970-01-01 UTC; never goes back. */
  now(): number;
  /** Runs `task` once, `ms` milliseconds from now (0 or more). Returns a function that cancels it. */
  after(ms: number, task: () => void): () => void;
}
