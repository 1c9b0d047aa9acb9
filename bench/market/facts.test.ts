// The stylized facts of a simulated day are within the ranges of real markets; those of random data are not.
import { beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../../feed-server/market/random.ts';
import { DayObserver } from './day-observer.ts';
import { measureFacts, RETURN_LAGS, SIGN_LAGS, type Facts } from './facts.ts';
import { mostActiveEquities, simulatedFacts } from './observed-days.ts';

const MINUTE_MS = 60_000;
const OPEN = Date.UTC(2025, 9, 7, 13, 30);
const CLOSE = OPEN + 390 * MINUTE_MS;
const WALKS = 12;

describe('the stylized facts of a simulated day of forty stocks', () => {
  let facts: Facts;
  beforeAll(async () => void (facts = await simulatedFacts(7, mostActiveEquities(40))), 20_000);
  const byLag = (memory: readonly number[], lags: readonly number[]): Map<number, number> => {
    return new Map(lags.map((lag, i) => [lag, memory[i] as number]));
  };

  it('has fat tails: kurtosis above the normal 3, a tail exponent of about 3', () => {
    expect(facts.kurtosis).toBeGreaterThan(5);
    expect(facts.kurtosis).toBeLessThan(50);
    expect(facts.tailExponent).toBeGreaterThan(2.5);
    expect(facts.tailExponent).toBeLessThan(5.5);
  });

  it('returns have no autocorrelation', () => {
    for (const memory of facts.returnAutocorrelation) expect(Math.abs(memory)).toBeLessThan(0.06);
  });

  it('absolute returns have a slowly decaying autocorrelation', () => {
    const sizes = byLag(facts.absoluteReturnAutocorrelation, RETURN_LAGS);
    expect(sizes.get(1)).toBeGreaterThan(0.05);
    expect(sizes.get(1)).toBeLessThan(0.4);
    expect(sizes.get(10)).toBeGreaterThan(0.03);
    expect(sizes.get(30)).toBeLessThan(sizes.get(1) as number);
  });

  it('trade signs cluster over tens of trades', () => {
    const signs = byLag(facts.signAutocorrelation, SIGN_LAGS);
    expect(signs.get(1)).toBeGreaterThan(0.35);
    expect(signs.get(1)).toBeLessThan(0.7);
    expect(signs.get(10)).toBeGreaterThan(0.1);
    expect(signs.get(100)).toBeGreaterThan(0.01);
    expect(signs.get(100)).toBeLessThan(0.15);
  });

  it('volume is U-shaped: highest in the first and last half hour, lowest in between', () => {
    const { volumeShares: shares } = facts;
    const middle = shares.slice(4, 8);
    expect(shares).toHaveLength(13);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10);
    expect(shares[0]).toBeGreaterThan(1.5 * Math.max(...middle));
    expect(shares[12]).toBeGreaterThan(2 * Math.max(...middle));
    expect(Math.min(...middle)).toBeGreaterThan(0.03);
  });

  it('spreads of active stocks are a few basis points, some far wider', () => {
    const [narrow, middle, wide] = facts.spreadPercentiles;
    expect(narrow).toBeGreaterThan(0.2);
    expect(middle).toBeGreaterThan(0.5);
    expect(middle).toBeLessThan(4);
    expect(wide).toBeGreaterThan(1.5 * middle);
    expect(wide).toBeLessThan(20);
    expect(facts.spreadShares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10);
  });

  it('stocks are correlated, more so within a sector', () => {
    expect(facts.correlationAcrossSectors).toBeGreaterThan(0.08);
    expect(facts.correlationAcrossSectors).toBeLessThan(0.6);
    expect(facts.correlationWithinSector).toBeGreaterThan(facts.correlationAcrossSectors + 0.05);
    expect(facts.correlationWithinSector).toBeLessThan(0.8);
  });
});

/** A day of random walks: no fat tails, no autocorrelation, flat volume, no correlation. */
function plainDay(): Facts {
  const random = new Random(7, 'plain');
  const observer = new DayObserver(WALKS, OPEN, CLOSE);
  const mids = Array.from({ length: WALKS }, () => 10_000);
  for (let time = OPEN; time < CLOSE; time += 10_000) {
    for (let id = 0; id < WALKS; id++) {
      const mid = Math.round((mids[id] as number) + 20 * random.normal());
      mids[id] = mid;
      observer.quote(id, time, mid - 5, 100, mid + 5, 100);
      observer.trade(id, time, random.next() < 0.5 ? mid - 5 : mid + 5, 100);
    }
  }
  return measureFacts(
    observer.finish(),
    mids.map((_, id) => (id < WALKS / 2 ? 'A' : 'B')),
  );
}

describe('measureFacts for random walks', () => {
  const facts = plainDay();

  it('finds none of the facts', () => {
    expect(facts.kurtosis).toBeLessThan(3.5);
    expect(facts.tailExponent).toBeGreaterThan(5);
    expect(Math.abs(facts.absoluteReturnAutocorrelation[0] as number)).toBeLessThan(0.05);
    expect(Math.abs(facts.signAutocorrelation[0] as number)).toBeLessThan(0.05);
    for (const share of facts.volumeShares) expect(share).toBeCloseTo(1 / 13, 3);
    expect(Math.abs(facts.correlationWithinSector)).toBeLessThan(0.2);
    expect(Math.abs(facts.correlationAcrossSectors)).toBeLessThan(0.2);
    expect(facts.spreadPercentiles[1]).toBeCloseTo(10, 0);
  });
});

describe('DayObserver', () => {
  it('samples at full minutes from the first quote, and ignores placeholder quotes', () => {
    const observer = new DayObserver(1, OPEN, OPEN + 3 * MINUTE_MS);
    observer.quote(0, OPEN + 1, 995, 1, 1_005, 1);
    observer.quote(0, OPEN + MINUTE_MS + 1, 996, 1, 1_006, 1);
    observer.quote(0, OPEN + MINUTE_MS + 2, 950, 1, 1_050, 1);
    observer.quote(0, OPEN + MINUTE_MS + 3, 1_000, 0, 1_001, 1);
    const [observed] = observer.finish();
    expect(observed?.mids).toEqual([NaN, 1_000, 1_001, 1_001]);
    expect(observed?.spreads.slice(1)).toEqual([0.01, 10 / 1_001, 10 / 1_001]);
  });

  it('counts volume by half hour, with the closing auction in the last one, and signs relative to the mid', () => {
    const observer = new DayObserver(1, OPEN, CLOSE);
    observer.quote(0, OPEN - 2, 995, 1, 1_005, 1);
    observer.trade(0, OPEN - 1, 1_005, 5);
    observer.trade(0, OPEN, 1_005, 7);
    observer.trade(0, OPEN + 31 * MINUTE_MS, 995, 3);
    observer.trade(0, OPEN + 32 * MINUTE_MS, 1_000, 2);
    observer.trade(0, CLOSE, 1_000, 11);
    observer.trade(0, CLOSE + 1, 1_005, 13);
    const [observed] = observer.finish();
    expect(observed?.volumes).toEqual([7, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 11]);
    expect(observed?.signs).toEqual([1, -1]);
  });
});
