// Notices about frequent events.
import { expect, it } from 'vitest';
import { FakeClock } from '../../tests/support/time/fake-clock.ts';
import { RateLimitedNotice } from './notice.ts';

it('reports the first occurrence at once, then counts once a minute', () => {
  const clock = new FakeClock();
  const reports: number[] = [];
  const notice = new RateLimitedNotice(clock, (count) => reports.push(count));
  for (let i = 0; i < 1_000; i++) notice.add(1);
  expect(reports).toEqual([1]);
  clock.advance(60_000);
  expect(reports).toEqual([1, 999]);
});

it('leaves no timer once occurrences stop, and reports the next one at once', () => {
  const clock = new FakeClock();
  const reports: number[] = [];
  const notice = new RateLimitedNotice(clock, (count) => reports.push(count));
  notice.add(3);
  clock.advance(60_000);
  expect(clock.pending).toBe(0);
  notice.add(2);
  expect(reports).toEqual([3, 2]);
});
