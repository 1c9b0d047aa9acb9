// A time as a person writes it: New York's wall clock, or one with its offset from UTC.
import { LAST_TIME } from '../../proto/messages.ts';
import { BadDateError, newYorkDay, newYorkMidnight, newYorkTime } from '../market/new-york.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const PATTERN = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?))?(Z|[+-]\d{2}:\d{2})?$/;

/** The range of times, for messages: recordings hold none before 1970, and years have four digits. */
export const FROM_TO = 'from 1970-01-01Z to 9999-12-31Z';

/**
 * Milliseconds since 1970-01-01 UTC of `2025-01-06T09:30`, of `2025-01-06`, which is midnight, or of one of them with `Z` or
 * an offset such as `+01:00`. Undefined if `text` is not such a time, or is outside FROM_TO.
 */
export function readInstant(text: string): number | undefined {
  const time = readTime(text);
  return time !== undefined && time >= 0 && time <= LAST_TIME ? time : undefined;
}

function readTime(text: string): number | undefined {
  const [, date, clock = '00:00', zone] = PATTERN.exec(text) ?? [];
  if (date === undefined) return undefined;
  const sinceMidnight = Date.parse(`1970-01-01T${clock}Z`);
  if (!(sinceMidnight < DAY_MS)) return undefined;
  try {
    const midnight = newYorkMidnight(date);
    if (zone === undefined) return inNewYork(midnight, sinceMidnight);
    const time = Date.parse(`${date}T${clock}${zone}`);
    return Number.isNaN(time) ? undefined : time;
  } catch (error) {
    if (error instanceof BadDateError) return undefined;
    throw error;
  }
}

/** Daylight saving changes at 2 o'clock: before that the day's midnight says which time it is, from then on the next one. */
function inNewYork(midnight: number, sinceMidnight: number): number {
  if (sinceMidnight < 2 * HOUR_MS) return midnight + sinceMidnight;
  return newYorkTime(newYorkDay(midnight) + 1, 0) - DAY_MS + sinceMidnight;
}
