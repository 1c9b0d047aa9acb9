// Prices and values derived from them as text, computed from whole units without rounding errors.

/** U+2212 is as wide as a plus sign and a digit in tabular figures. */
const MINUS = '\u2212';

/** 1234567 with 2 decimals is "12,345.67". */
export function formatPrice(units: number, decimals: number): string {
  return (units < 0 ? MINUS : '') + formatMagnitude(Math.abs(units), decimals);
}

/** How many characters formatPrice would return. */
export function priceLength(units: number, decimals: number): number {
  const digits = Math.max(decimals + 1, String(Math.abs(units)).length);
  const separators = Math.floor((digits - decimals - 1) / 3) + (decimals > 0 ? 1 : 0);
  return (units < 0 ? 1 : 0) + digits + separators;
}

/** Like formatPrice; a dash if the price is unknown. */
export function formatPriceOrDash(units: number | undefined, decimals: number): string {
  return units === undefined ? '–' : formatPrice(units, decimals);
}

/** Like formatPrice, with a plus sign above zero. */
export function formatChange(units: number, decimals: number): string {
  return (units > 0 ? '+' : '') + formatPrice(units, decimals);
}

/** `change` as a percentage of `reference`, signed and with two decimals: "+1.74%". Empty if reference is 0. */
export function formatPercent(change: number, reference: number): string {
  if (reference === 0) return '';
  const hundredths = hundredthsOfPercent(Math.abs(change), Math.abs(reference));
  const sign = hundredths > 0 ? (change < 0 ? MINUS : '+') : '';
  return `${sign}${formatMagnitude(hundredths, 2)}%`;
}

/** `change` in hundredths of a percent of `reference`; halves are rounded up. */
function hundredthsOfPercent(change: number, reference: number): number | bigint {
  const dividend = 20_000 * change + reference;
  if (Number.isSafeInteger(dividend)) return Math.floor(dividend / (2 * reference));
  return (20_000n * BigInt(change) + BigInt(reference)) / (2n * BigInt(reference));
}

function formatMagnitude(units: number | bigint, decimals: number): string {
  const digits = String(units).padStart(decimals + 1, '0');
  const whole = groupThousands(digits.slice(0, digits.length - decimals));
  return decimals === 0 ? whole : `${whole}.${digits.slice(-decimals)}`;
}

export function groupThousands(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ',');
}
