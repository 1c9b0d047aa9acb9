// Waiting for readers: as long as they come on, and a second longer.
import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../tests/support/time/fake-clock.ts';
import { CatchUpWait } from './catch-up-wait.ts';

function setUp() {
  const clock = new FakeClock();
  const readers = { behind: 0 };
  return { clock, readers, patience: new CatchUpWait(clock, () => readers.behind) };
}

describe('CatchUpWait', () => {
  it('waits for none who are near enough', () => {
    const { readers, patience } = setUp();
    readers.behind = 10;
    expect([patience.waits(10), patience.waits(9)]).toEqual([false, true]);
  });

  it('lasts as long as they come on, however slowly', () => {
    const { clock, readers, patience } = setUp();
    for (readers.behind = 100; readers.behind > 0; readers.behind--) {
      expect(patience.waits(0)).toBe(true);
      clock.advance(999);
    }
    expect(patience.waits(0)).toBe(false);
  });

  it('ends a second after they came on last, and begins anew once they have caught up', () => {
    const { clock, readers, patience } = setUp();
    readers.behind = 100;
    expect(patience.waits(0)).toBe(true);
    clock.advance(1_000);
    expect(patience.waits(0)).toBe(false);
    readers.behind = 200;
    expect(patience.waits(0)).toBe(false);
    readers.behind = 0;
    expect(patience.waits(0)).toBe(false);
    readers.behind = 200;
    expect(patience.waits(0)).toBe(true);
  });
});
