// How long to wait before connecting again: exponential backoff with full jitter.
import type { Random } from './clock.ts';

const FIRST_WINDOW_MS = 100;
/**
 * A server that restarts or is being worked on is back within minutes. While tries begin within this window of each other,
 * the board is right within a second of it being back: 0.4 s at most, 0.13 s on average, and what a resume takes.
 */
const QUICK_FOR_MS = 300_000;
const QUICK_WINDOW_MS = 400;
/** After that a try comes 2 s after the server is back at most, 0.67 s on average; two in three come within 0.85 s. */
const SLOW_WINDOW_MS = 2_000;

/**
 * Milliseconds until attempt number `attempt` (from 1), when no link has been steady for `failingMs`:
 * evenly distributed over a window that doubles with each attempt up to a cap.
 */
export function retryDelay(attempt: number, failingMs: number, random: Random): number {
  const cap = failingMs < QUICK_FOR_MS ? QUICK_WINDOW_MS : SLOW_WINDOW_MS;
  return random() * Math.min(cap, FIRST_WINDOW_MS * 2 ** (attempt - 1));
}
