import { expect, test } from 'vitest';
import { Latencies } from './latencies.ts';

test('quantiles of a hundred latencies are the ones of that rank', () => {
  const latencies = new Latencies();
  for (let ms = 100; ms >= 1; ms--) latencies.add(ms);
  expect(latencies.quantile(0.5)).toBe(50);
  expect(latencies.quantile(0.99)).toBe(99);
  expect(latencies.quantile(1)).toBe(100);
  expect(latencies.quantile(0.001)).toBe(1);
});

test('they are exact to a tenth of a millisecond', () => {
  const latencies = new Latencies();
  latencies.add(1.44);
  expect(latencies.quantile(0.5)).toBe(1.4);
});

test('of none there is no quantile, and clocks that differ a little make none below 0', () => {
  const latencies = new Latencies();
  expect(latencies.quantile(0.5)).toBeNaN();
  latencies.add(-0.3);
  expect(latencies.quantile(0.5)).toBe(0);
});

test('latencies beyond the last step count as the last step', () => {
  const latencies = new Latencies();
  latencies.add(1e9);
  expect(latencies.quantile(0.5)).toBe(60_000);
});
