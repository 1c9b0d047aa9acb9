// Computes the stylized facts of a day of equities from its observations.
import type { Observations } from './day-observer.ts';
import { autocorrelation, correlation, kurtosis, mean, quantile, standardDeviation, tailExponent } from './measures.ts';

export const RETURN_LAGS = [1, 2, 3, 5, 10, 20, 30] as const;
export const SIGN_LAGS = [1, 2, 5, 10, 20, 50, 100] as const;
/** Upper bounds of the spread classes, in basis points; the last class is open-ended. */
export const SPREAD_CLASSES = [1, 2, 3, 5, 8, 12, 20, 40] as const;
/** The tail is fitted to this share of the returns. */
const TAIL_SHARE = 0.02;
/** Minutes per return for correlations: in one minute, not every stock gets a new quote. */
const CORRELATION_MINUTES = 5;
const MIN_SIGNS = 500;

/** The facts of one day, averaged over instruments. NaN if there is too little data. */
export interface Facts {
  readonly instruments: number;
  /** For 1-minute returns, each in units of its instrument's standard deviation. */
  readonly kurtosis: number;
  readonly tailExponent: number;
  /** By RETURN_LAGS, minutes. */
  readonly returnAutocorrelation: readonly number[];
  readonly absoluteReturnAutocorrelation: readonly number[];
  /** By SIGN_LAGS, trades. */
  readonly signAutocorrelation: readonly number[];
  /** Shares of the day's volume, by half hour. */
  readonly volumeShares: readonly number[];
  /** Basis points: the 10th, 50th and 90th percentile. */
  readonly spreadPercentiles: readonly [number, number, number];
  /** Shares of spreads, by SPREAD_CLASSES. */
  readonly spreadShares: readonly number[];
  readonly correlationWithinSector: number;
  readonly correlationAcrossSectors: number;
}

/** `sectors` of the observed instruments, in the same order. */
export function measureFacts(observed: readonly Observations[], sectors: readonly string[]): Facts {
  const returns = observed.map((o) => returnsOf(o.mids, 1)).filter((r) => r.length > 60 && standardDeviation(r) > 0);
  const pooled = returns.flatMap((r) => {
    const deviation = standardDeviation(r);
    return r.map((x) => x / deviation);
  });
  const sizes = returns.map((r) => r.map(Math.abs));
  const signs = observed.map((o) => o.signs).filter((s) => s.length >= MIN_SIGNS);
  const average = (series: number[][], lag: number): number => mean(series.map((s) => autocorrelation(s, lag)));
  const spreads = observed.flatMap((o) => o.spreads.filter((s) => s > 0).map((s) => s * 10_000));
  return {
    instruments: observed.length,
    kurtosis: kurtosis(pooled),
    tailExponent: tailExponent(pooled, TAIL_SHARE),
    returnAutocorrelation: RETURN_LAGS.map((lag) => average(returns, lag)),
    absoluteReturnAutocorrelation: RETURN_LAGS.map((lag) => average(sizes, lag)),
    signAutocorrelation: SIGN_LAGS.map((lag) => average(signs, lag)),
    volumeShares: volumeShares(observed),
    spreadPercentiles: [quantile(spreads, 0.1), quantile(spreads, 0.5), quantile(spreads, 0.9)],
    spreadShares: classShares(spreads),
    ...correlations(observed, sectors),
  };
}

/** Log returns over `minutes`, from the first quote on. */
function returnsOf(mids: readonly number[], minutes: number): number[] {
  const logs = mids.filter((mid, i) => mid > 0 && i % minutes === 0).map(Math.log);
  return logs.slice(1).map((log, i) => log - (logs[i] as number));
}

function volumeShares(observed: readonly Observations[]): number[] {
  const sums = (observed[0]?.volumes ?? []).map((_, i) => {
    return observed.reduce((sum, { volumes }) => sum + (volumes[i] as number), 0);
  });
  const total = sums.reduce((sum, v) => sum + v, 0);
  return sums.map((v) => v / total);
}

function classShares(spreads: readonly number[]): number[] {
  const counts = [...SPREAD_CLASSES, Infinity].map(() => 0);
  for (const spread of spreads) {
    const found = SPREAD_CLASSES.findIndex((upper) => spread <= upper);
    const at = found < 0 ? SPREAD_CLASSES.length : found;
    counts[at] = (counts[at] as number) + 1;
  }
  return counts.map((n) => n / spreads.length);
}

function correlations(
  observed: readonly Observations[],
  sectors: readonly string[],
): Pick<Facts, 'correlationWithinSector' | 'correlationAcrossSectors'> {
  const returns = observed.map((o) => returnsOf(o.mids, CORRELATION_MINUTES));
  const [within, across]: [number[], number[]] = [[], []];
  for (const [i, a] of returns.entries()) {
    for (const [j, b] of returns.entries()) {
      if (j <= i || a.length !== b.length || a.length < 30) continue;
      const found = correlation(a, b);
      if (!Number.isNaN(found)) (sectors[i] === sectors[j] ? within : across).push(found);
    }
  }
  return { correlationWithinSector: mean(within), correlationAcrossSectors: mean(across) };
}
