// Playback after its process was stopped or its machine slept: a replay skips the time that passed, a live market catches up.
import { describe, expect, it } from 'vitest';
import type { FakeClock } from '../../tests/support/time/fake-clock.ts';
import {
  ticksPerRound,
  timesEvery,
  advanceInSteps,
  startPlayback as setUp,
  flushPromises,
} from '../../tests/support/market/playback-run.ts';
import { ScriptedSource } from '../../tests/support/market/scripted-source.ts';

/** How far market time may be from its schedule between two rounds, milliseconds. */
const TOLERANCE_MS = 500;

/** Plays the first two seconds of a source with a trade every half second for two days. */
async function playTwoSeconds(options: { isLive: boolean; speed?: number; logTicks?: number }) {
  const source = new ScriptedSource(timesEvery(500, 0, 172_800_000));
  source.isLive = options.isLive;
  const run = setUp(source, options);
  run.playback.start();
  await advanceInSteps(run.clock, 2_000);
  expect(run.playback.behindMs).toBe(0);
  return run;
}

function expectAbout(behindMs: number, expected: number): void {
  expect(Math.abs(behindMs - expected), `${behindMs} for ${expected}`).toBeLessThanOrEqual(TOLERANCE_MS);
}

/** The process is stopped, or its machine sleeps. */
async function sleep(clock: FakeClock, ms: number): Promise<void> {
  clock.sleep(ms);
  await flushPromises();
}

describe('Playback after a jump of the clock', () => {
  it.each([40_000, 8 * 3_600_000])(
    'a replay continues from where it was after %i ms, and reports how far it is behind',
    async (ms) => {
      const { clock, playback, observed, market } = await playTwoSeconds({ isLive: false });
      const before = { market: market(), ticks: observed.ticks };
      await sleep(clock, ms);
      expectAbout(playback.behindMs, ms);
      await advanceInSteps(clock, 300);
      expect(market() - before.market).toBeLessThan(1_700);
      expect(observed.ticks - before.ticks).toBeLessThan(4);
      expectAbout(playback.behindMs, ms - 1_000);
      await sleep(clock, ms);
      await advanceInSteps(clock, 300);
      expectAbout(playback.behindMs, 2 * (ms - 1_000));
    },
  );

  it.each([
    { speed: 1, ms: 40_000 },
    { speed: 1, ms: 8 * 3_600_000 },
    { speed: 10, ms: 40_000 },
  ])('catches up a live market by $ms ms at speed $speed, in bounded rounds', async ({ speed, ms }) => {
    const { clock, playback, observed, market } = await playTwoSeconds({ isLive: true, speed });
    const rounds = observed.rounds.length;
    await sleep(clock, ms);
    expectAbout(playback.behindMs, ms * speed);
    await advanceInSteps(clock, 4_000);
    expect(playback.behindMs).toBe(0);
    expect(market()).toBeGreaterThan((ms + 6_000) * speed - TOLERANCE_MS);
    expect(market()).toBeLessThanOrEqual((ms + 6_000) * speed);
    expect(Math.max(...ticksPerRound(observed.rounds))).toBeLessThanOrEqual(2 * 8_192);
    expect(observed.rounds.length - rounds).toBeGreaterThan((ms * speed) / 500 / 16_384);
  });

  it('waits for readers while a live market catches up', async () => {
    const { clock, playback, observed, market } = await playTwoSeconds({ isLive: true, logTicks: 4_000 });
    await sleep(clock, 60_000);
    observed.backlog = 1_001;
    const before = market();
    await advanceInSteps(clock, 900);
    expect(market() - before).toBeLessThan(5_000);
    expect(playback.behindMs).toBeGreaterThan(50_000);
    observed.backlog = 0;
    await advanceInSteps(clock, 500);
    expect(playback.behindMs).toBe(0);
  });

  it('catches up a live market by at most a day, and reports the rest', async () => {
    const { clock, playback } = await playTwoSeconds({ isLive: true });
    await sleep(clock, 30 * 3_600_000);
    await advanceInSteps(clock, 10);
    expect(playback.behindMs).toBeGreaterThan(29 * 3_600_000);
    await advanceInSteps(clock, 30_000);
    expectAbout(playback.behindMs, 6 * 3_600_000 - 1_000);
  });

  it.each<[string, (playback: ReturnType<typeof setUp>['playback']) => void]>([
    ['paused', (playback) => playback.pause()],
    [
      'paused and resumed',
      (playback) => {
        playback.pause();
        playback.resume();
      },
    ],
    ['stepped', (playback) => void playback.step(1_000)],
    ['given another speed', (playback) => playback.setSpeed(2)],
    ['given full speed', (playback) => playback.setSpeed('max')],
  ])('starts a new schedule for a market that is %s', async (_, control) => {
    const { clock, playback } = await playTwoSeconds({ isLive: false });
    await sleep(clock, 40_000);
    await advanceInSteps(clock, 300);
    expectAbout(playback.behindMs, 39_000);
    control(playback);
    await advanceInSteps(clock, 100);
    expect(playback.behindMs).toBe(0);
    playback.pause();
    await advanceInSteps(clock, 60_000, 100);
    playback.setSpeed(1);
    playback.resume();
    await advanceInSteps(clock, 100);
    expect(playback.behindMs).toBe(0);
  });

  it('does not count a paused market as behind', async () => {
    const { clock, playback, market } = await playTwoSeconds({ isLive: true });
    playback.pause();
    const before = market();
    await sleep(clock, 40_000);
    expect(playback.behindMs).toBe(0);
    playback.resume();
    await advanceInSteps(clock, 100);
    expect(playback.behindMs).toBe(0);
    expect(market() - before).toBeLessThan(200);
  });

  it('does not count a market as behind after its last tick', async () => {
    const { clock, playback } = setUp(new ScriptedSource([0, 10]));
    playback.start();
    await advanceInSteps(clock, 100);
    await sleep(clock, 40_000);
    expect(playback.behindMs).toBe(0);
  });

  it('catches up with a replay after a jump of less than a second', async () => {
    const { clock, playback, market } = setUp(new ScriptedSource(timesEvery(10, 0, 100_000)));
    playback.start();
    await advanceInSteps(clock, 1_000);
    clock.advance(900);
    await flushPromises();
    await advanceInSteps(clock, 10);
    expect(market()).toBeGreaterThan(1_900);
    expect(playback.behindMs).toBe(0);
  });
});
