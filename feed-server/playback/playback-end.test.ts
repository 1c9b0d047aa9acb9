// How playback ends: with its source, at a time limit, or when it is stopped.
import { describe, expect, it } from 'vitest';
import {
  timesEvery,
  advanceInSteps,
  startPlayback as setUp,
  flushPromises,
} from '../../tests/support/market/playback-run.ts';
import { ScriptedSource } from '../../tests/support/market/scripted-source.ts';

describe('Playback that ends with its source', () => {
  it.each([1, 'max'] as const)(
    'finishes after the last tick at speed %s, without reporting the end of the source',
    async (speed) => {
      const source = new ScriptedSource([0, 10]);
      const { clock, playback, observed } = setUp(source, { speed, endsWithSource: true });
      playback.start();
      await advanceInSteps(clock, 100);
      expect(observed).toMatchObject({ ticks: 2, finished: 1, sourceEnds: 0 });
      expect(clock.pending).toBe(0);
    },
  );

  it('finishes at a time limit before the last tick', async () => {
    const { clock, playback, observed } = setUp(new ScriptedSource([0, 10, 5_000]), {
      forMs: 20,
      endsWithSource: true,
    });
    playback.start();
    await advanceInSteps(clock, 100);
    expect(observed).toMatchObject({ ticks: 2, finished: 1 });
  });

  it('does not wait for a time limit after the last tick', async () => {
    const { clock, playback, observed } = setUp(new ScriptedSource([0, 10]), { forMs: 60_000, endsWithSource: true });
    playback.start();
    await advanceInSteps(clock, 100);
    expect(observed).toMatchObject({ ticks: 2, finished: 1 });
  });

  it('waits for slow readers', async () => {
    const { clock, playback, observed } = setUp(new ScriptedSource([0, 10]), { endsWithSource: true });
    observed.backlog = 2;
    playback.start();
    await advanceInSteps(clock, 100);
    expect(observed).toMatchObject({ ticks: 2, finished: 0 });
    observed.backlog = 0;
    await advanceInSteps(clock, 10);
    expect(observed.finished).toBe(1);
  });

  it('finishes on resume after a pause at the end', async () => {
    const { clock, playback, observed } = setUp(new ScriptedSource([0, 10]), { endsWithSource: true });
    playback.pause();
    playback.start();
    await advanceInSteps(clock, 5);
    playback.pause();
    await Promise.all([playback.step(1), advanceInSteps(clock, 5)]);
    await Promise.all([playback.step(50), advanceInSteps(clock, 50)]);
    playback.resume();
    await advanceInSteps(clock, 50);
    expect(observed).toMatchObject({ ticks: 2, finished: 1, sourceEnds: 0 });
  });
});

describe('stop', () => {
  it('leaves no timer behind', async () => {
    const { clock, playback, observed } = setUp(new ScriptedSource(timesEvery(10, 0, 10_000)));
    playback.start();
    await advanceInSteps(clock, 100);
    playback.stop();
    expect(clock.pending).toBe(0);
    const { ticks } = observed;
    await advanceInSteps(clock, 100);
    expect(observed.ticks).toBe(ticks);
  });

  it.each(['answers', 'fails'] as const)(
    'within a round leaves no timer and reports nothing when the source then %s',
    async (outcome) => {
      const source = new ScriptedSource([0]);
      const { clock, playback, observed } = setUp(source);
      let settle = (): void => undefined;
      source.gate = new Promise(
        (resolve, reject) => (settle = outcome === 'fails' ? () => reject(new Error('closed')) : resolve),
      );
      playback.start();
      await advanceInSteps(clock, 10);
      playback.stop();
      settle();
      await flushPromises();
      expect(clock.pending).toBe(0);
      expect(observed.rounds).toEqual([]);
      expect(observed.failures).toEqual([]);
    },
  );
});
