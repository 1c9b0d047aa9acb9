// Numbers and times as CSV files write them: exact, or not at all.

const ISO = /^(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(?:Z|([+-])(\d\d):?(\d\d))$/;
/** 1973: below it, the number counts something else, such as seconds. */
const LEAST_MS = 100_000_000_000;

export const TIME = 'a time such as 2013-10-08T13:30:00.250Z or 1381239000250 (milliseconds since 1970)';

/** A decimal number: `mantissa` × 10^-`decimals`. */
export interface Decimal {
  readonly mantissa: number;
  /** 0 to 8. */
  readonly decimals: number;
}

/** Undefined where it is none, or has more than 8 decimals that are not 0. */
export function parseDecimal(text: string): Decimal | undefined {
  const negative = text.startsWith('-');
  let mantissa = 0;
  let point = -1;
  let end = text.length;
  if (end > 20) return undefined;
  const dot = text.indexOf('.');
  while (dot >= 0 && end - dot - 1 > 8 && text[end - 1] === '0') end--;
  for (let i = negative ? 1 : 0; i < end; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit >= 0 && digit <= 9) mantissa = mantissa * 10 + digit;
    else if (i === dot) point = i;
    else return undefined;
  }
  const decimals = point < 0 ? 0 : end - point - 1;
  const digits = end - (negative ? 1 : 0) - (point < 0 ? 0 : 1);
  if (digits === 0 || decimals > 8 || mantissa > Number.MAX_SAFE_INTEGER) return undefined;
  return { mantissa: negative && mantissa > 0 ? -mantissa : mantissa, decimals };
}

/** A whole number without a sign; undefined where it is none. `100.0` is one. */
export function parseWhole(text: string): number | undefined {
  const found = parseDecimal(text);
  if (found === undefined || found.mantissa < 0) return undefined;
  const value = found.mantissa / 10 ** found.decimals;
  return Number.isInteger(value) ? value : undefined;
}

let cachedDay: { date: string; midnight: number } | undefined;

/**
 * Milliseconds since 1970-01-01 UTC, 0 or more; undefined where it is no time. ISO 8601 with a zone (what is finer than
 * a millisecond is cut off), or whole milliseconds since 1970 from 1973 on.
 */
export function parseTime(text: string): number | undefined {
  if (text[4] === '-') return parseIso(text);
  const ms = /^\d{12,14}$/.test(text) ? Number(text) : NaN;
  return ms >= LEAST_MS ? ms : undefined;
}

function parseIso(text: string): number | undefined {
  const match = ISO.exec(text);
  if (!match) return undefined;
  const [, date = '', hour, minute, second, fraction = '', sign, zoneHour = '0', zoneMinute = '0'] = match;
  const midnight = midnightOf(date);
  const [h, m, s, zh, zm] = [Number(hour), Number(minute), Number(second), Number(zoneHour), Number(zoneMinute)];
  if (midnight === undefined || h > 23 || m > 59 || s > 59 || zh > 23 || zm > 59) return undefined;
  const ms = Number(fraction.slice(0, 3).padEnd(3, '0'));
  const zone = (zh * 60 + zm) * 60_000 * (sign === '-' ? -1 : 1);
  const time = midnight + ((h * 60 + m) * 60 + s) * 1_000 + ms - zone;
  return time >= 0 ? time : undefined;
}

/** Rows come a day at a time. */
function midnightOf(date: string): number | undefined {
  if (cachedDay?.date === date) return cachedDay.midnight;
  const midnight = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== date) return undefined;
  cachedDay = { date, midnight };
  return midnight;
}
