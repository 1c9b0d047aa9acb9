// Sizes and counts as text.
import { expect, test } from 'vitest';
import { formatCount, formatVolume } from './size.ts';

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
] as const)('a volume of %i is "%s"', ([volume, text]) => {
  expect(formatVolume(volume)).toBe(text);
});

test.for([
  [0, '0'],
  [999, '999'],
  [1_204, '1,204'],
  [4_294_967_295, '4,294,967,295'],
] as const)('a count of %i is "%s"', ([count, text]) => {
  expect(formatCount(count)).toBe(text);
});
