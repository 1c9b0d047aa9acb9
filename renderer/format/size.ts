// Sizes, volumes and counts as text.
import { groupThousands } from './price.ts';

const SCALES = [
  { from: 1e9, unit: 'B' },
  { from: 1e6, unit: 'M' },
  { from: 1e3, unit: 'K' },
] as const;

/** A whole number of at least 0 in three digits and a scale: "999", "718K", "2.18M". */
export function formatVolume(volume: number): string {
  for (const { from, unit } of SCALES) {
    // 999,600 is nearer to 1.00M than to anything in K.
    if (volume < from * 0.9995) continue;
    const scaled = volume / from;
    const decimals = scaled < 9.995 ? 2 : scaled < 99.95 ? 1 : 0;
    return `${scaled.toFixed(decimals)}${unit}`;
  }
  return String(volume);
}

/** A whole number of at least 0 with its thousands grouped: "1,204". */
export function formatCount(count: number): string {
  return groupThousands(String(count));
}
