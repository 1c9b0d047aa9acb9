// New York time: midnights before and after daylight saving changes.
import { describe, expect, it } from 'vitest';
import { BadDateError, newYorkMidnight } from './new-york.ts';

describe('newYorkMidnight', () => {
  it.each([
    ['2013-10-08', '2013-10-08T04:00:00Z'],
    ['2025-01-15', '2025-01-15T05:00:00Z'],
    // Daylight saving starts and ends at 2:00 on these days.
    ['2025-03-09', '2025-03-09T05:00:00Z'],
    ['2025-03-10', '2025-03-10T04:00:00Z'],
    ['2025-11-02', '2025-11-02T04:00:00Z'],
    ['2025-11-03', '2025-11-03T05:00:00Z'],
    ['2024-02-29', '2024-02-29T05:00:00Z'],
  ])('starts %s at %s', (date, utc) => {
    expect(new Date(newYorkMidnight(date)).toISOString()).toBe(new Date(utc).toISOString());
  });

  it.each(['', 'today', '2013-1-8', '20131008', '2013-02-30', '2023-02-29', '2013-13-01', '2013-10-08T00:00:00Z'])(
    'rejects "%s" and says what it expected',
    (date) => {
      expect(() => newYorkMidnight(date)).toThrow(BadDateError);
      expect(() => newYorkMidnight(date)).toThrow(`date: expected a day such as 2013-10-08, found "${date}"`);
    },
  );
});
