// Numbers and times of CSV files: exact where they are taken, and nothing is guessed.
import { describe, expect, it } from 'vitest';
import { parseDecimal, parseTime, parseWhole } from './csv-numbers.ts';

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
  ])('reads %s exactly', (text, mantissa, decimals) => {
    expect(parseDecimal(text)).toEqual({ mantissa, decimals });
  });

  it.each(['', '-', '.', '-.', '+1', '1e3', '1,5', '1.2.3', '0x10', 'NaN', ' 1', '1.123456789', '9'.repeat(17)])(
    'does not take "%s"',
    (text) => {
      expect(parseDecimal(text)).toBeUndefined();
    },
  );
});

describe('parseWhole', () => {
  it.each([
    ['300', 300],
    ['300.0', 300],
    ['0.5', undefined],
    ['-1', undefined],
    ['x', undefined],
  ])('makes of "%s" %s', (text, value) => {
    expect(parseWhole(text)).toBe(value);
  });
});

describe('parseTime', () => {
  const opening = Date.UTC(2013, 9, 8, 13, 30);

  it.each([
    ['2013-10-08T13:30:00Z', opening],
    ['2013-10-08T13:30:00.25Z', opening + 250],
    ['2013-10-08T13:30:00.250999999Z', opening + 250],
    ['2013-10-08T09:30:00-04:00', opening],
    ['2013-10-08 13:30:00.001000+00:00', opening + 1],
    ['2013-10-08T19:00:00+0530', opening],
    [String(opening + 7), opening + 7],
    ['100000000000', 100_000_000_000],
  ])('reads %s', (text, time) => {
    expect(parseTime(text)).toBe(time);
  });

  it.each([
    '2013-10-08T13:30:00',
    '2013-10-08',
    '2013-02-30T13:30:00Z',
    '2013-13-08T13:30:00Z',
    '2013-10-08T24:30:00Z',
    '2013-10-08T13:60:00Z',
    '2013-10-08T13:30:00+24:00',
    '08.10.2013 13:30',
    '1381239000',
    '1381239000.250',
    '99999999999',
    '1381239000250000',
    '1969-12-31T23:59:59Z',
    'yesterday',
  ])('does not take "%s"', (text) => {
    expect(parseTime(text)).toBeUndefined();
  });
});
