// The recent course of one price: regular samples, with gaps where the price was unknown.
import type { Bars } from '../../proto/messages.ts';

/** Local milliseconds between samples, and the number of samples kept: five minutes' worth. */
export const SAMPLE_INTERVAL_MS = 2_000;
export const MAX_SAMPLES = 150;
/** A line fills its box from this many samples on. Further samples squeeze it, so that the box covers more time. */
export const FULL_WIDTH_SAMPLES = 15;

/** Oldest first, in units; undefined where the price was not known to be current. */
export type TrendPoints = readonly (number | undefined)[];

/** Price ranges below this fraction of the price are noise, and are not magnified to the full height. */
const MIN_RELATIVE_SPAN = 0.0005;

/** Appends a sample after `missed` samples that were not taken, which get the value `missedPrice`. */
export function addSample(
  points: TrendPoints,
  price: number | undefined,
  missed = 0,
  missedPrice?: number,
): TrendPoints {
  const missing = Array.from({ length: Math.min(missed, MAX_SAMPLES) }, () => missedPrice);
  return [...points, ...missing, price].slice(-MAX_SAMPLES);
}

/**
 * The samples up to market time `endTime`, `stepMs` of market time apart, reconstructed from bars that are at most a few
 * steps long: the last price before each sample, and undefined in a gap and from there to the next trade. Starts with
 * the first known price.
 */
export function trendFromBars(
  { bars, holes }: Pick<Bars, 'bars' | 'holes'>,
  endTime: number,
  stepMs: number,
): TrendPoints {
  const points: (number | undefined)[] = [];
  let [barIndex, holeIndex] = [-1, -1];
  for (let i = MAX_SAMPLES - 1; i >= 0; i--) {
    const time = endTime - i * stepMs;
    while ((bars[barIndex + 1]?.time ?? Infinity) <= time) barIndex++;
    while ((holes[holeIndex + 1]?.begin ?? Infinity) <= time) holeIndex++;
    const bar = barIndex < 0 ? undefined : bars[barIndex];
    const hole = holeIndex < 0 ? undefined : holes[holeIndex];
    const known = bar && !(hole && (time < hole.end || bar.time < hole.begin));
    points.push(known ? bar.close : undefined);
  }
  const firstKnown = points.findIndex((p) => p !== undefined);
  return firstKnown < 0 ? [] : points.slice(firstKnown);
}

/** Prepends the part of `history` before the first known price. Both end with the same sample. */
export function prependHistory(points: TrendPoints, history: TrendPoints): TrendPoints {
  const firstKnown = points.findIndex((p) => p !== undefined);
  const known = firstKnown < 0 ? [] : points.slice(firstKnown);
  return [...history.slice(0, Math.max(0, history.length - known.length)), ...known];
}

/**
 * The samples as an SVG path in a box of `width` × `height`, with the newest at the right edge. A gap interrupts the
 * line. Empty without two adjacent samples.
 */
export function trendPath(points: TrendPoints, width: number, height: number): string {
  const known = points.filter((p) => p !== undefined);
  const middle = (Math.min(...known) + Math.max(...known)) / 2;
  const span = Math.max(Math.max(...known) - Math.min(...known), Math.abs(middle) * MIN_RELATIVE_SPAN);
  const xStep = width / (Math.max(points.length, FULL_WIDTH_SAMPLES) - 1);
  const left = width - (points.length - 1) * xStep;
  let path = '';
  for (const [i, price] of points.entries()) {
    if (price === undefined) continue;
    const previous = points[i - 1];
    if (previous === undefined && points[i + 1] === undefined) continue;
    const y = span === 0 ? height / 2 : height * (0.5 - (price - middle) / span);
    path += `${previous === undefined ? 'M' : 'L'}${(left + i * xStep).toFixed(1)} ${y.toFixed(1)}`;
  }
  return path;
}
