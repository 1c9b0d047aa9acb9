// Controls of playback: pause, step, change of speed, full speed, and a time limit.
import { describe, expect, it } from 'vitest';
import {
  timesEvery,
  advanceInSteps,
  startPlayback,
  flushPromises,
  ticksPerRound,
} from '../../tests/support/market/playback-run.ts';
import { ScriptedSource } from '../../tests/support/market/scripted-source.ts';

const TICKS = timesEvery(10, 0, 1_000_000);

describe('pause and resume', () => {
  it('stops, leaves no timer, and continues from the same market time', async () => {
    const { clock, playback, observed, market } = startPlayback(new ScriptedSource(TICKS));
    playback.start();
    await advanceInSteps(clock, 1_000);
    playback.pause();
    const paused = { at: market(), ticks: observed.ticks };
    await advanceInSteps(clock, 60_000, 1_000);
    expect({ at: market(), ticks: observed.ticks }).toEqual(paused);
    expect([clock.pending, playback.state, playback.pace]).toEqual([0, 'paused', 0]);
    playback.resume();
    await advanceInSteps(clock, 500);
    expect(market() - paused.at).toBeGreaterThan(480);
    expect(market() - paused.at).toBeLessThanOrEqual(500);
    expect(playback.pace).toBe(1);
  });

  it('finishes the round that is running, then stops', async () => {
    const source = new ScriptedSource(TICKS);
    const { clock, playback, observed } = startPlayback(source);
    let openGate = (): void => undefined;
    source.gate = new Promise((resolve) => (openGate = resolve));
    playback.start();
    await advanceInSteps(clock, 100);
    playback.pause();
    openGate();
    await advanceInSteps(clock, 1_000);
    expect(observed.ticks).toBe(1);
    expect(clock.pending).toBe(0);
  });

  it('runs one round at a time if resumed within the same round', async () => {
    const source = new ScriptedSource(TICKS);
    const { clock, playback, market } = startPlayback(source);
    let openGate = (): void => undefined;
    source.gate = new Promise((resolve) => (openGate = resolve));
    playback.start();
    await advanceInSteps(clock, 100);
    playback.pause();
    playback.resume();
    openGate();
    source.gate = Promise.resolve();
    await advanceInSteps(clock, 1_000);
    expect(source.maxConcurrentCalls).toBe(1);
    expect(market()).toBeGreaterThan(950);
    expect(market()).toBeLessThanOrEqual(1_000);
  });

  it.each(['pause', 'resume'] as const)('have no effect before the start or after the stop: %s', async (control) => {
    const { clock, playback, observed } = startPlayback(new ScriptedSource(TICKS));
    playback[control]();
    expect(playback.state).toBe('ready');
    playback.start();
    await advanceInSteps(clock, 100);
    playback.stop();
    const { ticks } = observed;
    playback[control]();
    await advanceInSteps(clock, 1_000);
    expect([playback.state, observed.ticks]).toEqual(['stopped', ticks]);
  });
});

describe('a step', () => {
  it('publishes exactly the requested market time at any speed, then pauses', async () => {
    const { clock, playback, observed, market } = startPlayback(new ScriptedSource(TICKS), { speed: 0.001 });
    playback.start();
    await advanceInSteps(clock, 100);
    playback.pause();
    const from = market();
    const stepped = playback.step(5_000);
    await advanceInSteps(clock, 200);
    await stepped;
    expect(market() - from).toBeCloseTo(5_000, 6);
    expect(observed.ticks).toBe(1 + 500);
    expect([playback.state, clock.pending]).toEqual(['paused', 0]);
  });

  it('pauses playback, and extends a running step', async () => {
    const { clock, playback, market } = startPlayback(new ScriptedSource(TICKS));
    playback.start();
    await advanceInSteps(clock, 1_000);
    const from = market();
    const steps = Promise.all([playback.step(300), playback.step(200)]);
    await advanceInSteps(clock, 50);
    await steps;
    await advanceInSteps(clock, 1_000);
    expect(market() - from).toBe(500);
  });

  it.each(['pause', 'resume', 'stop'] as const)('resolves when interrupted by %s', async (control) => {
    const source = new ScriptedSource(TICKS);
    const { clock, playback } = startPlayback(source);
    playback.start();
    await advanceInSteps(clock, 10);
    source.gate = new Promise(() => undefined);
    const stepped = playback.step(300);
    await advanceInSteps(clock, 10);
    playback[control]();
    await expect(stepped).resolves.toBeUndefined();
  });

  it('does nothing once playback has stopped', async () => {
    const { playback, observed } = startPlayback(new ScriptedSource(TICKS));
    playback.stop();
    await expect(playback.step(1_000)).resolves.toBeUndefined();
    expect(observed.ticks).toBe(0);
  });
});

