// The calendar of US equity markets by rule: trading days and early closes. Days are counted since 1970-01-01. One-off
// closures (state funerals, storms, September 2001) are not included.

const DAY_MS = 86_400_000;
export const SUNDAY = 0;
const MONDAY = 1;
const THURSDAY = 4;
export const SATURDAY = 6;

export type TradingDay = 'full' | 'early-close' | 'none';

/** Whether US equities trade on `day`, and whether they close early. */
export function tradingDay(day: number): TradingDay {
  const weekday = weekdayOf(day);
  if (weekday === SATURDAY || weekday === SUNDAY) return 'none';
  const year = new Date(day * DAY_MS).getUTCFullYear();
  if (isHoliday(day, year)) return 'none';
  return isEarlyClose(day, year) ? 'early-close' : 'full';
}

/** Days since 1970-01-01; `month` from 1. */
export function dayOf(year: number, month: number, date: number): number {
  return Date.UTC(year, month - 1, date) / DAY_MS;
}

/** 0 is Sunday. */
export function weekdayOf(day: number): number {
  return (((day + THURSDAY) % 7) + 7) % 7;
}

function isHoliday(day: number, year: number): boolean {
  return (
    day === newYearsDay(year) ||
    (year >= 1998 && day === nthWeekday(year, 1, MONDAY, 3)) || // Martin Luther King, Jr. Day
    day === nthWeekday(year, 2, MONDAY, 3) || // Washington's Birthday
    day === easter(year) - 2 || // Good Friday
    day === memorialDay(year) ||
    (year >= 2022 && day === observed(dayOf(year, 6, 19))) || // Juneteenth
    day === observed(dayOf(year, 7, 4)) || // Independence Day
    day === nthWeekday(year, 9, MONDAY, 1) || // Labor Day
    day === thanksgiving(year) ||
    day === observed(dayOf(year, 12, 25)) // Christmas
  );
}

/** Trading ends early on the day after Thanksgiving and on the eves of Independence Day and Christmas. */
function isEarlyClose(day: number, year: number): boolean {
  return day === thanksgiving(year) + 1 || day === dayOf(year, 7, 3) || day === dayOf(year, 12, 24);
}

/** A holiday on a Saturday is observed on the Friday before, one on a Sunday on the Monday after. */
function observed(day: number): number {
  const weekday = weekdayOf(day);
  if (weekday === SATURDAY) return day - 1;
  return weekday === SUNDAY ? day + 1 : day;
}

/** Not observed if it falls on a Saturday, because the Friday before is the last trading day of the year. */
function newYearsDay(year: number): number {
  const day = dayOf(year, 1, 1);
  return weekdayOf(day) === SUNDAY ? day + 1 : day;
}

/** The last Monday of May. */
function memorialDay(year: number): number {
  const last = dayOf(year, 5, 31);
  return last - ((weekdayOf(last) - MONDAY + 7) % 7);
}

function thanksgiving(year: number): number {
  return nthWeekday(year, 11, THURSDAY, 4);
}

function nthWeekday(year: number, month: number, weekday: number, n: number): number {
  const first = dayOf(year, month, 1);
  return first + ((weekday - weekdayOf(first) + 7) % 7) + 7 * (n - 1);
}

/** Easter Sunday (the anonymous Gregorian computus, Nature 1876). */
function easter(year: number): number {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const inCentury = year % 100;
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - epact - (inCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const monthAndDate = epact + weekday - 7 * late + 114;
  return dayOf(year, Math.floor(monthAndDate / 31), (monthAndDate % 31) + 1);
}
