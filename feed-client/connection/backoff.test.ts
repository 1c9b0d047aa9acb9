// Backoff: windows that double up to a cap, with full jitter.
import { expect, it } from 'vitest';
import { seededRandom } from '../../tests/support/random/seeded.ts';
import { retryDelay } from './backoff.ts';

const largestRandom = (): number => 1 - Number.EPSILON;

it.each([
  { attempt: 1, failingMs: 0, window: 100 },
  { attempt: 2, failingMs: 0, window: 200 },
  { attempt: 3, failingMs: 0, window: 400 },
  { attempt: 4, failingMs: 0, window: 400 },
  { attempt: 2_000, failingMs: 0, window: 400 },
  { attempt: 1_000, failingMs: 299_999, window: 400 },
  { attempt: 1, failingMs: 300_000, window: 100 },
  { attempt: 5, failingMs: 300_000, window: 1_600 },
  { attempt: 6, failingMs: 300_000, window: 2_000 },
  { attempt: 20_000, failingMs: 86_400_000, window: 2_000 },
])('starts attempt $attempt within $window ms after $failingMs ms of failures', ({ attempt, failingMs, window }) => {
  expect(retryDelay(attempt, failingMs, () => 0)).toBe(0);
  expect(retryDelay(attempt, failingMs, () => 0.5)).toBe(window / 2);
  expect(retryDelay(attempt, failingMs, largestRandom)).toBeLessThanOrEqual(window);
});

it.each([
  { afterMs: 10_000, limitMs: 400 },
  { afterMs: 250_000, limitMs: 400 },
  { afterMs: 3_600_000, limitMs: 2_000 },
])('reaches a server that is back after $afterMs ms within $limitMs ms', ({ afterMs, limitMs }) => {
  const random = seededRandom(3);
  for (let run = 0; run < 200; run++) {
    let elapsedMs = 0;
    for (let attempt = 1; elapsedMs < afterMs; attempt++) elapsedMs += retryDelay(attempt, elapsedMs, random);
    expect(elapsedMs - afterMs).toBeLessThanOrEqual(limitMs);
  }
});

it('spreads clients that lost the same server evenly over the window', () => {
  const random = seededRandom(5);
  const quarters = [0, 0, 0, 0];
  for (let i = 0; i < 4_000; i++) {
    const quarter = Math.floor(retryDelay(3, 0, random) / 100);
    quarters[quarter] = (quarters[quarter] as number) + 1;
  }
  for (const count of quarters) expect(Math.abs(count - 1_000)).toBeLessThan(150);
});
