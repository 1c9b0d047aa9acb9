// Volumes: sums of sizes, in units of 10^-sizeDecimals of the instrument.
import { MAX_SIZE } from './messages.ts';

/**
 * The sum of two volumes or sizes, 0 to MAX_SIZE each. It stays at MAX_SIZE where it would be more: in whatever order and groups
 * sizes are added, the sum is the same, so that a merged update and every single trade lead to one volume.
 */
export function addVolume(volume: number, size: number): number {
  return Math.min(volume + size, MAX_SIZE);
}
