// The measures on series with known answers.
import { describe, expect, it } from 'vitest';
import { Random } from '../../feed-server/market/random.ts';
import { autocorrelation, correlation, kurtosis, mean, quantile, standardDeviation, tailExponent } from './measures.ts';

const N = 100_000;

function draw(label: string, next: (random: Random) => number): number[] {
  const random = new Random(7, label);
  return Array.from({ length: N }, () => next(random));
}

describe('measures', () => {
  const normal = draw('normal', (r) => r.normal());

  it('are right for a few numbers', () => {
    expect(mean([1, 2, 6])).toBe(3);
    expect(standardDeviation([1, 3])).toBe(1);
    expect(kurtosis([-1, 1, -1, 1])).toBe(1);
    expect(quantile([5, 1, 4, 2, 3], 0.5)).toBe(3);
    expect(quantile([5, 1, 4, 2, 3], 1)).toBe(5);
    expect(quantile([], 0.5)).toBeNaN();
  });

  it('kurtosis: 3 for a normal series, 1.8 for a uniform one, higher for fat tails', () => {
    expect(kurtosis(normal)).toBeCloseTo(3, 0);
    expect(kurtosis(draw('uniform', (r) => r.next()))).toBeCloseTo(1.8, 1);
    expect(kurtosis(draw('mixture', (r) => r.normal() * (r.next() < 0.1 ? 4 : 1)))).toBeGreaterThan(10);
  });

  it('tail exponent: that of the underlying power law, and far higher for a normal series', () => {
    for (const exponent of [2, 3, 4]) {
      const values = draw('tail', (r) => (1 - r.next()) ** (-1 / exponent));
      expect(tailExponent(values, 0.05)).toBeCloseTo(exponent, 0);
    }
    expect(tailExponent(normal, 0.01)).toBeGreaterThan(6);
  });

  it('autocorrelation: none for independent draws, decaying by its factor in a first-order series', () => {
    expect(Math.abs(autocorrelation(normal, 1))).toBeLessThan(0.01);
    let value = 0;
    const series = normal.map((kick) => (value = 0.8 * value + kick));
    expect(autocorrelation(series, 1)).toBeCloseTo(0.8, 1);
    expect(autocorrelation(series, 3)).toBeCloseTo(0.512, 1);
    expect(autocorrelation([1, -1, 1, -1, 1, -1], 1)).toBeLessThan(-0.8);
  });

  it('correlation: as constructed, including the extremes 1 and -1', () => {
    const other = draw('other', (r) => r.normal());
    const mixed = normal.map((v, i) => 0.6 * v + 0.8 * (other[i] as number));
    expect(correlation(normal, mixed)).toBeCloseTo(0.6, 1);
    expect(correlation([1, 2, 4], [2, 4, 8])).toBeCloseTo(1, 10);
    expect(correlation([1, 2, 4], [-1, -2, -4])).toBeCloseTo(-1, 10);
  });
});
