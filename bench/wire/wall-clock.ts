// The machine's clock to fractions of a millisecond, so that a latency from one process to another is not rounded.

/** Milliseconds since 1970-01-01 UTC. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}
