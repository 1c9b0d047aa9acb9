// Prices as text.
import { expect, test } from 'vitest';
import { formatChange, formatPercent, formatPrice, formatPriceOrDash, priceLength } from './price.ts';

test.for([
  [0, 2, '0.00'],
  [5, 2, '0.05'],
  [18_746, 2, '187.46'],
  [1_234_567, 2, '12,345.67'],
  [-1_234_567, 2, '\u221212,345.67'],
  [4_503_599_627_370_495, 0, '4,503,599,627,370,495'],
  [-4_503_599_627_370_495, 8, '\u221245,035,996.27370495'],
  [12_000_012_345_678, 8, '120,000.12345678'],
  [7, 8, '0.00000007'],
  [100_000, 3, '100.000'],
] as const)('%i units with %i decimals are "%s"', ([units, decimals, text]) => {
  expect(formatPrice(units, decimals)).toBe(text);
  expect(priceLength(units, decimals)).toBe(text.length);
});

test('an unknown price is a dash, but 0 is a price', () => {
  expect([formatPriceOrDash(undefined, 2), formatPriceOrDash(0, 2)]).toEqual(['–', '0.00']);
});

test.for([
  [0, '0.00'],
  [121, '+1.21'],
  [-311, '\u22123.11'],
] as const)('a change of %i is "%s"', ([units, text]) => {
  expect(formatChange(units, 2)).toBe(text);
});

test.for([
  [321, 18_425, '+1.74%'],
  [-1_145, 57_388, '\u22122.00%'],
  [1, 1_000_000, '0.00%'],
  [-1, 1_000_000, '0.00%'],
  // 1.005 is just below the halfway point in binary floating point; the exact ratio is not.
  [1_005, 100_000, '+1.01%'],
  [-1_005, 100_000, '\u22121.01%'],
  [4_503_599_627_370_495, 1, '+450,359,962,737,049,500.00%'],
  [-9_007_199_254_740_990, 4_503_599_627_370_495, '\u2212200.00%'],
  // Exactly a half, but not if the dividend is rounded to a double.
  [450_359_962_737_049, 4_503_599_627_370_490, '+10.00%'],
  [1, 4_503_599_627_370_495, '0.00%'],
  [50, -100, '+50.00%'],
  [5, 0, ''],
] as const)('a change of %i relative to %i is "%s"', ([change, reference, text]) => {
  expect(formatPercent(change, reference)).toBe(text);
});
