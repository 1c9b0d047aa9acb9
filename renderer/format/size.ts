// Sizes, volumes and counts as text.
import { groupThousands } from './price.ts';

const SCALES = [
  { from: 1e9, unit: 'B' },
  { from: 1e6, unit: 'M' },
  { from: 1e3, unit: 'K' },
] as const;

/** A whole number (0 or more) in three digits and a scale: "999", "718K", "2.18M". */
export function formatVolume(volume: number): string {
  for (const { from, unit } of SCALES) {
    // 999,600 rounds to 1.00M, not to 1000K.
    if (volume < from * 0.9995) continue;
    const scaled = volume / from;
    const decimals = scaled < 9.995 ? 2 : scaled < 99.95 ? 1 : 0;
    return `${scaled.toFixed(decimals)}${unit}`;
  }
  return String(volume);
}

/** A whole number (0 or more) with thousands separators: "1,204". */
export function formatCount(count: number): string {
  return groupThousands(String(count));
}
