// Parsing LEAN rows, and the errors about invalid fields.
import { describe, expect, it } from 'vitest';
import { BadRecordError } from '../bad-record.ts';
import { parseLeanQuote, parseLeanTrade } from './lean-ticks.ts';

const PLACE = { file: 'ibm.zip', line: 12 };

describe('parseLeanTrade', () => {
  it('keeps prices exact and plays suspicious rows too', () => {
    expect(parseLeanTrade('31669457,1821050,300,P,20002020,0', PLACE)).toEqual({
      time: 31_669_457,
      price: 1_821_050,
      size: 300,
    });
    expect(parseLeanTrade('0,1,0,P,1,1', PLACE)).toEqual({ time: 0, price: 1, size: 0 });
  });

  it.each([
    ['', '6 fields of a trade', ''],
    ['1,2,3,P,1', '6 fields of a trade', '1,2,3,P,1'],
    ['1,2,3,P,1,0,9', '6 fields of a trade', '1,2,3,P,1,0,9'],
    ['x,2,3,P,1,0', 'a time in milliseconds of the day (0 to 86399999) in field 1', 'x'],
    ['86400000,2,3,P,1,0', 'a time in milliseconds of the day (0 to 86399999) in field 1', '86400000'],
    ['-1,2,3,P,1,0', 'a time in milliseconds of the day (0 to 86399999) in field 1', '-1'],
    ['1,,3,P,1,0', 'a price in dollars × 10,000 (1 to 4503599627370495) in field 2', ''],
    ['1,0,3,P,1,0', 'a price in dollars × 10,000 (1 to 4503599627370495) in field 2', '0'],
    ['1,1.5,3,P,1,0', 'a price in dollars × 10,000 (1 to 4503599627370495) in field 2', '1.5'],
    [
      '1,4503599627370496,3,P,1,0',
      'a price in dollars × 10,000 (1 to 4503599627370495) in field 2',
      '4503599627370496',
    ],
    ['1,2, 3,P,1,0', 'a size (0 to 9007199254740991) in field 3', ' 3'],
    ['1,2,9007199254740992,P,1,0', 'a size (0 to 9007199254740991) in field 3', '9007199254740992'],
    ['1,2,3,,1,0', 'an exchange (letters, digits) in field 4', ''],
    ['1,2,3,P,-,0', 'a condition (letters, digits) in field 5', '-'],
    ['1,2,3,P,1,2', '0 or 1 in field 6', '2'],
    ['1,2,3,P,1,', '0 or 1 in field 6', ''],
  ])('refuses "%s"', (row, expected, found) => {
    expect(() => parseLeanTrade(row, PLACE)).toThrow(BadRecordError);
    expect(() => parseLeanTrade(row, PLACE)).toThrow(`ibm.zip, line 12: expected ${expected}, found "${found}"`);
  });
});

describe('parseLeanQuote', () => {
  it.each([
    ['1,1800100,200,1826200,100,P,1,0', { price: 1_800_100, size: 200 }, { price: 1_826_200, size: 100 }],
    ['1,1800100,200,0,0,P,1,1', { price: 1_800_100, size: 200 }, undefined],
    ['1,0,0,1826200,100,P,1,0', undefined, { price: 1_826_200, size: 100 }],
    ['1,1800100,0,0,0,P,1,0', { price: 1_800_100, size: 0 }, undefined],
    ['1,0,0,0,0,P,1,0', undefined, undefined],
    ['1,,,1826200,100,P,1,0', { price: undefined, size: 0 }, { price: 1_826_200, size: 100 }],
    ['1,1800100,200,,0,P,1,0', { price: 1_800_100, size: 200 }, { price: undefined, size: 0 }],
  ])('reads the sides that "%s" changes', (row, bid, ask) => {
    expect(parseLeanQuote(row, PLACE)).toEqual({ time: 1, bid, ask });
  });

  it.each([
    ['1,2,3,4,5,P,1', '8 fields of a quote', '1,2,3,4,5,P,1'],
    ['1e3,2,3,4,5,P,1,0', 'a time in milliseconds of the day (0 to 86399999) in field 1', '1e3'],
    ['1,b,3,4,5,P,1,0', 'a price in dollars × 10,000 (0 to 4503599627370495) in field 2', 'b'],
    ['1,,3,4,5,P,1,0', 'a price in dollars × 10,000 (0 to 4503599627370495) in field 2', ''],
    ['1,2,,4,5,P,1,0', 'a size (0 to 9007199254740991) in field 3', ''],
    ['1,2,3,0x4,5,P,1,0', 'a price in dollars × 10,000 (0 to 4503599627370495) in field 4', '0x4'],
    ['1,2,3,4,-5,P,1,0', 'a size (0 to 9007199254740991) in field 5', '-5'],
    ['1,0,3,4,5,P,1,0', '0 in field 3 beside a price of 0', '3'],
    ['1,2,3,0,5,P,1,0', '0 in field 5 beside a price of 0', '5'],
    ['1,2,3,4,5,?,1,0', 'an exchange (letters, digits) in field 6', '?'],
    ['1,2,3,4,5,P,,0', 'a condition (letters, digits) in field 7', ''],
    ['1,2,3,4,5,P,1,true', '0 or 1 in field 8', 'true'],
  ])('refuses "%s"', (row, expected, found) => {
    expect(() => parseLeanQuote(row, PLACE)).toThrow(
      expect.objectContaining({
        code: 'bad-record',
        message: `ibm.zip, line 12: expected ${expected}, found "${found}"`,
      }) as Error,
    );
  });
});
