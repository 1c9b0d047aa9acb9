// Flags of V8: keeps its young generation small.
import { setFlagsFromString } from 'node:v8';

/**
 * Keeps the young generation at its initial size of one megabyte. It would otherwise grow to about a hundred while connections
 * arrive, more than thousands of them take, and never shrink. What delivery allocates is either garbage at once or kept as long
 * as a connection, so collecting later gains nothing. Call this before connections arrive.
 */
export function keepYoungGenerationSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}
