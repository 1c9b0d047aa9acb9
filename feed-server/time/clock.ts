// The clock of the feed server, which tests replace. Unlike the clients' clock, it hides that the system's clock may be set.

export interface Clock {
  /** Milliseconds since 1970-01-01 UTC; never goes back. */
  now(): number;
  /** Runs `task` once, `ms` milliseconds from now (0 or more). Returns what cancels it. */
  after(ms: number, task: () => void): () => void;
}
