// Parses times written by other tools, if they are unambiguous.

const ISO =
  /^(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?(?: ?(?:Z|UTC|GMT)|([+-])(\d\d)(?::?(\d\d))?)$/i;
const SINCE_1970 = /^(\d{10,19})(?:\.(\d*))?$/;
/** A date and time without separators, 20250106093000, which looks like a time since 1970. */
const COMPACT_DATE_TIME = /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])(?:[0-5]\d){0,2}$/;
/** 09:30:00.250, or without separators and with a fraction of a second: 093000250103454. */
const TIME_OF_DAY = /^(?:[01]\d|2[0-3]):?[0-5]\d:?[0-5]\d(?:[.,]?\d{3,9})?$/;
/** A time in 1973. A smaller number does not count milliseconds. */
const MIN_MS = 100_000_000_000;

const EXAMPLES = 'such as 2013-10-08T13:30:00.250Z or 1381239000250 (milliseconds since 1970)';

let cachedDay: { date: string; midnight: number } | undefined;

/**
 * Milliseconds since 1970-01-01 UTC, 0 or more; undefined if it is not a time. ISO 8601 with a zone, or a time since 1970
 * in seconds (10 digits), milliseconds (12 or 13), microseconds (16) or nanoseconds (19). Fractions of a millisecond are
 * truncated.
 */
export function parseTime(text: string): number | undefined {
  return text[4] === '-' ? parseIso(text) : parseSince1970(text);
}

/** What an error about an invalid time should ask for. */
export function expectedTime(text: string): string {
  if (COMPACT_DATE_TIME.test(text) || /^\d{8}( |$)/.test(text)) return `a time in ISO 8601 with a zone, ${EXAMPLES}`;
  if (TIME_OF_DAY.test(text)) return `a date and a zone beside the time of day, ${EXAMPLES}`;
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return `a time of day and its zone beside the date, ${EXAMPLES}`;
  if (/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d([.,]\d+)?)?$/i.test(text)) return `a time with its zone, ${EXAMPLES}`;
  return `a time ${EXAMPLES}`;
}

function parseSince1970(text: string): number | undefined {
  // A fast path for the usual case.
  if (text.length === 13 && Number(text) >= MIN_MS && /^\d+$/.test(text)) return Number(text);
  const [, digits = '', fraction = ''] = SINCE_1970.exec(text) ?? [];
  switch (digits.length) {
    case 10:
      return COMPACT_DATE_TIME.test(digits) ? undefined : Number(digits) * 1_000 + millisecondsOf(fraction);
    case 12:
    case 13:
      return Number(digits) < MIN_MS || COMPACT_DATE_TIME.test(digits) ? undefined : Number(digits);
    case 16:
      return Number(digits.slice(0, -3));
    case 19:
      return Number(digits.slice(0, -6));
    default:
      return undefined;
  }
}

function parseIso(text: string): number | undefined {
  const match = ISO.exec(text);
  if (!match) return undefined;
  const [, date = '', hour, minute, second = '0', fraction = '', sign, zoneHour = '0', zoneMinute = '0'] = match;
  const midnight = midnightOf(date);
  const [h, m, s, zh, zm] = [Number(hour), Number(minute), Number(second), Number(zoneHour), Number(zoneMinute)];
  if (midnight === undefined || h > 23 || m > 59 || s > 59 || zh > 23 || zm > 59) return undefined;
  const zone = (zh * 60 + zm) * 60_000 * (sign === '-' ? -1 : 1);
  const time = midnight + ((h * 60 + m) * 60 + s) * 1_000 + millisecondsOf(fraction) - zone;
  return time >= 0 ? time : undefined;
}

function millisecondsOf(fraction: string): number {
  return Number(fraction.slice(0, 3).padEnd(3, '0'));
}

/** Caches the last day, since consecutive rows share it. */
function midnightOf(date: string): number | undefined {
  if (cachedDay?.date === date) return cachedDay.midnight;
  const midnight = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== date) return undefined;
  cachedDay = { date, midnight };
  return midnight;
}
