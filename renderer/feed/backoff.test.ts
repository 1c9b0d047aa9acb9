// Backoff: windows that double up to a cap, with full jitter.
import { expect, it } from 'vitest';
import { seeded } from '../../tests/support/seeded.ts';
import { retryDelay } from './backoff.ts';

const LONGEST = (): number => 1 - Number.EPSILON;

it.each([
  { attempt: 1, downMs: 0, window: 100 },
  { attempt: 2, downMs: 0, window: 200 },
  { attempt: 3, downMs: 0, window: 400 },
  { attempt: 4, downMs: 0, window: 700 },
  { attempt: 40, downMs: 29_999, window: 700 },
  { attempt: 2_000, downMs: 0, window: 700 },
  { attempt: 1, downMs: 30_000, window: 100 },
  { attempt: 8, downMs: 30_000, window: 12_800 },
  { attempt: 9, downMs: 30_000, window: 15_000 },
  { attempt: 2_000, downMs: 86_400_000, window: 15_000 },
])('attempt $attempt, $downMs ms into the outage, comes within $window ms', ({ attempt, downMs, window }) => {
  expect(retryDelay(attempt, downMs, () => 0)).toBe(0);
  expect(retryDelay(attempt, downMs, () => 0.5)).toBe(window / 2);
  expect(retryDelay(attempt, downMs, LONGEST)).toBeLessThanOrEqual(window);
});

it('spreads clients that lost the same server evenly over the window', () => {
  const random = seeded(5);
  const quarters = [0, 0, 0, 0];
  for (let i = 0; i < 4_000; i++) {
    const quarter = Math.floor(retryDelay(3, 0, random) / 100);
    quarters[quarter] = (quarters[quarter] as number) + 1;
  }
  for (const n of quarters) expect(Math.abs(n - 1_000)).toBeLessThan(150);
});
