// How long to wait before connecting again: exponential backoff with full jitter.
import type { Random } from './clock.ts';

const FIRST_WINDOW_MS = 100;
/** A server that restarts is back within seconds: try often for a while, so that the board is right within one of them. */
const QUICK_FOR_MS = 30_000;
const QUICK_WINDOW_MS = 700;
const SLOW_WINDOW_MS = 15_000;

/**
 * Milliseconds until attempt number `attempt` (from 1) after an outage that has lasted `downMs`:
 * evenly distributed over a window that doubles with each attempt up to a cap.
 */
export function retryDelay(attempt: number, downMs: number, random: Random): number {
  const cap = downMs < QUICK_FOR_MS ? QUICK_WINDOW_MS : SLOW_WINDOW_MS;
  return random() * Math.min(cap, FIRST_WINDOW_MS * 2 ** (attempt - 1));
}
