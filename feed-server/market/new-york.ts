// Time in New York: days, midnights and times of day.

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A date that does not exist. */
export class BadDateError extends RangeError {
  readonly code = 'bad-date';

  constructor(found: string) {
    super(`date: expected a day such as 2013-10-08, found "${found}"`);
    this.name = 'BadDateError';
  }
}

const wallClock = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/New_York',
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
});

/** Midnight in New York at the start of `date` (YYYY-MM-DD), milliseconds since 1970-01-01 UTC. @throws BadDateError */
export function newYorkMidnight(date: string): number {
  const utc = Date.parse(`${date}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || Number.isNaN(utc) || new Date(utc).toISOString().slice(0, 10) !== date)
    throw new BadDateError(date);
  return newYorkTime(utc / DAY_MS, 0);
}

/** The day in New York at `time`, in days since 1970-01-01. */
export function newYorkDay(time: number): number {
  return Math.floor((time + offsetAt(time)) / DAY_MS);
}

/**
 * The time at which New York's wall clock shows `ms` after midnight on `day` (days since 1970-01-01). `ms` must not be
 * between 1:00 and 3:00.
 */
export function newYorkTime(day: number, ms: number): number {
  const wall = day * DAY_MS + ms;
  // Daylight saving changes at 2:00, and New York is 4 or 5 hours behind UTC, so the instant whose offset is used is on the
  // same side of the change.
  return wall - offsetAt(wall + 5 * HOUR_MS);
}

let cached: { hour: number; offset: number } | undefined;

/** The offset from UTC to New York's wall clock, milliseconds. It changes only on full hours. */
function offsetAt(time: number): number {
  const hour = Math.floor(time / HOUR_MS);
  if (cached?.hour === hour) return cached.offset;
  const start = hour * HOUR_MS;
  const part = Object.fromEntries(wallClock.formatToParts(start).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 0, day = 0, hour: h = 0, minute = 0, second = 0 } = part;
  cached = { hour, offset: Date.UTC(year, month - 1, day, h, minute, second) - start };
  return cached.offset;
}
