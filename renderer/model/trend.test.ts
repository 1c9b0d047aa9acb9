// The trend: what is sampled, and that no line crosses what was not known.
import { describe, expect, it, test } from 'vitest';
import { addSample, LEAST_SAMPLES, pastTrend, trendPath, TREND_SAMPLES, withPast, type TrendPoints } from './trend.ts';

/** So that samples of a short trend are 1 apart. */
const WIDTH = LEAST_SAMPLES - 1;

test('keeps the newest five minutes', () => {
  let points: TrendPoints = [];
  for (let price = 0; price < TREND_SAMPLES + 30; price++) points = addSample(points, price);
  expect(points).toHaveLength(TREND_SAMPLES);
  expect(points[0]).toBe(30);
  expect(points.at(-1)).toBe(TREND_SAMPLES + 29);
});

test('samples that were not taken leave a hole as long as they would have been', () => {
  expect(addSample([100], 101, 3)).toEqual([100, undefined, undefined, undefined, 101]);
});

test('samples that were not taken of a price that was known leave it standing', () => {
  expect(addSample([100], 101, 2, 100)).toEqual([100, 100, 100, 101]);
});

test('a hole longer than the trend leaves nothing before it', () => {
  const points = addSample([100], 101, 1e9);
  expect(points).toHaveLength(TREND_SAMPLES);
  expect(points.filter((p) => p !== undefined)).toEqual([101]);
});

test('draws the newest at the right edge, high prices at the top', () => {
  expect(trendPath([100, 300, 200], WIDTH, 10)).toBe(`M${WIDTH - 2}.0 10.0L${WIDTH - 1}.0 0.0L${WIDTH}.0 5.0`);
});

test('fills its box from edge to edge once there are samples enough, however many', () => {
  for (const n of [LEAST_SAMPLES, 40, TREND_SAMPLES]) {
    const path = trendPath(
      Array.from({ length: n }, () => 100),
      84,
      10,
    );
    expect(path).toMatch(/^M0\.0 /);
    expect(path).toMatch(/L84\.0 \S+$/);
  }
});

test('starts anew after a hole', () => {
  const path = trendPath([100, 200, undefined, 200, 100], WIDTH, 10);
  expect(path.match(/M/g)).toHaveLength(2);
  expect(path).toBe(`M${WIDTH - 4}.0 10.0L${WIDTH - 3}.0 0.0M${WIDTH - 1}.0 0.0L${WIDTH}.0 10.0`);
});

test.for([[[]], [[100]], [[undefined, 100, undefined]], [[undefined]]] as const)('%j makes no line', ([points]) => {
  expect(trendPath(points, WIDTH, 10)).toBe('');
});

test('does not blow up noise: a ten-thousandth of the price spans a fifth of the height', () => {
  expect(trendPath([100_000, 100_010], WIDTH, 10)).toBe(`M${WIDTH - 1}.0 6.0L${WIDTH}.0 4.0`);
});

test('draws a price that stands still in the middle', () => {
  expect(trendPath([100, 100], WIDTH, 10)).toBe(`M${WIDTH - 1}.0 5.0L${WIDTH}.0 5.0`);
});

describe('pastTrend', () => {
  const bar = (time: number, close: number) => {
    const prices = { open: close, high: close, low: close, close };
    return { time, ...prices, volume: 1, trades: 1 };
  };
  /** The last five samples, ten apart, the last at 1,000. */
  const pastOf = (bars: ReturnType<typeof bar>[], holes: { from: number; to: number }[] = []) =>
    pastTrend({ bars, holes }, 1_000, 10).slice(-5);

  it('has the last price before each sample, through intervals without trades', () => {
    expect(pastOf([bar(900, 1), bar(965, 2), bar(985, 3)])).toEqual([1, 2, 2, 3, 3]);
  });

  it('begins with the first price that is known', () => {
    expect(pastTrend({ bars: [bar(985, 3)], holes: [] }, 1_000, 10)).toEqual([3, 3]);
    expect(pastTrend({ bars: [], holes: [] }, 1_000, 10)).toEqual([]);
  });

  it('knows nothing in a hole, and from there to the next trade', () => {
    expect(pastOf([bar(900, 1), bar(985, 3)], [{ from: 955, to: 975 }])).toEqual([
      undefined,
      undefined,
      undefined,
      3,
      3,
    ]);
    expect(pastTrend({ bars: [bar(960, 2)], holes: [{ from: 0, to: 965 }] }, 1_000, 10)).toEqual([2, 2, 2, 2]);
  });

  it('holds as many samples as a trend does', () => {
    expect(pastTrend({ bars: [bar(0, 1)], holes: [] }, 1e6, 10)).toHaveLength(TREND_SAMPLES);
  });
});

describe('withPast', () => {
  it.each([
    ['nothing yet', [], [1, 2, 3], [1, 2, 3]],
    ['no price yet', [undefined, undefined], [1, 2, 3], [1, 2, 3]],
    ['prices of its own', [undefined, 8, undefined, 9], [1, 2, 3, 4, 5], [1, 2, 8, undefined, 9]],
    ['more of its own than there is past', [7, 8, 9], [2, 3], [7, 8, 9]],
  ])('of a trend with %s', (_, points, past, whole) => {
    expect(withPast(points, past)).toEqual(whole);
  });
});
