// Sizes, volumes and counts as text.
import { unitsPerOne } from '../../proto/price.ts';
import { formatPrice, groupThousands } from './price.ts';

const SCALES = [
  { from: 1e12, unit: 'T' },
  { from: 1e9, unit: 'B' },
  { from: 1e6, unit: 'M' },
  { from: 1e3, unit: 'K' },
] as const;

/** A size in full: 150 units of 5 decimals are "0.00150". */
export const formatSize = formatPrice;

/** A size or a volume (0 or more) with three significant digits and a scale: "0.0015", "999", "718K", "2.18M". */
export function formatVolume(units: number, decimals: number): string {
  const volume = units / unitsPerOne(decimals);
  for (const { from, unit } of SCALES) {
    // 999,600 rounds to 1.00M, not to 1000K.
    if (volume < from * 0.9995) continue;
    const scaled = volume / from;
    return `${scaled.toFixed(scaled < 9.995 ? 2 : scaled < 99.95 ? 1 : 0)}${unit}`;
  }
  const text = volume.toFixed(Math.min(decimals, decimalsForThreeDigits(volume)));
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** The number of decimals that gives a number below 1,000 three significant digits. */
function decimalsForThreeDigits(volume: number): number {
  return volume === 0 ? 0 : Math.max(0, 2 - Math.floor(Math.log10(volume)));
}

/** A whole number (0 or more) with thousands separators: "1,204". */
export function formatCount(count: number): string {
  return groupThousands(String(count));
}
