// The feed client's time with a system clock that is set and a monotonic clock that stops during sleep.
import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../tests/support/time/fake-clock.ts';
import { Dice } from '../../tests/support/random/seeded.ts';
import { LocalTime } from './local-time.ts';

const HOUR_MS = 3_600_000;

function setUp() {
  const clock = new FakeClock();
  const time = new LocalTime(clock);
  const startedAt = time.now;
  return { clock, time, elapsed: () => time.now - startedAt, systemTime: () => time.now + time.offset };
}

describe('LocalTime', () => {
  it('starts at the system time, and follows small adjustments only in its offset', () => {
    const { clock, time, elapsed, systemTime } = setUp();
    expect(time.now).toBe(clock.now());
    for (let i = 0; i < 100; i++) {
      clock.advance(1_000);
      clock.adjust(i % 2 === 0 ? 900 : -850);
      expect(time.detectJump()).toBe(false);
      expect(systemTime()).toBe(clock.now());
    }
    expect(elapsed()).toBe(100_000);
  });

  it('follows a clock that is set back only in its offset', () => {
    const { clock, time, elapsed, systemTime } = setUp();
    clock.advance(5_000);
    clock.adjust(-HOUR_MS);
    expect(time.detectJump()).toBe(false);
    expect(elapsed()).toBe(5_000);
    expect(systemTime()).toBe(clock.now());
  });

  it('reports once that the system clock jumped ahead', () => {
    const { clock, time, elapsed } = setUp();
    clock.adjust(HOUR_MS);
    expect(time.detectJump()).toBe(true);
    clock.advance(200);
    expect(time.detectJump()).toBe(false);
    expect(elapsed()).toBe(200);
  });

  it('forgets a jump if the clock is set back before the next message', () => {
    const { clock, time, elapsed } = setUp();
    clock.adjust(HOUR_MS);
    time.detectJump();
    clock.adjust(-HOUR_MS);
    expect(time.detectJump()).toBe(false);
    time.resolveJump(HOUR_MS);
    expect(elapsed()).toBe(0);
    expect(time.offset).toBe(0);
  });

  it.each([
    { cause: 'a clock that was set', sleptMs: 0, setMs: HOUR_MS },
    { cause: 'a sleep', sleptMs: HOUR_MS, setMs: 0 },
    { cause: 'a sleep of two seconds', sleptMs: 2_000, setMs: 0 },
    { cause: 'a sleep, and a clock that was set forward', sleptMs: HOUR_MS, setMs: 2 * HOUR_MS },
    { cause: 'a long sleep, and a clock that was set back', sleptMs: 8 * HOUR_MS, setMs: -HOUR_MS },
  ])('uses the server time to recognize $cause', ({ sleptMs, setMs }) => {
    const { clock, time, elapsed, systemTime } = setUp();
    clock.sleep(sleptMs, 'stops');
    clock.adjust(setMs);
    expect(time.detectJump()).toBe(true);
    clock.advance(300);
    // The server's clock did not stop, and its message took 40 ms.
    time.resolveJump(sleptMs - 40);
    expect(Math.abs(elapsed() - 300 - Math.min(sleptMs, sleptMs + setMs))).toBeLessThanOrEqual(40);
    expect(systemTime()).toBe(clock.now());
    expect(time.detectJump()).toBe(false);
  });

  it('counts a jump as sleep if no message ever arrived', () => {
    const { clock, time, elapsed } = setUp();
    clock.sleep(HOUR_MS, 'stops');
    time.detectJump();
    time.resolveJump(undefined);
    expect(elapsed()).toBe(HOUR_MS);
  });

  it.each(Array.from({ length: 40 }, (_, seed) => seed + 1))(
    'never goes back, and counts real time: seed %i',
    (seed) => {
      const dice = new Dice(seed);
      const { clock, time, elapsed, systemTime } = setUp();
      let realMs = 0;
      for (let i = 0; i < 200; i++) {
        const before = time.now;
        const ms = dice.below(2_000);
        clock.advance(ms);
        const sleptMs = dice.chance(0.1) ? 3_000 + dice.below(HOUR_MS) : 0;
        clock.sleep(sleptMs, 'stops');
        realMs += ms + sleptMs;
        if (dice.chance(0.1)) clock.adjust(dice.below(2 * HOUR_MS) - HOUR_MS);
        time.detectJump();
        const hasMessage = dice.chance(0.5);
        if (hasMessage) time.resolveJump(realMs - elapsed());
        expect(time.now).toBeGreaterThanOrEqual(before + ms);
        expect(elapsed()).toBeLessThanOrEqual(realMs + 1);
        if (hasMessage) expect(Math.abs(systemTime() - clock.now())).toBeLessThanOrEqual(1);
      }
    },
  );
});
