// Numbers and times as other tools write them: taken as they were meant, or not at all.

/** A decimal number: `mantissa` × 10^-`decimals`. */
export interface Decimal {
  readonly mantissa: number;
  /** 0 to 8. */
  readonly decimals: number;
}

const MAX_DECIMALS = 8;
/** Longest number that is looked at, characters; the exact value of a double may have hundreds. */
const LONGEST = 64;
const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?$/i;
/** A double printed in so many digits may show what binary fractions leave of a decimal one, */
const NOISY_DIGITS = 16;
/** which is about ten times its last place at most, relative to the number, */
const NOISE = 2 ** -49;
/** and takes away at least three digits, or five where the number was one of single precision. */
const [DOUBLE_NOISE_DIGITS, SINGLE_NOISE_DIGITS] = [3, 5];

/**
 * Undefined where it is no number, or has more than 8 decimals that are not 0. The noise of binary fractions does not
 * count: 205.68900000000002 is 205.689, and 187.02000427246094, a single-precision number, is 187.02.
 */
export function parseDecimal(text: string): Decimal | undefined {
  return parsePlain(text) ?? parseAny(text);
}

/** The usual way to write one, quickly. */
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

/** With an exponent, with zeros at the end that do not count, or with noise. */
function parseAny(text: string): Decimal | undefined {
  const match = text.length <= LONGEST ? NUMBER.exec(text) : null;
  if (!match) return undefined;
  const [, sign, whole = '', fraction = '', power] = match;
  if (whole + fraction === '') return undefined;
  const exact = exactDecimal(whole + fraction, fraction.length - Number(power ?? 0), power === undefined);
  const digits = (whole + fraction).replace(/^0+/, '').length;
  const found = exact ?? withoutNoise(Math.abs(Number(text)), digits);
  return found && { ...found, mantissa: sign === '-' && found.mantissa > 0 ? -found.mantissa : found.mantissa };
}

/** `digits` × 10^-`decimals`, where it is a whole number of 10^-8. `plain`: zeros at its end tell how exact it is. */
function exactDecimal(digits: string, decimals: number, plain: boolean): Decimal | undefined {
  const least = plain ? Math.max(decimals - MAX_DECIMALS, 0) : Math.max(decimals, 0);
  const zeros = /0*$/.exec(digits)?.[0].length ?? 0;
  const dropped = /[1-9]/.test(digits) ? Math.min(zeros, least) : least;
  const left = decimals - dropped;
  if (left > MAX_DECIMALS) return undefined;
  const mantissa = Number(digits.slice(0, digits.length - Math.min(dropped, digits.length))) * 10 ** Math.max(-left, 0);
  return Number.isSafeInteger(mantissa) ? { mantissa, decimals: Math.max(left, 0) } : undefined;
}

/** The number of the fewest decimals that `value`, written in `digits`, differs from by nothing but noise. */
function withoutNoise(value: number, digits: number): Decimal | undefined {
  for (let decimals = 0; decimals <= MAX_DECIMALS; decimals++) {
    const mantissa = Math.round(value * 10 ** decimals);
    const near = mantissa / 10 ** decimals;
    const less = digits - String(mantissa).length;
    if (less < DOUBLE_NOISE_DIGITS) return undefined;
    if (digits >= NOISY_DIGITS && Math.abs(near - value) <= value * NOISE) return { mantissa, decimals };
    if (less >= SINGLE_NOISE_DIGITS && Math.fround(near) === value) return { mantissa, decimals };
  }
  return undefined;
}

/** A whole number without a sign; undefined where it is none. `100.0` and `1e3` are. */
export function parseWhole(text: string): number | undefined {
  const found = parseDecimal(text);
  if (found === undefined || found.mantissa < 0) return undefined;
  const value = found.mantissa / 10 ** found.decimals;
  return Number.isInteger(value) ? value : undefined;
}

/** What a text that is no number lacks: completes "a price". Undefined where there is no more to say. */
export function numberFault(text: string): string | undefined {
  if (/^[+-]?\d{1,3}([,'\u00a0 ]\d{3})+(\.\d*)?$/.test(text)) return 'without separators of thousands';
  if (/^[+-]?\d*,\d+$/.test(text)) return 'with a decimal point, not a comma';
  return /^[+-]?inf(inity)?$/i.test(text) ? 'that is finite' : undefined;
}

const NOTHINGS = new Set(['nan', '-nan', 'null', 'none', 'na', 'n/a', '#n/a', '<na>', 'nat', '\\n']);

/** Whether `text` is what other tools write in place of a number that there is none of. */
export function saysNothing(text: string): boolean {
  const first = text.charCodeAt(0);
  return (first < 48 || first > 57) && NOTHINGS.has(text.toLowerCase());
}
