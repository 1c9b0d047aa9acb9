import { expect, test } from 'vitest';
import { Latencies } from './latencies.ts';

test('quantiles of a hundred latencies are the values of that rank', () => {
  const latencies = new Latencies();
  for (let ms = 100; ms >= 1; ms--) latencies.add(ms);
  expect(latencies.quantile(0.5)).toBe(50);
  expect(latencies.quantile(0.99)).toBe(99);
  expect(latencies.quantile(1)).toBe(100);
  expect(latencies.quantile(0.001)).toBe(1);
});

test('quantiles are exact to a tenth of a millisecond', () => {
  const latencies = new Latencies();
  latencies.add(1.44);
  expect(latencies.quantile(0.5)).toBe(1.4);
});

test('there is no quantile without latencies, and small clock differences never make one negative', () => {
  const latencies = new Latencies();
  expect(latencies.quantile(0.5)).toBeNaN();
  latencies.add(-0.3);
  expect(latencies.quantile(0.5)).toBe(0);
});

test('latencies beyond the last bucket count in the last bucket', () => {
  const latencies = new Latencies();
  latencies.add(1e9);
  expect(latencies.quantile(0.5)).toBe(60_000);
});
