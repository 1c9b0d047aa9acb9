// Statistics of series of numbers, for the stylized facts of markets.

export function mean(values: readonly number[]): number {
  return values.reduce((sum, v) => sum + v, 0) / values.length;
}

export function standardDeviation(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((v) => (v - middle) ** 2)));
}

/** Fourth moment over the squared variance: 3 for a normal distribution, higher for fat tails. */
export function kurtosis(values: readonly number[]): number {
  const middle = mean(values);
  const second = mean(values.map((v) => (v - middle) ** 2));
  return mean(values.map((v) => (v - middle) ** 4)) / second ** 2;
}

/** Hill's estimate of the exponent of the tail P(|x| > y) ~ y^-exponent, from the largest `share` of the values. */
export function tailExponent(values: readonly number[], share: number): number {
  const sizes = values.map(Math.abs).sort((a, b) => b - a);
  const n = Math.max(2, Math.floor(sizes.length * share));
  const min = sizes[n] ?? sizes.at(-1) ?? NaN;
  return 1 / mean(sizes.slice(0, n).map((size) => Math.log(size / min)));
}

/** Correlation of a series with itself `lag` values later. */
export function autocorrelation(values: readonly number[], lag: number): number {
  const middle = mean(values);
  let product = 0;
  let square = 0;
  for (const [i, v] of values.entries()) {
    square += (v - middle) ** 2;
    const before = values[i - lag];
    if (before !== undefined) product += (v - middle) * (before - middle);
  }
  return product / square;
}

/** Pearson's correlation of two series of equal length. */
export function correlation(a: readonly number[], b: readonly number[]): number {
  const [middleA, middleB] = [mean(a), mean(b)];
  let [product, squareA, squareB] = [0, 0, 0];
  for (const [i, v] of a.entries()) {
    const x = v - middleA;
    const y = (b[i] as number) - middleB;
    product += x * y;
    squareA += x * x;
    squareB += y * y;
  }
  return product / Math.sqrt(squareA * squareB);
}

/** The value below which `share` (0 to 1) of the values lie; NaN if there are none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}
