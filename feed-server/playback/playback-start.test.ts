// Playback of a market whose time was running before it could start, as where workers take seconds to start.
import { expect, it } from 'vitest';
import { every, pass, setUpPlayback as setUp } from '../../tests/support/market/playback-run.ts';
import { ScriptedSource } from '../../tests/support/market/scripted-source.ts';

it.each([1, 10])('is where the clock has it at speed %d, if its time was running before the start', async (speed) => {
  const source = new ScriptedSource(every(100, 0, 1_000_000));
  source.isLive = true;
  const { clock, playback, market } = setUp(source, { speed, ranForMs: 3_000 });
  playback.start();
  await pass(clock, 1_000, 4);
  expect(playback.behindMs).toBe(0);
  expect(market()).toBeGreaterThan(4_000 * speed - 10 * speed);
  expect(market()).toBeLessThanOrEqual(4_000 * speed);
});

it('plays for as long as it should, counted from where its time was at the start', async () => {
  const source = new ScriptedSource(every(100, 0, 1_000_000));
  source.isLive = true;
  const { clock, playback, seen, market } = setUp(source, { ranForMs: 3_000, forMs: 2_000 });
  playback.start();
  await pass(clock, 1_900, 4);
  expect(seen.finished).toBe(0);
  await pass(clock, 200, 4);
  expect([seen.finished, market()]).toEqual([1, 5_000]);
});
