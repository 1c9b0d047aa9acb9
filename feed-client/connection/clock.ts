// The feed client's clock and random numbers, which tests replace.

export interface Clock {
  /** The system clock, milliseconds since 1970-01-01 UTC; people and programs may set it forward or back. */
  now(): number;
  /** Milliseconds since an arbitrary moment; never goes back, and stops while the machine sleeps on some systems. */
  monotonic(): number;
  /** Runs `task` once, `ms` milliseconds from now (0 or more). Returns a function that cancels it. */
  after(ms: number, task: () => void): () => void;
}

/** Returns a number from 0 to 1, excluding 1. */
export type Random = () => number;
