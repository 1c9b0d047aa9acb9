// Prices between integer units and the numbers people write; an instrument's decimals say how many units make one.

const POWERS = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];

/** Units in 1.0 of an instrument with `decimals` (0 to 8). @throws RangeError */
export function unitsPerOne(decimals: number): number {
  if (!(decimals in POWERS)) throw new RangeError(`decimals: expected 0 to 8, found ${String(decimals)}`);
  return POWERS[decimals];
}

/** The nearest whole number of units to `value`; ties go away from zero. */
export function numberToUnits(value: number, decimals: number): number {
  const scaled = Math.abs(value) * unitsPerOne(decimals);
  return Math.sign(value) * Math.round(scaled);
}