describe('a change of speed', () => {
  it.each([
    [1, 60],
    [60, 1],
    [0.01, 100],
  ])('continues from the current market time: %d to %d', async (before, after) => {
    const { clock, playback, market } = startPlayback(new ScriptedSource(TICKS), { speed: before });
    playback.start();
    await advanceInSteps(clock, 1_000);
    playback.setSpeed(after);
    await advanceInSteps(clock, 1_000);
    const due = 1_000 * before + 1_000 * after;
    expect(market()).toBeGreaterThan(due - 15 * Math.max(before, after));
    expect(market()).toBeLessThanOrEqual(due);
    expect([playback.speed, playback.pace]).toEqual([after, after]);
  });

  it('does not wait for the timer of the earlier speed', async () => {
    const { clock, playback, observed } = startPlayback(new ScriptedSource([0, 500]), { speed: 0.001 });
    playback.start();
    await advanceInSteps(clock, 10);
    playback.setSpeed(1_000);
    await advanceInSteps(clock, 5);
    expect(observed.ticks).toBe(2);
  });

  it('takes effect at once from full speed to real time, even after a round that went far ahead', async () => {
    const source = new ScriptedSource(timesEvery(600_000, 0, 10_000_000_000));
    const { clock, playback, market } = startPlayback(source, { speed: 'max' });
    playback.start();
    await advanceInSteps(clock, 20);
    let openGate = (): void => undefined;
    source.gate = new Promise((resolve) => (openGate = resolve));
    await advanceInSteps(clock, 2);
    playback.setSpeed(1);
    openGate();
    await flushPromises();
    const from = market();
    await advanceInSteps(clock, 2_000);
    expect(market() - from).toBeGreaterThan(1_700);
    expect(market() - from).toBeLessThanOrEqual(2_010);
  });

  it('takes effect on paused playback when it resumes', async () => {
    const { clock, playback, market } = startPlayback(new ScriptedSource(TICKS));
    playback.start();
    playback.pause();
    playback.setSpeed(100);
    await advanceInSteps(clock, 1_000);
    expect(market()).toBe(0);
    playback.resume();
    await advanceInSteps(clock, 1_000);
    expect(market()).toBeGreaterThan(98_000);
  });
});

