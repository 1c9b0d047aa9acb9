// Random: the same numbers for the same seed and label, with the documented distributions.
import { describe, expect, it } from 'vitest';
import { SECTORS, selectListings } from './instruments.ts';
import { Random } from './random.ts';

const SAMPLES = 50_000;

function draw(count: number, next: () => number): number[] {
  return Array.from({ length: count }, next);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, v) => sum + v, 0) / values.length;
}

describe('Random', () => {
  it('gives the same numbers for the same seed and label', () => {
    const [one, two] = [new Random(7, 'IBM price'), new Random(7, 'IBM price')];
    expect(draw(100, () => one.next())).toEqual(draw(100, () => two.next()));
  });

  it('differs by seed and by label', () => {
    const streams = [new Random(7, 'A'), new Random(8, 'A'), new Random(7, 'B'), new Random(4_294_967_295, 'A')];
    expect(new Set(streams.map((r) => r.next())).size).toBe(4);
  });

  it.each([0, 7, 4_294_967_295])('gives no two instruments the same stream under seed %i', (seed) => {
    const uses = ['terms', 'price', 'trading', 'flow', 'arrivals', 'incidents'];
    const labels = selectListings([]).flatMap(({ instrument }) => uses.map((use) => `${instrument.symbol} ${use}`));
    labels.push(...SECTORS.map((sector) => `${sector} sector`), 'equities market', 'forex market', 'crypto market');
    const streams = labels.map((label) => {
      const random = new Random(seed, label);
      return `${random.next()} ${random.next()}`;
    });
    expect(new Set(streams).size).toBe(labels.length);
  });

  it('is uniform from 0 up to 1', () => {
    const random = new Random(7, 'uniform');
    const values = draw(SAMPLES, () => random.next());
    const tenths = Array.from({ length: 10 }, (_, i) => values.filter((v) => Math.floor(v * 10) === i).length);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThan(1);
    for (const count of tenths) expect(Math.abs(count / SAMPLES - 0.1)).toBeLessThan(0.01);
  });

  it('draws standard normal numbers', () => {
    const random = new Random(7, 'normal');
    const values = draw(SAMPLES, () => random.normal());
    expect(mean(values)).toBeCloseTo(0, 1);
    expect(mean(values.map((v) => v * v))).toBeCloseTo(1, 1);
    expect(values.filter((v) => Math.abs(v) > 1.96).length / SAMPLES).toBeCloseTo(0.05, 2);
  });

  it('draws exponential times with the given rate', () => {
    const random = new Random(7, 'exponential');
    const values = draw(SAMPLES, () => random.exponential(4));
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(mean(values)).toBeCloseTo(0.25, 2);
  });
});
