// How much memory V8 sets aside for what has just been made.
import { setFlagsFromString } from 'node:v8';

/**
 * Keeps it as small as it begins, a megabyte. It would grow to some hundred while connections come in, and stay so: more than
 * thousands of them take. What delivery makes is either gone at once or kept for the life of a connection, so that nothing
 * is gained by waiting before the two are told apart. Call it before connections come.
 */
export function keepYoungGenerationSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}
