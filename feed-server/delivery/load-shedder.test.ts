// Load shedding: intervals grow while the server has too little time, and shrink again afterwards.
import { describe, expect, it } from 'vitest';
import { LoadShedder } from './load-shedder.ts';

/** Serves for `share` of every 20 ms, for `ms` from `from`. Returns the end. */
function serve(shedder: LoadShedder, from: number, ms: number, share: number): number {
  let now = from;
  for (; now < from + ms; now += 20) shedder.recordServing(now, now + 20 * share);
  return now;
}

describe('LoadShedder', () => {
  it('leaves intervals alone while there is time left', () => {
    const shedder = new LoadShedder(0);
    serve(shedder, 0, 10_000, 0.42);
    expect(shedder.backoffFactor).toBe(1);
  });

  it('lengthens them step by step while serving takes more than half of the time, up to 40 times', () => {
    const shedder = new LoadShedder(0);
    const now = serve(shedder, 0, 1_000, 0.9);
    expect(shedder.backoffFactor).toBeGreaterThan(2);
    expect(shedder.backoffFactor).toBeLessThan(12);
    serve(shedder, now, 20_000, 0.9);
    expect(shedder.backoffFactor).toBe(40);
  });

  it('keeps them between 35 and 50 %, and shortens them below', () => {
    const shedder = new LoadShedder(0);
    let now = serve(shedder, 0, 1_000, 0.9);
    now = serve(shedder, now, 400, 0.42);
    const { backoffFactor } = shedder;
    expect(backoffFactor).toBeGreaterThan(2);
    now = serve(shedder, now, 1_000, 0.42);
    expect(shedder.backoffFactor).toBe(backoffFactor);
    serve(shedder, now, 2_000, 0.2);
    expect(shedder.backoffFactor).toBe(1);
  });

  it('lengthens them too if lanes are served late, whatever takes the time', () => {
    const shedder = new LoadShedder(0);
    for (let now = 0; now < 1_000; now += 100) shedder.recordServing(now, now + 5, 40);
    expect(shedder.backoffFactor).toBeGreaterThan(2);
    for (let now = 1_000; now < 3_000; now += 100) shedder.recordServing(now, now + 5, 2);
    expect(shedder.backoffFactor).toBe(1);
  });

  it('ignores a single late lane', () => {
    const shedder = new LoadShedder(0);
    for (let now = 0; now < 1_000; now += 50) shedder.recordServing(now, now + 5, now % 200 === 0 ? 90 : 3);
    expect(shedder.backoffFactor).toBe(1);
  });

  it('restores them after a quiet period', () => {
    const shedder = new LoadShedder(0);
    const now = serve(shedder, 0, 20_000, 0.9);
    shedder.recordServing(now + 10_000, now + 10_001);
    expect(shedder.backoffFactor).toBe(1);
  });
});
