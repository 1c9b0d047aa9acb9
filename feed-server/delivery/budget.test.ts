// The budget of one connection: requests spend it, and time refills it.
import { describe, expect, it } from 'vitest';
import { Budget, UNITS, Work } from './budget.ts';

const BURST_UNITS = 150_000;

describe('Budget', () => {
  it('lets a request through while anything is left, whatever the request costs', () => {
    const budget = new Budget(0);
    budget.spend(BURST_UNITS - 1, 0);
    expect(budget.retryAfterMs(0)).toBe(0);
    budget.spend(1, 0);
    expect(budget.retryAfterMs(0)).toBeGreaterThan(0);
  });

  it('returns a wait of a second or more, after which it lets a request through', () => {
    for (const spent of [BURST_UNITS, BURST_UNITS + 50_000, BURST_UNITS + 100_000]) {
      const budget = new Budget(0);
      budget.spend(spent - 100_000, 0);
      budget.spend(100_000, 0);
      const ms = budget.retryAfterMs(0);
      expect(ms).toBeGreaterThanOrEqual(1_000);
      expect(budget.retryAfterMs(ms)).toBe(0);
    }
  });

  it('refuses all requests until that time, so that none overtakes another', () => {
    const budget = new Budget(0);
    budget.spend(BURST_UNITS, 0);
    const ms = budget.retryAfterMs(0);
    expect(budget.retryAfterMs(100)).toBe(ms - 100);
    expect(budget.retryAfterMs(ms - 1)).toBe(1);
    expect(budget.retryAfterMs(ms)).toBe(0);
  });

  it('refills by 50 ms of CPU a second, up to the burst', () => {
    const budget = new Budget(0);
    let done = 0;
    for (let now = 0; now < 20_000; now++)
      while (budget.retryAfterMs(now) === 0) {
        budget.spend(1_000, now);
        done++;
      }
    expect(done).toBeGreaterThan((BURST_UNITS + 19_000 * 50) / 1_000 - 50);
    expect(done).toBeLessThanOrEqual((BURST_UNITS + 20_000 * 50) / 1_000 + 50);
  });

  it('stops reading from a client that ignores refusals, until the budget has refilled', () => {
    const budget = new Budget(0);
    budget.spend(BURST_UNITS, 0);
    expect(budget.pauseMs(0)).toBe(0);
    budget.spend(25_001, 0);
    const ms = budget.pauseMs(0);
    expect(ms).toBe(501);
    expect(budget.pauseMs(ms)).toBe(0);
    expect(budget.retryAfterMs(ms)).toBeGreaterThanOrEqual(0);
  });

  it('asks for a wait of at most five seconds, whatever a request cost', () => {
    const budget = new Budget(0);
    budget.spend(1e12, 0);
    budget.spend(1e12, 0);
    expect(budget.retryAfterMs(0)).toBeLessThanOrEqual(5_000);
  });
});

describe('Work', () => {
  it('adds up everything that is counted', () => {
    const work = new Work();
    work.count('request');
    work.count('slot', 1_000);
    expect(work.units).toBe(UNITS.request + 1_000 * UNITS.slot);
  });
});
