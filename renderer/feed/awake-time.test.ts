// The clock that goes on in sleep and never goes back.
import { expect, it } from 'vitest';
import { awakeTime } from './awake-time.ts';

function clocks() {
  const at = { steady: 1_000_000, system: 1_000_000 };
  const now = awakeTime(
    () => at.steady,
    () => at.system,
  );
  return { at, now };
}

it('adds the time that the steady clock stood while the machine slept, once', () => {
  const { at, now } = clocks();
  expect(now()).toBe(1_000_000);
  at.system += 3_600_000;
  expect(now()).toBe(4_600_000);
  expect(now()).toBe(4_600_000);
  at.steady += 500;
  at.system += 500;
  expect(now()).toBe(4_600_500);
});

it.each([400, 1_000, -400, -3_600_000])('does not follow a system clock that is set by %i ms', (ms) => {
  const { at, now } = clocks();
  at.system += ms;
  expect(now()).toBe(1_000_000);
});

it('never goes back, whatever the system clock does', () => {
  const { at, now } = clocks();
  let before = now();
  for (const ms of [5_000, -9_000, 2_000, 60_000, -60_000, 1_001, -1, 900]) {
    at.steady += 10;
    at.system += ms;
    expect(now()).toBeGreaterThanOrEqual(before + 10);
    before = now();
  }
});
