// The steady clock while the machine sleeps and when the wall clock is set.
import { expect, it } from 'vitest';
import { steadyTime, systemClock } from './system-clock.ts';

/** A steady clock over three fake clocks. Its time since boot is in whole seconds. */
function setUp(wall: number, monotonic: number) {
  const time = { wall, monotonic, boot: 77_400 };
  const now = steadyTime(
    () => time.wall,
    () => time.monotonic,
    () => Math.floor(time.boot / 1_000) * 1_000,
  );
  /** Advances each clock, and returns the steady time. `sleptMs`: how long the machine sleeps and the monotonic clock stops. */
  const advance = (wallMs: number, monotonicMs: number, sleptMs = 0): number => {
    time.wall += wallMs;
    time.monotonic += monotonicMs;
    time.boot += monotonicMs + sleptMs;
    return now();
  };
  return { now, advance };
}

it('follows the monotonic clock while the wall clock agrees with it', () => {
  const { now, advance } = setUp(1_000_000, 50);
  expect(now()).toBe(1_000_000);
  expect(advance(1_000, 1_000.25)).toBe(1_001_000.25);
  expect(advance(900, 800)).toBe(1_001_800.25);
});

it('counts sleep even if the monotonic clock does not', () => {
  const { advance } = setUp(1_000_000, 50);
  expect(advance(3_600_000, 10, 3_599_990)).toBe(4_600_000);
  expect(advance(10, 10)).toBe(4_600_010);
});

it('does not go back when the wall clock is set back', () => {
  const { advance } = setUp(1_000_000, 50);
  expect(advance(-3_600_000, 10)).toBe(1_000_010);
});

it('ignores a wall clock that is set forward without sleep', () => {
  const { advance } = setUp(1_000_000, 50);
  expect(advance(3_600_010, 10)).toBe(1_000_010);
  expect(advance(1_000, 1_000)).toBe(1_001_010);
  expect(advance(-3_599_000, 1_000)).toBe(1_002_010);
});

it.each([2_500, 5_000, 30_000, 28_800_000])(
  'counts a sleep of %i ms after the wall clock was set forward or back',
  (ms) => {
    const { advance } = setUp(1_000_000, 50);
    expect(advance(7_200_000, 0)).toBe(1_000_000);
    expect(advance(ms, 0, ms)).toBe(1_000_000 + ms);
    expect(advance(-7_200_000, 0)).toBe(1_000_000 + ms);
    expect(advance(ms, 0, ms)).toBe(1_000_000 + 2 * ms);
  },
);

it('counts a sleep during which the wall clock was set', () => {
  const { advance } = setUp(1_000_000, 50);
  const slept = advance(7_200_000, 0, 3_600_000) - 1_000_000;
  expect(Math.abs(slept - 3_600_000)).toBeLessThanOrEqual(3_000);
});

it('returns the current time', () => {
  expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(1_100);
});
