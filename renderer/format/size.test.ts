// Sizes and counts as text.
import { expect, test } from 'vitest';
import { formatCount, formatSize, formatVolume } from './size.ts';

test.for([
  [0, 0, '0'],
  [150, 0, '150'],
  [1_204, 0, '1,204'],
  [150, 5, '0.00150'],
  [123_456_789, 2, '1,234,567.89'],
  [2 ** 53 - 1, 8, '90,071,992.54740991'],
] as const)('a size of %i units of %i decimals is "%s"', ([units, decimals, text]) => {
  expect(formatSize(units, decimals)).toBe(text);
});

test.for([
  [0, 8, '0'],
  [1, 8, '0.00000001'],
  [15, 4, '0.0015'],
  [123_456, 8, '0.00123'],
  [10_000, 4, '1'],
  [12_345, 4, '1.23'],
  [15_000, 4, '1.5'],
  [9_996, 2, '100'],
  [99_949, 2, '999'],
  [99_960, 2, '1.00K'],
  [12_345_678, 4, '1.23K'],
  [2 ** 53 - 1, 8, '90.1M'],
] as const)('a volume of %i units of %i decimals is "%s"', ([units, decimals, text]) => {
  expect(formatVolume(units, decimals)).toBe(text);
});

test.for([
  [0, '0'],
  [999, '999'],
  [1_000, '1.00K'],
  [9_994, '9.99K'],
  [9_996, '10.0K'],
  [99_960, '100K'],
  [718_200, '718K'],
  [999_499, '999K'],
  [999_500, '1.00M'],
  [2_180_000, '2.18M'],
  [42_180_000, '42.2M'],
  [999_600_000, '1.00B'],
  [1_234_000_000, '1.23B'],
  [1_234_000_000_000, '1.23T'],
] as const)('a volume of %i is "%s"', ([volume, text]) => {
  expect(formatVolume(volume, 0)).toBe(text);
});

test.for([
  [0, '0'],
  [999, '999'],
  [1_204, '1,204'],
  [4_294_967_295, '4,294,967,295'],
] as const)('a count of %i is "%s"', ([count, text]) => {
  expect(formatCount(count)).toBe(text);
});
