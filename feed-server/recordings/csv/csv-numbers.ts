// Parses numbers written by other tools. Ambiguous ones are refused.
import { MAX_DECIMALS } from '../../../proto/messages.ts';

/** A decimal number: `mantissa` × 10^-`decimals`. */
export interface Decimal {
  readonly mantissa: number;
  /** 0 to 8. */
  readonly decimals: number;
}

/** The maximum length of a number, in characters. The exact value of a double may have hundreds. */
const MAX_LENGTH = 64;
const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?$/i;
/** A double printed with this many digits may contain the rounding error of a binary fraction. */
const MIN_NOISY_DIGITS = 16;
/** The largest rounding error that is removed, relative to the number: about ten times the unit in its last place. */
const MAX_NOISE = 2 ** -49;
/** The minimum number of digits that removing the error must save, for double and single precision. */
const [MIN_SAVED_DIGITS, MIN_SAVED_DIGITS_SINGLE] = [3, 5];

/**
 * Undefined if `text` is not a number, or needs more than 8 decimals. Removes the rounding errors of binary fractions:
 * 205.68900000000002 is read as 205.689, and the single-precision number 187.02000427246094 as 187.02.
 */
export function parseDecimal(text: string): Decimal | undefined {
  return parsePlain(text) ?? parseAny(text);
}

/** A fast path for plain numbers. */
function parsePlain(text: string): Decimal | undefined {
  const end = text.length;
  if (end === 0 || end > 17) return undefined;
  const negative = text.startsWith('-');
  const start = negative || text.startsWith('+') ? 1 : 0;
  let mantissa = 0;
  let point = -1;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code >= 48 && code <= 57) mantissa = mantissa * 10 + code - 48;
    else if (code === 46 && point < 0) point = i;
    else return undefined;
  }
  const decimals = point < 0 ? 0 : end - point - 1;
  const digits = end - start - (point < 0 ? 0 : 1);
  if (digits === 0 || decimals > MAX_DECIMALS || mantissa > Number.MAX_SAFE_INTEGER) return undefined;
  return { mantissa: negative && mantissa > 0 ? -mantissa : mantissa, decimals };
}

/** Numbers with an exponent, with surplus zeros at the end, or with rounding errors. */
function parseAny(text: string): Decimal | undefined {
  const match = text.length <= MAX_LENGTH ? NUMBER.exec(text) : null;
  if (!match) return undefined;
  const [, sign, whole = '', fraction = '', power] = match;
  if (whole + fraction === '') return undefined;
  const exact = exactDecimal(whole + fraction, fraction.length - Number(power ?? 0), power === undefined);
  const digits = (whole + fraction).replace(/^0+/, '').length;
  const decimal = exact ?? withoutNoise(Math.abs(Number(text)), digits);
  if (!decimal) return undefined;
  const isNegative = sign === '-' && decimal.mantissa > 0;
  return { ...decimal, mantissa: isNegative ? -decimal.mantissa : decimal.mantissa };
}

/** `digits` × 10^-`decimals`, if 8 decimals can hold it. `keepZeros`: drops zeros at the end only if they do not fit. */
function exactDecimal(digits: string, decimals: number, keepZeros: boolean): Decimal | undefined {
  const maxDropped = keepZeros ? Math.max(decimals - MAX_DECIMALS, 0) : Math.max(decimals, 0);
  const zeros = /0*$/.exec(digits)?.[0].length ?? 0;
  const dropped = /[1-9]/.test(digits) ? Math.min(zeros, maxDropped) : maxDropped;
  const keptDecimals = decimals - dropped;
  if (keptDecimals > MAX_DECIMALS) return undefined;
  const mantissa =
    Number(digits.slice(0, digits.length - Math.min(dropped, digits.length))) * 10 ** Math.max(-keptDecimals, 0);
  return Number.isSafeInteger(mantissa) ? { mantissa, decimals: Math.max(keptDecimals, 0) } : undefined;
}

/** The number with the fewest decimals that differs from `value` by no more than rounding. `digits`: how many were written. */
function withoutNoise(value: number, digits: number): Decimal | undefined {
  for (let decimals = 0; decimals <= MAX_DECIMALS; decimals++) {
    const mantissa = Math.round(value * 10 ** decimals);
    const rounded = mantissa / 10 ** decimals;
    const savedDigits = digits - String(mantissa).length;
    if (savedDigits < MIN_SAVED_DIGITS) return undefined;
    if (digits >= MIN_NOISY_DIGITS && Math.abs(rounded - value) <= value * MAX_NOISE) return { mantissa, decimals };
    if (savedDigits >= MIN_SAVED_DIGITS_SINGLE && Math.fround(rounded) === value) return { mantissa, decimals };
  }
  return undefined;
}

/** What an error about `text` adds to "expected a price"; undefined if there is no specific reason. */
export function numberProblem(text: string): string | undefined {
  if (/^[+-]?\d{1,3}([,'\u00a0 ]\d{3})+(\.\d*)?$/.test(text)) return 'without thousands separators';
  if (/^[+-]?\d*,\d+$/.test(text)) return 'with a decimal point, not a comma';
  return /^[+-]?inf(inity)?$/i.test(text) ? 'that is finite' : undefined;
}

const MISSING_VALUES = new Set(['nan', '-nan', 'null', 'none', 'na', 'n/a', '#n/a', '<na>', 'nat', '\\n']);

/** Whether `text` is what other tools write for a missing number. */
export function isMissingValue(text: string): boolean {
  const first = text.charCodeAt(0);
  return (first < 48 || first > 57) && MISSING_VALUES.has(text.toLowerCase());
}
