// The delay before the next connection attempt: exponential backoff with full jitter.
import type { Random } from './clock.ts';

const FIRST_WINDOW_MS = 100;
/**
 * A server that restarts or is under maintenance is back within minutes. While attempts start at most this far apart, the board
 * is up to date within a second of the server's return: 0.4 s at most, 0.13 s on average, plus the time of a resume.
 */
const QUICK_FOR_MS = 300_000;
const QUICK_WINDOW_MS = 400;
/** Later, an attempt comes at most 2 s after the server is back, 0.67 s on average; two in three come within 0.85 s. */
const SLOW_WINDOW_MS = 2_000;

/**
 * Milliseconds until attempt number `attempt` (from 1) after `failingMs` without a steady link: uniformly distributed over a
 * window that doubles with each attempt up to a cap.
 */
export function retryDelay(attempt: number, failingMs: number, random: Random): number {
  const cap = failingMs < QUICK_FOR_MS ? QUICK_WINDOW_MS : SLOW_WINDOW_MS;
  return random() * Math.min(cap, FIRST_WINDOW_MS * 2 ** (attempt - 1));
}
