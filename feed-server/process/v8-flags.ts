// V8 flags that keep the young generation small.
import { setFlagsFromString } from 'node:v8';

/**
 * Keeps the young generation at its initial size of one megabyte. Otherwise it would grow to about 100 MB while connections arrive,
 * more than thousands of connections take, and never shrink. Objects that delivery allocates either die at once or live as long as a
 * connection, so a larger young generation gains nothing. Call this before connections arrive.
 */
export function keepYoungGenerationSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}
