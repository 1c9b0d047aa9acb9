// Time that goes on while the machine sleeps and never goes back, out of two clocks that each do one of the two.

/** The system's clock is believed where it runs ahead by more than this: adjustments are small, sleep is long; milliseconds. */
const LEAST_JUMP_MS = 1_000;

/**
 * A clock, in milliseconds since 1970-01-01 UTC. `steady` never goes back but may stand while the machine sleeps, as
 * performance.now() does on macOS and Linux; `system` goes on in sleep but may be set.
 */
export function awakeTime(steady: () => number, system: () => number): () => number {
  let skipped = 0;
  return () => {
    const time = steady() + skipped;
    const jump = system() - time;
    if (jump <= LEAST_JUMP_MS) return time;
    skipped += jump;
    return time + jump;
  };
}
