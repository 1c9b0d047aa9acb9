// Conversion of prices to units.
import { describe, expect, it } from 'vitest';
import { numberToUnits, unitsPerOne } from './price.ts';

describe('price', () => {
  it.each([
    [18_746, 2, 187.46],
    [-5, 2, -0.05],
    [1, 8, 1e-8],
    [7, 0, 7],
    [0, 4, 0],
  ])('%d units of 10^-%d are %d', (units, decimals, value) => {
    expect(numberToUnits(value, decimals)).toBe(units);
  });

  it('rounds to the nearest unit, ties away from zero', () => {
    expect(numberToUnits(0.125, 2)).toBe(13);
    expect(numberToUnits(-0.125, 2)).toBe(-13);
  });

  it.each([-1, 9, 1.5])('refuses %d decimals', (decimals) => {
    expect(() => unitsPerOne(decimals)).toThrow(/expected 0 to 8/);
  });
});