describe('Playback at full speed', () => {
  it('jumps over quiet periods, and stops at the last tick', async () => {
    const times = [0, 10, 60_000_000, 60_000_010, 200_000_000];
    const { clock, playback, observed, market } = startPlayback(new ScriptedSource(times), { speed: 'max' });
    playback.start();
    await advanceInSteps(clock, 50);
    expect(observed.ticks).toBe(times.length);
    expect(market()).toBe(200_000_000);
    expect(clock.pending).toBe(0);
  });

  it('publishes every tick, in rounds between which readers are served', async () => {
    const times = timesEvery(1, 0, 400_000);
    const { clock, playback, observed, market } = startPlayback(new ScriptedSource(times), { speed: 'max' });
    playback.start();
    await advanceInSteps(clock, 20);
    expect(playback.pace).toBe(Math.round(market() / 20));
    await advanceInSteps(clock, 1_980);
    expect(observed.ticks).toBe(times.length);
    const perRound = ticksPerRound(observed.rounds);
    expect(Math.max(...perRound)).toBeLessThanOrEqual(2 * 8_192);
    expect(playback.pace).toBe(0);
  });

  it('plays a burst after a quiet night in rounds that fit the log, at most two of them large', async () => {
    const night = timesEvery(30_000, 0, 36_000_000);
    const opening = timesEvery(1, 36_000_001, 36_400_000);
    const { clock, playback, observed } = startPlayback(new ScriptedSource([...night, ...opening]), { speed: 'max' });
    playback.start();
    await advanceInSteps(clock, 2_000);
    expect(observed.ticks).toBe(night.length + opening.length);
    const perRound = ticksPerRound(observed.rounds);
    expect(Math.max(...perRound)).toBeLessThanOrEqual(60_001);
    expect(perRound.filter((ticks) => ticks > 2 * 8_192).length).toBeLessThanOrEqual(2);
  });

  it('waits for slow readers, but not for one that stops reading', async () => {
    const { clock, playback, observed } = startPlayback(new ScriptedSource(timesEvery(1, 0, 1_000_000)), {
      speed: 'max',
      logTicks: 1_000,
    });
    playback.start();
    await advanceInSteps(clock, 20);
    observed.backlog = 251;
    const before = observed.ticks;
    for (let backlog = 251; backlog > 240; backlog -= 1) {
      observed.backlog = backlog;
      await advanceInSteps(clock, 900, 10);
      if (backlog > 250) expect(observed.ticks).toBe(before);
    }
    expect(observed.ticks).toBeGreaterThan(before);
    observed.backlog = 900;
    const beforeStop = observed.ticks;
    await advanceInSteps(clock, 990);
    expect(observed.ticks).toBe(beforeStop);
    await advanceInSteps(clock, 50);
    expect(observed.ticks).toBeGreaterThan(beforeStop);
  });
});

describe('Playback with a time limit', () => {
  it.each([1, 60, 'max'] as const)(
    'at speed %s publishes the ticks within the limit, reports the end once and stops',
    async (speed) => {
      const { clock, playback, observed, market } = startPlayback(new ScriptedSource(TICKS), { speed, forMs: 3_000 });
      playback.start();
      await advanceInSteps(clock, 4_000);
      expect(market()).toBe(3_000);
      expect(observed).toMatchObject({ ticks: 301, finished: 1, failures: [] });
      expect([clock.pending, playback.state]).toEqual([0, 'stopped']);
    },
  );

  it('ends at the limit, not at the last tick', async () => {
    const { clock, playback, observed, market } = startPlayback(new ScriptedSource([0, 10]), { forMs: 3_000 });
    playback.start();
    await advanceInSteps(clock, 2_990);
    expect(observed.finished).toBe(0);
    await advanceInSteps(clock, 20);
    expect([observed.finished, market()]).toEqual([1, 3_000]);
  });

  it('does not count time while paused', async () => {
    const { clock, playback, observed } = startPlayback(new ScriptedSource(TICKS), { forMs: 1_000 });
    playback.start();
    await advanceInSteps(clock, 500);
    playback.pause();
    await advanceInSteps(clock, 10_000, 100);
    playback.resume();
    await advanceInSteps(clock, 400);
    expect(observed.finished).toBe(0);
    await advanceInSteps(clock, 200);
    expect(observed.finished).toBe(1);
  });

  it('ends a step at the limit', async () => {
    const { clock, playback, observed, market } = startPlayback(new ScriptedSource(TICKS), { forMs: 1_000 });
    playback.start();
    const stepped = playback.step(5_000);
    await advanceInSteps(clock, 100);
    await stepped;
    expect([observed.finished, market()]).toEqual([1, 1_000]);
  });

  it('waits for readers before it finishes, as long as they make progress', async () => {
    const { clock, playback, observed } = startPlayback(new ScriptedSource(TICKS), { forMs: 100 });
    observed.backlog = 3;
    playback.start();
    for (const backlog of [3, 2, 1]) {
      observed.backlog = backlog;
      await advanceInSteps(clock, 900);
      expect(observed.finished).toBe(0);
    }
    observed.backlog = 0;
    await advanceInSteps(clock, 10);
    expect(observed.finished).toBe(1);
  });

  it('does not wait for a reader that stops reading', async () => {
    const { clock, playback, observed } = startPlayback(new ScriptedSource(TICKS), { forMs: 100 });
    observed.backlog = 3;
    playback.start();
    await advanceInSteps(clock, 1_000);
    expect(observed.finished).toBe(0);
    await advanceInSteps(clock, 200);
    expect(observed.finished).toBe(1);
  });
});
