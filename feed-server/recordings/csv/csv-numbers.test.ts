// Numbers in CSV files.
import { describe, expect, it } from 'vitest';
import { Dice } from '../../../tests/support/random/seeded.ts';
import { numberProblem, parseDecimal, isMissingValue } from './csv-numbers.ts';

describe('parseDecimal', () => {
  it.each([
    ['101', 101, 0],
    ['101.50', 10_150, 2],
    ['-0.25', -25, 2],
    ['.5', 5, 1],
    ['5.', 5, 0],
    ['0.00000001', 1, 8],
    ['1.0000000000', 100_000_000, 8],
    ['-0', 0, 0],
    ['+1', 1, 0],
    ['187.020000000', 18_702_000_000, 8],
    ['9007199254740991', 9_007_199_254_740_991, 0],
  ])('reads %s exactly', (text, mantissa, decimals) => {
    expect(parseDecimal(text)).toEqual({ mantissa, decimals });
  });

  it.each([
    ['1e-08', 1, 8],
    ['1E+3', 1_000, 0],
    ['1.50e2', 150, 0],
    ['-2.5e-3', -25, 4],
    ['100e-1', 10, 0],
    ['0e-20', 0, 0],
    ['1.870200000000000028e+02', 18_702, 2],
  ])('reads %s, with an exponent', (text, mantissa, decimals) => {
    expect(parseDecimal(text)).toEqual({ mantissa, decimals });
  });

  it.each([
    ['205.68900000000002', 205_689, 3],
    ['-205.68900000000002', -205_689, 3],
    ['0.30000000000000004', 3, 1],
    ['3.9999999999999996', 4, 0],
    ['97123.31000000001', 9_712_331, 2],
    ['187.02000427246094', 18_702, 2],
    ['0.10000000149011612', 1, 1],
    ['7727.43994140625', 772_744, 2],
  ])('removes the rounding error of a binary fraction from %s', (text, mantissa, decimals) => {
    expect(parseDecimal(text)).toEqual({ mantissa, decimals });
  });

  it.each([64, 32])('removes the rounding error of any price in %i bits: seed 5', (bits) => {
    const dice = new Dice(5);
    for (let i = 0; i < 2_000; i++) {
      const decimals = dice.below(bits === 64 ? 7 : 3);
      const units = 1 + dice.below(bits === 64 ? 1e9 : 1e5);
      const step = 1 + dice.below(100);
      const [a, b] = [(units + step) / 10 ** decimals, step / 10 ** decimals];
      const text = String(bits === 64 ? a - b : Math.fround(units / 10 ** decimals));
      const found = parseDecimal(text);
      expect((found?.mantissa ?? NaN) * 10 ** (decimals - (found?.decimals ?? 0)), text).toBeCloseTo(units, 6);
    }
  });

  it.each([
    ...['', '-', '+', '.', '-.', '1,5', '1.2.3', '0x10', 'NaN', 'inf', ' 1', '1e', 'e3', '1e1000', '9'.repeat(17)],
    ...[
      '1.123456789',
      '65000.123456789',
      '1234567.123456789',
      '187.02333333333334',
      '1.001953125',
      '101.001953125',
      '1e-09',
      '0'.repeat(65),
    ],
  ])('refuses "%s"', (text) => {
    expect(parseDecimal(text)).toBeUndefined();
  });
});

describe('isMissingValue', () => {
  it.each(['NaN', 'nan', 'NULL', 'None', 'NA', '#N/A', '<NA>', '\\N'])('recognizes %s', (text) => {
    expect(isMissingValue(text)).toBe(true);
  });

  it.each(['0', '', 'nano', '-1', 'x'])('does not recognize "%s"', (text) => {
    expect(isMissingValue(text)).toBe(false);
  });
});

describe('numberProblem', () => {
  it.each([
    ['1,234.50', 'without thousands separators'],
    ["1'234", 'without thousands separators'],
    ['1,5', 'with a decimal point, not a comma'],
    ['-inf', 'that is finite'],
    ['Infinity', 'that is finite'],
    ['x', undefined],
  ])('explains what is wrong with %s: %s', (text, problem) => {
    expect(numberProblem(text)).toBe(problem);
  });
});
