// Parses times as people write them: in New York time, or with an offset from UTC.
import { LAST_TIME } from '../../proto/messages.ts';
import { BadDateError, newYorkDay, newYorkMidnight, newYorkTime } from '../market/new-york.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const PATTERN = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?))?(Z|[+-]\d{2}:\d{2})?$/;

/** The valid range of times, for messages. Recordings start at 1970, and years have four digits. */
export const TIME_RANGE = 'from 1970-01-01Z to 9999-12-31Z';

/**
 * Milliseconds since 1970-01-01 UTC. Accepts `2025-01-06T09:30` and `2025-01-06` (midnight), with an optional `Z` or an offset such as
 * `+01:00`. Undefined if `text` has another form or is outside TIME_RANGE.
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

/** Daylight saving time changes at 2:00. Earlier times count from this day's midnight, later ones back from the next midnight. */
function inNewYork(midnight: number, sinceMidnight: number): number {
  if (sinceMidnight < 2 * HOUR_MS) return midnight + sinceMidnight;
  return newYorkTime(newYorkDay(midnight) + 1, 0) - DAY_MS + sinceMidnight;
}
