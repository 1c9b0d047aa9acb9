import { expect, it } from 'vitest';
import { FakeClock } from '../../tests/support/time/fake-clock.ts';
import { RateLimitedNotice } from './notice.ts';

it('reports the first time at once, then the count since, once a minute', () => {
  const clock = new FakeClock();
  const said: number[] = [];
  const notice = new RateLimitedNotice(clock, (count) => said.push(count));
  for (let i = 0; i < 1_000; i++) notice.add(1);
  expect(said).toEqual([1]);
  clock.advance(60_000);
  expect(said).toEqual([1, 999]);
});

it('leaves no timer once it has stopped happening, and reports the next time at once', () => {
  const clock = new FakeClock();
  const said: number[] = [];
  const notice = new RateLimitedNotice(clock, (count) => said.push(count));
  notice.add(3);
  clock.advance(60_000);
  expect(clock.pending).toBe(0);
  notice.add(2);
  expect(said).toEqual([3, 2]);
});
