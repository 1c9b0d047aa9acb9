// The machine's clock in fractions of a millisecond, so that latencies between processes are not rounded; and waiting
// for a time on it.

/** Milliseconds since 1970-01-01 UTC. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}

export function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
