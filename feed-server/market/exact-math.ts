// Exponential and logarithm from +, -, * and / only. ECMAScript leaves the last digits of Math.exp and Math.log to the
// engine, and V8 has changed them between versions, but the same seed must give the same market everywhere.

const LN2 = 0.6931471805599453;
/** ln 2 in two parts: the first has few enough digits that its product with an integer is exact. */
const LN2_HIGH = 0.69314718036912381649;
const LN2_LOW = 1.90821492927058770002e-10;
const SQRT2 = 1.4142135623730951;
const MAX_EXPONENT = 40;

/** 2^k at k + 64. */
const POWERS_OF_2 = new Float64Array(129);
POWERS_OF_2[64] = 1;
for (let k = 1; k <= 64; k++) {
  POWERS_OF_2[64 + k] = POWERS_OF_2[63 + k] * 2;
  POWERS_OF_2[64 - k] = POWERS_OF_2[65 - k] / 2;
}

/** e^x for x within ±40, to 15 digits. @throws RangeError */
export function exp(x: number): number {
  if (!(x >= -MAX_EXPONENT && x <= MAX_EXPONENT))
    throw new RangeError(`exp: expected a number within ±${MAX_EXPONENT}, found ${x}`);
  const k = Math.round(x / LN2);
  const r = x - k * LN2_HIGH - k * LN2_LOW;
  // Taylor series; |r| is at most ln 2 / 2.
  let sum = 1 + r / 13;
  for (let n = 12; n > 0; n--) sum = 1 + (r / n) * sum;
  return sum * POWERS_OF_2[64 + k];
}

/** The natural logarithm of x above 0, to 15 digits, for numbers of moderate size. @throws RangeError */
export function log(x: number): number {
  if (!(x > 0 && x < Infinity)) throw new RangeError(`log: expected a number above 0, found ${x}`);
  let mantissa = x;
  let k = 0;
  for (; mantissa < SQRT2 / 2; k--) mantissa *= 2;
  for (; mantissa > SQRT2; k++) mantissa /= 2;
  // ln m = 2 artanh((m - 1) / (m + 1)), as a series.
  const s = (mantissa - 1) / (mantissa + 1);
  const square = s * s;
  let sum = 1 / 19;
  for (let n = 17; n > 0; n -= 2) sum = 1 / n + square * sum;
  return 2 * s * sum + k * LN2;
}
