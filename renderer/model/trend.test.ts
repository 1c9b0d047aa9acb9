// The trend: what is sampled, and that no line crosses what was not known.
import { expect, test } from 'vitest';
import { addSample, LEAST_SAMPLES, trendPath, TREND_SAMPLES, type TrendPoints } from './trend.ts';

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
