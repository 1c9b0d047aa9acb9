// The calendar, compared with published exchange calendars and with counts that hold for every year.
import { describe, expect, it } from 'vitest';
import { dayOf, tradingDay, weekdayOf } from './calendar.ts';

const DAY_MS = 86_400_000;

function tradingDayOn(date: string): string {
  return tradingDay(Date.parse(`${date}T00:00:00Z`) / DAY_MS);
}

function daysOf(year: number): { date: string; kind: string }[] {
  const days = dayOf(year + 1, 1, 1) - dayOf(year, 1, 1);
  return Array.from({ length: days }, (_, i) => {
    const date = new Date((dayOf(year, 1, 1) + i) * DAY_MS).toISOString().slice(0, 10);
    return { date, kind: tradingDayOn(date) };
  });
}

describe('tradingDay', () => {
  it.each([
    ['2025-01-01', 'none'],
    ['2025-01-20', 'none'],
    ['2025-02-17', 'none'],
    ['2025-04-18', 'none'],
    ['2025-05-26', 'none'],
    ['2025-06-19', 'none'],
    ['2025-07-03', 'early-close'],
    ['2025-07-04', 'none'],
    ['2025-09-01', 'none'],
    ['2025-11-27', 'none'],
    ['2025-11-28', 'early-close'],
    ['2025-12-24', 'early-close'],
    ['2025-12-25', 'none'],
    ['2025-10-13', 'full'], // Columbus Day
    ['2025-11-11', 'full'], // Veterans Day
    ['2025-10-11', 'none'], // a Saturday
  ])('classifies %s in 2025 as %s', (date, kind) => {
    expect(tradingDayOn(date)).toBe(kind);
  });

  it.each([
    // New Year's Day on a Saturday is not observed; on a Sunday it is observed on Monday.
    ['2021-12-31', 'full'],
    ['2022-01-03', 'full'],
    ['2023-01-02', 'none'],
    // Martin Luther King, Jr. Day since 1998, Juneteenth since 2022.
    ['1997-01-20', 'full'],
    ['1998-01-19', 'none'],
    ['2021-06-18', 'full'],
    ['2022-06-20', 'none'],
    ['2027-06-18', 'none'],
    // Independence Day on a Saturday and on a Sunday; there is no early close before it then.
    ['2020-07-03', 'none'],
    ['2021-07-05', 'none'],
    ['2021-07-02', 'full'],
    ['2023-07-03', 'early-close'],
    ['2024-07-03', 'early-close'],
    // Christmas on a Saturday and on a Sunday.
    ['2021-12-24', 'none'],
    ['2022-12-26', 'none'],
    ['2022-12-23', 'full'],
    ['2024-12-24', 'early-close'],
    // Early and late Good Fridays.
    ['2008-03-21', 'none'],
    ['2011-04-22', 'none'],
    ['2019-04-19', 'none'],
    ['2024-03-29', 'none'],
    ['2038-04-23', 'none'],
    ['1990-04-13', 'none'],
    ['2100-03-26', 'none'],
    // Memorial Day on the 31st, Thanksgiving at its earliest and latest.
    ['2021-05-31', 'none'],
    ['2018-11-22', 'none'],
    ['2018-11-23', 'early-close'],
    ['2019-11-28', 'none'],
    ['2013-10-08', 'full'],
  ])('classifies %s as %s', (date, kind) => {
    expect(tradingDayOn(date)).toBe(kind);
  });

  it.each([
    [2019, 252],
    [2020, 253],
    [2021, 252],
    [2022, 251],
    [2023, 250],
    [2024, 252],
  ])('has the actual number of trading days in %i: %i', (year, days) => {
    expect(daysOf(year).filter(({ kind }) => kind !== 'none')).toHaveLength(days);
  });

  it('has a plausible number of weekday holidays and early closes in every year to 2100', () => {
    for (let year = 2022; year <= 2100; year++) {
      const days = daysOf(year).filter(({ date }) => ![0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay()));
      const holidays = days.filter(({ kind }) => kind === 'none').length;
      expect([9, 10], String(year)).toContain(holidays);
      const early = days.filter(({ kind }) => kind === 'early-close').length;
      expect([1, 2, 3], String(year)).toContain(early);
    }
  });
});

describe('weekdayOf', () => {
  it('counts from Sunday, even before 1970', () => {
    expect(weekdayOf(dayOf(1970, 1, 1))).toBe(4);
    expect(weekdayOf(dayOf(2025, 10, 12))).toBe(0);
    expect(weekdayOf(dayOf(1969, 12, 31))).toBe(3);
  });
});
