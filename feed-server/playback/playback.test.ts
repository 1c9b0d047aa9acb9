// Playback: market time keeps to a clock at a given speed, whatever the machine and the source do.
import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../tests/support/time/fake-clock.ts';
import {
  ticksPerRound,
  timesEvery,
  advanceInSteps,
  startPlayback as setUp,
  flushPromises,
} from '../../tests/support/market/playback-run.ts';
import { ScriptedSource } from '../../tests/support/market/scripted-source.ts';

/** Its timers are three quarters of a millisecond late, like real ones. */
class LateClock extends FakeClock {
  override after(ms: number, run: () => void): () => void {
    return super.after(ms + 0.75, run);
  }
}

describe('Playback along the clock', () => {
  it('stays at the start of the source until it is started, however late', async () => {
    const { clock, playback, observed, market } = setUp(new ScriptedSource([0, 10]));
    await advanceInSteps(clock, 5_000, 100);
    expect(market()).toBe(0);
    playback.start();
    await advanceInSteps(clock, 5);
    expect(market()).toBeLessThanOrEqual(5);
    expect(observed.ticks).toBe(1);
  });

  it('publishes each tick at its time, at most a round late', async () => {
    const times = [0, 3, 3, 40, 41, 900, 2_500];
    const { clock, playback, at } = setUp(new ScriptedSource(times));
    playback.start();
    await advanceInSteps(clock, 3_000);
    expect(at).toHaveLength(times.length);
    for (const [i, time] of times.entries()) {
      expect(at[i]).toBeGreaterThanOrEqual(time);
      expect(at[i]).toBeLessThanOrEqual(time + 3);
    }
  });

  it.each([0.5, 10, 250])('runs %d market seconds in a second', async (speed) => {
    const { clock, playback, market } = setUp(new ScriptedSource(timesEvery(40, 0, 1_000_000)), { speed });
    playback.start();
    await advanceInSteps(clock, 2_000, 4);
    expect(market()).toBeGreaterThan(2_000 * speed - 20 * speed);
    expect(market()).toBeLessThanOrEqual(2_000 * speed);
  });

  it('advances market time without ticks, and does not drift with late timers', async () => {
    const source = new ScriptedSource([0, 100_000]);
    const { clock, playback, market } = setUp(source, { clock: new LateClock() });
    playback.start();
    await advanceInSteps(clock, 30_000, 50);
    expect(market()).toBeGreaterThan(29_500);
    expect(source.advanceCalls.length).toBeLessThan(200);
  });
});

describe('Playback far above real time', () => {
  it('publishes in rounds between which readers can be served', async () => {
    const { clock, playback, observed } = setUp(new ScriptedSource(timesEvery(1, 0, 400_000)), { speed: 100_000 });
    playback.start();
    await advanceInSteps(clock, 2_000);
    expect(observed.ticks).toBe(400_001);
    expect(Math.max(...ticksPerRound(observed.rounds))).toBeLessThanOrEqual(2 * 8_192);
    expect(observed.rounds.length).toBeGreaterThan(20);
  });

  it('publishes less in a round than a small log holds', async () => {
    const source = new ScriptedSource(timesEvery(1, 0, 400_000));
    const { clock, playback, observed } = setUp(source, { speed: 100_000, logTicks: 1_000 });
    playback.start();
    await advanceInSteps(clock, 2_000);
    expect(Math.max(...ticksPerRound(observed.rounds))).toBeLessThanOrEqual(250);
  });

  it('keeps rounds small after a quiet time, too', async () => {
    const quietThenBusy = [...timesEvery(10_000, 0, 10_000_000), ...timesEvery(20, 10_000_001, 12_000_000)];
    const { clock, playback, observed } = setUp(new ScriptedSource(quietThenBusy), { speed: 1_000 });
    playback.start();
    await advanceInSteps(clock, 10_000, 4);
    clock.advance(900);
    await flushPromises();
    await advanceInSteps(clock, 100);
    expect(observed.ticks).toBeGreaterThan(40_000);
    expect(Math.max(...ticksPerRound(observed.rounds))).toBeLessThanOrEqual(2 * 8_192);
  });
});

describe('Playback of a slow, damaged or finished source', () => {
  it('requests ticks only after the previous request has finished', async () => {
    const source = new ScriptedSource(timesEvery(5, 0, 10_000));
    const { clock, playback, observed } = setUp(source);
    let openGate = (): void => undefined;
    source.gate = new Promise((resolve) => (openGate = resolve));
    playback.start();
    await advanceInSteps(clock, 500);
    expect(source.advanceCalls).toHaveLength(1);
    expect(clock.pending).toBe(0);
    openGate();
    source.gate = Promise.resolve();
    await flushPromises();
    await advanceInSteps(clock, 500);
    expect(observed.ticks).toBeGreaterThan(100);
    expect(source.maxConcurrentCalls).toBe(1);
  });

  it('reports an error once, and stops', async () => {
    const source = new ScriptedSource(timesEvery(10, 0, 10_000));
    const { clock, playback, observed } = setUp(source);
    playback.start();
    await advanceInSteps(clock, 20);
    const broken = new Error('disk on fire');
    source.gate = Promise.reject(broken);
    await advanceInSteps(clock, 1_000, 10);
    expect(observed.failures).toEqual([broken]);
    expect(clock.pending).toBe(0);
  });

  it('stops after the last tick, without a timer and without asking the source again', async () => {
    const source = new ScriptedSource([0, 10]);
    const { clock, playback, observed, market } = setUp(source);
    playback.start();
    await advanceInSteps(clock, 100);
    const [calls, endTime] = [source.advanceCalls.length, market()];
    await advanceInSteps(clock, 5_000, 10);
    expect(source.advanceCalls).toHaveLength(calls);
    expect(market()).toBe(endTime);
    expect(clock.pending).toBe(0);
    expect(observed).toMatchObject({ ticks: 2, sourceEnds: 1 });
  });
});
