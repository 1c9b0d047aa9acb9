// The machine's clock over sleep and a wall clock that is set.
import { expect, it } from 'vitest';
import { steadyTime, systemClock } from './system-clock.ts';

function clockOver(wall: number, monotonic: number) {
  const time = { wall, monotonic };
  const now = steadyTime(
    () => time.wall,
    () => time.monotonic,
  );
  const pass = (wallMs: number, monotonicMs: number): number => {
    time.wall += wallMs;
    time.monotonic += monotonicMs;
    return now();
  };
  return { now, pass };
}

it('runs with the monotonic clock while the two agree', () => {
  const { now, pass } = clockOver(1_000_000, 50);
  expect(now()).toBe(1_000_000);
  expect(pass(1_000, 1_000.25)).toBe(1_001_000.25);
  expect(pass(900, 800)).toBe(1_001_800.25);
});

it('makes up for a sleep, which the monotonic clock did not count', () => {
  const { pass } = clockOver(1_000_000, 50);
  expect(pass(3_600_000, 10)).toBe(4_600_000);
  expect(pass(10, 10)).toBe(4_600_010);
});

it('does not go back where the wall clock is set back', () => {
  const { pass } = clockOver(1_000_000, 50);
  expect(pass(-3_600_000, 10)).toBe(1_000_010);
});

it('tells the time', () => {
  expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(1_100);
});
