// The trend: how it is sampled, and that no line crosses a gap.
import { describe, expect, it, test } from 'vitest';
import {
  addSample,
  FULL_WIDTH_SAMPLES,
  trendFromBars,
  trendPath,
  MAX_SAMPLES,
  prependHistory,
  type TrendPoints,
} from './trend.ts';

/** At this width, the samples of a short trend are 1 apart. */
const WIDTH = FULL_WIDTH_SAMPLES - 1;

test('keeps the newest five minutes', () => {
  let points: TrendPoints = [];
  for (let price = 0; price < MAX_SAMPLES + 30; price++) points = addSample(points, price);
  expect(points).toHaveLength(MAX_SAMPLES);
  expect(points[0]).toBe(30);
  expect(points.at(-1)).toBe(MAX_SAMPLES + 29);
});

test('missed samples leave a gap of their length', () => {
  expect(addSample([100], 101, 3)).toEqual([100, undefined, undefined, undefined, 101]);
});

test('missed samples of a known price repeat it', () => {
  expect(addSample([100], 101, 2, 100)).toEqual([100, 100, 100, 101]);
});

test('a gap longer than the trend leaves only the newest sample', () => {
  const points = addSample([100], 101, 1e9);
  expect(points).toHaveLength(MAX_SAMPLES);
  expect(points.filter((p) => p !== undefined)).toEqual([101]);
});

test('draws the newest sample at the right edge and high prices at the top', () => {
  expect(trendPath([100, 300, 200], WIDTH, 10)).toBe(`M${WIDTH - 2}.0 10.0L${WIDTH - 1}.0 0.0L${WIDTH}.0 5.0`);
});

test('fills its box from edge to edge with any sufficient number of samples', () => {
  for (const n of [FULL_WIDTH_SAMPLES, 40, MAX_SAMPLES]) {
    const path = trendPath(
      Array.from({ length: n }, () => 100),
      84,
      10,
    );
    expect(path).toMatch(/^M0\.0 /);
    expect(path).toMatch(/L84\.0 \S+$/);
  }
});

test('restarts the line after a gap', () => {
  const path = trendPath([100, 200, undefined, 200, 100], WIDTH, 10);
  expect(path.match(/M/g)).toHaveLength(2);
  expect(path).toBe(`M${WIDTH - 4}.0 10.0L${WIDTH - 3}.0 0.0M${WIDTH - 1}.0 0.0L${WIDTH}.0 10.0`);
});

test.for([[[]], [[100]], [[undefined, 100, undefined]], [[undefined]]] as const)('%j draws no line', ([points]) => {
  expect(trendPath(points, WIDTH, 10)).toBe('');
});

test('does not magnify noise: a ten-thousandth of the price spans a fifth of the height', () => {
  expect(trendPath([100_000, 100_010], WIDTH, 10)).toBe(`M${WIDTH - 1}.0 6.0L${WIDTH}.0 4.0`);
});

test('draws an unchanged price in the middle', () => {
  expect(trendPath([100, 100], WIDTH, 10)).toBe(`M${WIDTH - 1}.0 5.0L${WIDTH}.0 5.0`);
});

describe('trendFromBars', () => {
  const makeBar = (time: number, close: number) => {
    const prices = { open: close, high: close, low: close, close };
    return { time, ...prices, volume: 1, trades: 1 };
  };
  /** The last five samples, ten apart, the last one at 1,000. */
  const lastFiveSamples = (bars: ReturnType<typeof makeBar>[], holes: { begin: number; end: number }[] = []) =>
    trendFromBars({ bars, holes }, 1_000, 10).slice(-5);

  it('has the last price before each sample, across intervals without trades', () => {
    expect(lastFiveSamples([makeBar(900, 1), makeBar(965, 2), makeBar(985, 3)])).toEqual([1, 2, 2, 3, 3]);
  });

  it('starts with the first known price', () => {
    expect(trendFromBars({ bars: [makeBar(985, 3)], holes: [] }, 1_000, 10)).toEqual([3, 3]);
    expect(trendFromBars({ bars: [], holes: [] }, 1_000, 10)).toEqual([]);
  });

  it('has a gap until the next trade where bars are missing', () => {
    expect(lastFiveSamples([makeBar(900, 1), makeBar(985, 3)], [{ begin: 955, end: 975 }])).toEqual([
      undefined,
      undefined,
      undefined,
      3,
      3,
    ]);
    expect(trendFromBars({ bars: [makeBar(960, 2)], holes: [{ begin: 0, end: 965 }] }, 1_000, 10)).toEqual([
      2, 2, 2, 2,
    ]);
  });

  it('has at most the maximum number of samples', () => {
    expect(trendFromBars({ bars: [makeBar(0, 1)], holes: [] }, 1e6, 10)).toHaveLength(MAX_SAMPLES);
  });
});

describe('prependHistory', () => {
  it.each([
    ['no samples', [], [1, 2, 3], [1, 2, 3]],
    ['samples but no price', [undefined, undefined], [1, 2, 3], [1, 2, 3]],
    ['prices', [undefined, 8, undefined, 9], [1, 2, 3, 4, 5], [1, 2, 8, undefined, 9]],
    ['more samples than the history has', [7, 8, 9], [2, 3], [7, 8, 9]],
  ])('prepends history to a trend with %s', (_, points, history, combined) => {
    expect(prependHistory(points, history)).toEqual(combined);
  });
});
