// Time and chance as the feed client sees them, so that tests can bring their own.

export interface Clock {
  /** Milliseconds since 1970-01-01 UTC; never goes back, and goes on while the machine sleeps. */
  now(): number;
  /** Runs `task` once, `ms` milliseconds from now (0 or more). Returns what cancels it. */
  after(ms: number, task: () => void): () => void;
}

/** A number from 0 up to, not including, 1. */
export type Random = () => number;
