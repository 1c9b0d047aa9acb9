// Fits a straight line to measurements over time, with the standard error of its slope.

export interface Trend {
  /** Per unit of time. */
  readonly slope: number;
  readonly standardError: number;
  /** The slope's 95 % confidence interval, assuming steady growth plus independent noise. */
  readonly low: number;
  readonly high: number;
}

/**
 * The 97.5 % quantile of Student's t-distribution by degrees of freedom, from 1 (Abramowitz and Stegun, table 26.10).
 */
const QUANTILES = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228];
/** The same quantile of the normal distribution. */
const NORMAL_QUANTILE = 1.95996;

/** Least squares through three or more points, not all at the same time. */
export function trendOf(points: readonly (readonly [time: number, value: number])[]): Trend {
  const n = points.length;
  if (n < 3) throw new RangeError(`a trend with an error: expected 3 points or more, found ${n}`);
  const mean = (which: 0 | 1): number => points.reduce((sum, point) => sum + point[which], 0) / n;
  const [time, value] = [mean(0), mean(1)];
  const spread = points.reduce((sum, [t]) => sum + (t - time) ** 2, 0);
  const slope = points.reduce((sum, [t, v]) => sum + (t - time) * (v - value), 0) / spread;
  const residue = points.reduce((sum, [t, v]) => sum + (v - value - slope * (t - time)) ** 2, 0);
  const standardError = Math.sqrt(residue / (n - 2) / spread);
  const margin = studentQuantile(n - 2) * standardError;
  return { slope, standardError, low: slope - margin, high: slope + margin };
}

/** Beyond the table, the series of Cornish and Fisher (Abramowitz and Stegun 26.7.5) is exact to four digits. */
function studentQuantile(degrees: number): number {
  const z = NORMAL_QUANTILE;
  const first = (z ** 3 + z) / (4 * degrees);
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * degrees ** 2);
  return QUANTILES[degrees - 1] ?? z + first + second;
}
