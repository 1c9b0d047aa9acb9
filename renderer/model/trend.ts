// The recent course of one price: a sample every so often, with holes where nothing was known.
import type { Bars } from '../../proto/messages.ts';

/** Local milliseconds between samples, and how many are kept: five minutes. */
export const TREND_STEP_MS = 2_000;
export const TREND_SAMPLES = 150;
/** The line of a board that was just opened fills its box this soon; from then on it holds more and more time. */
export const LEAST_SAMPLES = 15;

/** Oldest first, in units; undefined where the price was not known to be current. */
export type TrendPoints = readonly (number | undefined)[];

/** A course that spans less than this share of its price is noise: it is drawn small, not blown up. */
const LEAST_SPAN = 0.0005;

/** Adds a sample after `missed` that were due and not taken, of each of which `between` is all that is known. */
export function addSample(points: TrendPoints, price: number | undefined, missed = 0, between?: number): TrendPoints {
  const untaken = Array.from({ length: Math.min(missed, TREND_SAMPLES) }, () => between);
  return [...points, ...untaken, price].slice(-TREND_SAMPLES);
}

/**
 * What the samples up to market time `at` would have been, `stepMs` of market time apart, by bars of less than a few steps: the
 * last price before each, undefined in a hole and from there to the next trade. Begins with the first that is known.
 */
export function pastTrend({ bars, holes }: Pick<Bars, 'bars' | 'holes'>, at: number, stepMs: number): TrendPoints {
  const points: (number | undefined)[] = [];
  let [bar, hole] = [-1, -1];
  for (let i = TREND_SAMPLES - 1; i >= 0; i--) {
    const time = at - i * stepMs;
    while ((bars[bar + 1]?.time ?? Infinity) <= time) bar++;
    while ((holes[hole + 1]?.from ?? Infinity) <= time) hole++;
    const [latest, unknown] = [bars[bar], holes[hole]];
    const known = latest && !(unknown && (time < unknown.to || latest.time < unknown.from));
    points.push(known ? latest.close : undefined);
  }
  const first = points.findIndex((p) => p !== undefined);
  return first < 0 ? [] : points.slice(first);
}

/** With what `past` says of the time before the first price; both end with the same sample. */
export function withPast(points: TrendPoints, past: TrendPoints): TrendPoints {
  const first = points.findIndex((p) => p !== undefined);
  const known = first < 0 ? [] : points.slice(first);
  return [...past.slice(0, Math.max(0, past.length - known.length)), ...known];
}

/**
 * The samples as an SVG path in a box of `width` × `height`, the newest at the right edge. A hole interrupts the line.
 * Empty where there are fewer than two samples next to each other.
 */
export function trendPath(points: TrendPoints, width: number, height: number): string {
  const known = points.filter((p) => p !== undefined);
  const middle = (Math.min(...known) + Math.max(...known)) / 2;
  const span = Math.max(Math.max(...known) - Math.min(...known), Math.abs(middle) * LEAST_SPAN);
  const stepX = width / (Math.max(points.length, LEAST_SAMPLES) - 1);
  const left = width - (points.length - 1) * stepX;
  let path = '';
  for (const [i, price] of points.entries()) {
    if (price === undefined) continue;
    const before = points[i - 1];
    if (before === undefined && points[i + 1] === undefined) continue;
    const y = span === 0 ? height / 2 : height * (0.5 - (price - middle) / span);
    path += `${before === undefined ? 'M' : 'L'}${(left + i * stepX).toFixed(1)} ${y.toFixed(1)}`;
  }
  return path;
}
