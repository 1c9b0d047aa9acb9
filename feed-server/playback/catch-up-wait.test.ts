// Waiting for readers: as long as they make progress, and a second longer.
import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../tests/support/time/fake-clock.ts';
import { CatchUpWait } from './catch-up-wait.ts';

function setUp() {
  const clock = new FakeClock();
  const readers = { behind: 0 };
  return { clock, readers, wait: new CatchUpWait(clock, () => readers.behind) };
}

describe('CatchUpWait', () => {
  it('waits for nobody within the limit', () => {
    const { readers, wait } = setUp();
    readers.behind = 10;
    expect([wait.waits(10), wait.waits(9)]).toEqual([false, true]);
  });

  it('lasts as long as they make progress, however slowly', () => {
    const { clock, readers, wait } = setUp();
    for (readers.behind = 100; readers.behind > 0; readers.behind--) {
      expect(wait.waits(0)).toBe(true);
      clock.advance(999);
    }
    expect(wait.waits(0)).toBe(false);
  });

  it('ends a second after the last progress, and starts again once they have caught up', () => {
    const { clock, readers, wait } = setUp();
    readers.behind = 100;
    expect(wait.waits(0)).toBe(true);
    clock.advance(1_000);
    expect(wait.waits(0)).toBe(false);
    readers.behind = 200;
    expect(wait.waits(0)).toBe(false);
    readers.behind = 0;
    expect(wait.waits(0)).toBe(false);
    readers.behind = 200;
    expect(wait.waits(0)).toBe(true);
  });
});
