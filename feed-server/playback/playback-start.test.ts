// Playback of a market whose time began to run before the start, for example while workers were starting.
import { expect, it } from 'vitest';
import { timesEvery, advanceInSteps, startPlayback as setUp } from '../../tests/support/market/playback-run.ts';
import { ScriptedSource } from '../../tests/support/market/scripted-source.ts';

it.each([1, 10])(
  'catches up with the clock at speed %d if market time began to run before the start',
  async (speed) => {
    const source = new ScriptedSource(timesEvery(100, 0, 1_000_000));
    source.isLive = true;
    const { clock, playback, market } = setUp(source, { speed, ranForMs: 3_000 });
    playback.start();
    await advanceInSteps(clock, 1_000, 4);
    expect(playback.behindMs).toBe(0);
    expect(market()).toBeGreaterThan(4_000 * speed - 10 * speed);
    expect(market()).toBeLessThanOrEqual(4_000 * speed);
  },
);

it('counts its time limit from the market time at the start', async () => {
  const source = new ScriptedSource(timesEvery(100, 0, 1_000_000));
  source.isLive = true;
  const { clock, playback, observed, market } = setUp(source, { ranForMs: 3_000, forMs: 2_000 });
  playback.start();
  await advanceInSteps(clock, 1_900, 4);
  expect(observed.finished).toBe(0);
  await advanceInSteps(clock, 200, 4);
  expect([observed.finished, market()]).toEqual([1, 5_000]);
});
