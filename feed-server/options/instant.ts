// A time as a person writes it: New York's wall clock, or one with its offset from UTC.
import { BadDateError, newYorkMidnight } from '../market/new-york.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const PATTERN = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?))?(Z|[+-]\d{2}:\d{2})?$/;

/**
 * Milliseconds since 1970-01-01 UTC of `2025-01-06T09:30`, of `2025-01-06`, which is midnight, or of one of them with `Z` or
 * an offset such as `+01:00`; undefined where `text` is no such time.
 */
export function readInstant(text: string): number | undefined {
  const [, date, clock = '00:00', zone] = PATTERN.exec(text) ?? [];
  if (date === undefined) return undefined;
  const sinceMidnight = Date.parse(`1970-01-01T${clock}Z`);
  if (!(sinceMidnight < DAY_MS)) return undefined;
  try {
    if (zone === undefined) return inNewYork(date, sinceMidnight);
    const time = Date.parse(`${date}T${clock}${zone}`);
    return Number.isNaN(time) ? undefined : time;
  } catch (error) {
    if (error instanceof BadDateError) return undefined;
    throw error;
  }
}

/** Daylight saving changes at 2 o'clock: before that the day's midnight says which time it is, from then on the next one. */
function inNewYork(date: string, sinceMidnight: number): number {
  if (sinceMidnight < 2 * HOUR_MS) return newYorkMidnight(date) + sinceMidnight;
  newYorkMidnight(date);
  const next = new Date(Date.parse(`${date}T00:00Z`) + DAY_MS).toISOString().slice(0, 10);
  return newYorkMidnight(next) - DAY_MS + sinceMidnight;
}
