// Volumes: sums of sizes, in units of 10^-sizeDecimals of the instrument.
import { MAX_SIZE } from './messages.ts';

/**
 * The sum of two volumes or sizes, 0 to MAX_SIZE each, but at most MAX_SIZE. The order and grouping of additions does not matter,
 * so merged updates and single trades lead to the same volume.
 */
export function addVolume(volume: number, size: number): number {
  return Math.min(volume + size, MAX_SIZE);
}
