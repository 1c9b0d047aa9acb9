// The machine's clock to fractions of a millisecond, so that a latency from one process to another is not rounded; and waiting by it.

/** Milliseconds since 1970-01-01 UTC. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}

export function passed(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
