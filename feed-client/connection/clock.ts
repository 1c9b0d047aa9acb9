// Time and chance as the feed client sees them, so that tests can bring their own.

export interface Clock {
  /** The system's clock, milliseconds since 1970-01-01 UTC; people and programs set it, forward and back. */
  now(): number;
  /** Milliseconds since some moment; never goes back, and stands still while the machine sleeps on some systems. */
  monotonic(): number;
  /** Runs `task` once, `ms` milliseconds from now (0 or more). Returns what cancels it. */
  after(ms: number, task: () => void): () => void;
}

/** A number from 0 up to, not including, 1. */
export type Random = () => number;
