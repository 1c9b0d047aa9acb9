// Waiting for slow readers as long as they make progress, and for a second after that.
import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../tests/support/time/fake-clock.ts';
import { CatchUpWait } from './catch-up-wait.ts';

function setUp() {
  const clock = new FakeClock();
  const readers = { behind: 0 };
  return { clock, readers, wait: new CatchUpWait(clock, () => readers.behind) };
}

describe('CatchUpWait', () => {
  it('does not wait for readers within the limit', () => {
    const { readers, wait } = setUp();
    readers.behind = 10;
    expect([wait.shouldWait(10), wait.shouldWait(9)]).toEqual([false, true]);
  });

  it('waits as long as readers make progress, however slowly', () => {
    const { clock, readers, wait } = setUp();
    for (readers.behind = 100; readers.behind > 0; readers.behind--) {
      expect(wait.shouldWait(0)).toBe(true);
      clock.advance(999);
    }
    expect(wait.shouldWait(0)).toBe(false);
  });

  it('stops waiting a second after the last progress, and waits again once readers have caught up', () => {
    const { clock, readers, wait } = setUp();
    readers.behind = 100;
    expect(wait.shouldWait(0)).toBe(true);
    clock.advance(1_000);
    expect(wait.shouldWait(0)).toBe(false);
    readers.behind = 200;
    expect(wait.shouldWait(0)).toBe(false);
    readers.behind = 0;
    expect(wait.shouldWait(0)).toBe(false);
    readers.behind = 200;
    expect(wait.shouldWait(0)).toBe(true);
  });
});
