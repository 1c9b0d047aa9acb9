import { expect, test } from 'vitest';
import { Random } from '../../feed-server/market/random.ts';
import { trendOf } from './trend.ts';

test('fits a straight line exactly', () => {
  const { slope, standardError, low, high } = trendOf([0, 1, 2, 5].map((t) => [t, 3 + 2 * t]));
  for (const value of [slope, low, high]) expect(value).toBeCloseTo(2, 10);
  expect(standardError).toBeCloseTo(0, 10);
});

test('slope and error match an example worked out by hand', () => {
  const { slope, standardError, low, high } = trendOf([0, 1, 2, 3, 4].map((t, i) => [t, [1, 3, 2, 5, 4][i] as number]));
  // The sum of squares of x is 10 and of the products 8; the squared residuals of -0.4, 0.8, -1, 1.2, -0.6 sum to 3.6,
  // so the error is √(3.6 / 3 / 10).
  expect(slope).toBeCloseTo(0.8, 10);
  expect(standardError).toBeCloseTo(Math.sqrt(0.12), 10);
  for (const bound of [low, high]) expect(Math.abs(bound - slope)).toBeCloseTo(3.182 * Math.sqrt(0.12), 10);
});

test('95 of 100 intervals contain the true slope', () => {
  const random = new Random(7, 'noise');
  const trials = 2_000;
  let held = 0;
  for (let i = 0; i < trials; i++) {
    const { low, high } = trendOf(Array.from({ length: 14 }, (_, t) => [t, 5 * t + random.normal()]));
    if (low <= 5 && 5 <= high) held++;
  }
  expect(held / trials).toBeGreaterThan(0.935);
  expect(held / trials).toBeLessThan(0.965);
});

test('two points give no error', () => {
  const two = [0, 1].map((t): [number, number] => [t, t]);
  expect(() => trendOf(two)).toThrow('expected 3 points or more, found 2');
});
