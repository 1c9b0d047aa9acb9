// When faults strike.
import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../tests/support/time/fake-clock.ts';
import { Random } from '../market/random.ts';
import { schedule, type TimedTrigger } from './schedule.ts';

/** Milliseconds after the start at which it strikes within `ms`. */
function strikes(trigger: TimedTrigger, ms: number, seed = 7): number[] {
  const clock = new FakeClock();
  const start = clock.now();
  const times: number[] = [];
  schedule(clock, start, trigger, new Random(seed, 'test'), () => times.push(clock.now() - start));
  clock.advance(ms);
  return times;
}

describe('a fault strikes', () => {
  it('once', () => {
    expect(strikes({ kind: 'once', atMs: 10_000 }, 9_999)).toEqual([]);
    expect(strikes({ kind: 'once', atMs: 10_000 }, 60_000)).toEqual([10_000]);
  });

  it('again and again', () => {
    const trigger: TimedTrigger = { kind: 'every', atMs: 500, everyMs: 2_000, times: Infinity };
    expect(strikes(trigger, 7_000)).toEqual([500, 2_500, 4_500, 6_500]);
  });

  it('a limited number of times', () => {
    expect(strikes({ kind: 'every', atMs: 1_000, everyMs: 1_000, times: 3 }, 60_000)).toEqual([1_000, 2_000, 3_000]);
  });

  it('by chance each second, depending on the seed', () => {
    const trigger: TimedTrigger = { kind: 'chance', atMs: 5_000, probability: 0.25, times: Infinity };
    const times = strikes(trigger, 1_000_000);
    expect(times.length).toBeGreaterThan(200);
    expect(times.length).toBeLessThan(300);
    expect(times.every((ms) => ms >= 5_000 && ms % 1_000 === 0)).toBe(true);
    expect(strikes(trigger, 1_000_000)).toEqual(times);
    expect(strikes(trigger, 1_000_000, 8)).not.toEqual(times);
  });

  it('by chance, a limited number of times', () => {
    expect(strikes({ kind: 'chance', atMs: 0, probability: 1, times: 2 }, 60_000)).toEqual([0, 1_000]);
  });

  it('once for all strikes that were missed while the machine slept', () => {
    const clock = new FakeClock();
    let n = 0;
    const trigger: TimedTrigger = { kind: 'every', atMs: 0, everyMs: 1_000, times: Infinity };
    schedule(clock, clock.now() - 3_600_000, trigger, new Random(7, 'test'), () => n++);
    clock.advance(500);
    expect(n).toBe(2);
  });

  it('no more once its schedule is canceled', () => {
    const clock = new FakeClock();
    let n = 0;
    const trigger: TimedTrigger = { kind: 'every', atMs: 0, everyMs: 1_000, times: Infinity };
    const end = schedule(clock, clock.now(), trigger, new Random(7, 'test'), () => n++);
    clock.advance(1_000);
    end();
    clock.advance(60_000);
    expect([n, clock.pending]).toEqual([2, 0]);
  });
});
