// New York time: midnights on both sides of daylight saving, sessions by the clock.
import { describe, expect, it } from 'vitest';
import { BadDateError, newYorkMidnight, newYorkSession } from './new-york.ts';

describe('newYorkMidnight', () => {
  it.each([
    ['2013-10-08', '2013-10-08T04:00:00Z'],
    ['2025-01-15', '2025-01-15T05:00:00Z'],
    // Daylight saving begins at 2:00 and ends at 2:00 of these days.
    ['2025-03-09', '2025-03-09T05:00:00Z'],
    ['2025-03-10', '2025-03-10T04:00:00Z'],
    ['2025-11-02', '2025-11-02T04:00:00Z'],
    ['2025-11-03', '2025-11-03T05:00:00Z'],
    ['2024-02-29', '2024-02-29T05:00:00Z'],
  ])('of %s is %s', (date, utc) => {
    expect(new Date(newYorkMidnight(date)).toISOString()).toBe(new Date(utc).toISOString());
  });

  it.each(['', 'today', '2013-1-8', '20131008', '2013-02-30', '2023-02-29', '2013-13-01', '2013-10-08T00:00:00Z'])(
    'refuses "%s" and says what it expected',
    (date) => {
      expect(() => newYorkMidnight(date)).toThrow(BadDateError);
      expect(() => newYorkMidnight(date)).toThrow(`date: expected a day such as 2013-10-08, found "${date}"`);
    },
  );
});

describe('newYorkSession', () => {
  it.each([
    ['2013-10-08T07:59:59.999Z', 'closed'],
    ['2013-10-08T08:00:00Z', 'pre-market'],
    ['2013-10-08T13:29:59.999Z', 'pre-market'],
    ['2013-10-08T13:30:00Z', 'open'],
    ['2013-10-08T19:59:59.999Z', 'open'],
    ['2013-10-08T20:00:00Z', 'after-hours'],
    ['2013-10-08T23:59:59.999Z', 'after-hours'],
    ['2013-10-09T00:00:00Z', 'closed'],
    // In winter an hour later.
    ['2025-01-15T14:29:59.999Z', 'pre-market'],
    ['2025-01-15T14:30:00Z', 'open'],
    // Saturday in New York, and Sunday there while it is Monday in UTC.
    ['2025-01-18T16:00:00Z', 'closed'],
    ['2025-01-20T02:00:00Z', 'closed'],
    // Friday evening there while it is Saturday in UTC.
    ['2025-01-18T00:59:59Z', 'after-hours'],
  ])('at %s is %s', (utc, session) => {
    expect(newYorkSession(Date.parse(utc))).toBe(session);
  });
});
