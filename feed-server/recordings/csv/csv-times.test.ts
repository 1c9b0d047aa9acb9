// Times in CSV files.
import { describe, expect, it } from 'vitest';
import { expectedTime, parseTime } from './csv-times.ts';

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
    ['2013-10-08 13:30:00 UTC', opening],
    ['2013-10-08 13:30:00+00', opening],
    ['2013-10-08t13:30z', opening],
    ['2013-10-08T13:30:00.000000000000Z', opening],
    ['1381239000', opening],
    ['1381239000.289', opening + 289],
    ['1381239000250.5', opening + 250],
    ['1381239000250999', opening + 250],
    ['1381239000250999999', opening + 250],
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
    '99999999999',
    '138123900025000',
    '13812390002500000',
    '09300067010345',
    '093000670103454',
    '1.381239e18',
    '2025010609',
    '202501060930',
    '20250106093000',
    '1969-12-31T23:59:59Z',
    'yesterday',
  ])('refuses "%s"', (text) => {
    expect(parseTime(text)).toBeUndefined();
  });
});

describe('expectedTime', () => {
  it.each([
    ['2013-10-08 09:30:00', 'a time with its zone, such as 2013-10-08T13:30:00.250Z'],
    ['2013-10-08', 'a time of day and its zone beside the date, such as'],
    ['20250106093000', 'a time in ISO 8601 with a zone, such as'],
    ['093000670103454', 'a date and a zone beside the time of day, such as'],
    ['09:30:00.25', 'a time such as'],
    ['09:30:00.250', 'a date and a zone beside the time of day, such as'],
    ['soon', 'a time such as'],
  ])('explains what is missing from %s', (text, expected) => {
    expect(expectedTime(text)).toContain(expected);
  });
});
