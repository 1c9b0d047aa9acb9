import { describe, expect, it } from 'vitest';
import { Strain } from './strain.ts';

/** Serves for `share` of every 20 ms from `from` on, for `ms`. Returns when that ends. */
function serve(strain: Strain, from: number, ms: number, share: number): number {
  let now = from;
  for (; now < from + ms; now += 20) strain.note(now, now + 20 * share);
  return now;
}

describe('Strain', () => {
  it('leaves intervals alone while there is time left', () => {
    const strain = new Strain(0);
    serve(strain, 0, 10_000, 0.42);
    expect(strain.stretch).toBe(1);
  });

  it('stretches them step by step while serving takes more than half of the time, up to 40 times', () => {
    const strain = new Strain(0);
    const now = serve(strain, 0, 1_000, 0.9);
    expect(strain.stretch).toBeGreaterThan(2);
    expect(strain.stretch).toBeLessThan(12);
    serve(strain, now, 20_000, 0.9);
    expect(strain.stretch).toBe(40);
  });

  it('keeps what it has come to between 35 and 50 %, and takes it back below', () => {
    const strain = new Strain(0);
    let now = serve(strain, 0, 1_000, 0.9);
    now = serve(strain, now, 400, 0.42);
    const { stretch } = strain;
    expect(stretch).toBeGreaterThan(2);
    now = serve(strain, now, 1_000, 0.42);
    expect(strain.stretch).toBe(stretch);
    serve(strain, now, 2_000, 0.2);
    expect(strain.stretch).toBe(1);
  });

  it('stretches them too where what is due is served late, whatever takes the time', () => {
    const strain = new Strain(0);
    for (let now = 0; now < 1_000; now += 100) strain.note(now, now + 5, 40);
    expect(strain.stretch).toBeGreaterThan(2);
    for (let now = 1_000; now < 3_000; now += 100) strain.note(now, now + 5, 2);
    expect(strain.stretch).toBe(1);
  });

  it('makes nothing of a single one that is late', () => {
    const strain = new Strain(0);
    for (let now = 0; now < 1_000; now += 50) strain.note(now, now + 5, now % 200 === 0 ? 90 : 3);
    expect(strain.stretch).toBe(1);
  });

  it('has forgotten it after quiet', () => {
    const strain = new Strain(0);
    const now = serve(strain, 0, 20_000, 0.9);
    strain.note(now + 10_000, now + 10_001);
    expect(strain.stretch).toBe(1);
  });
});
