// Playback: market time along a clock, at a speed, whatever the machine and the source do.
import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../tests/support/time/fake-clock.ts';
import { every, pass, setUpPlayback as setUp, settled } from '../../tests/support/market/playback-run.ts';
import { ScriptedSource } from '../../tests/support/market/scripted-source.ts';

/** Rings late by three quarters of a millisecond, as timers do. */
class LateClock extends FakeClock {
  override after(ms: number, run: () => void): () => void {
    return super.after(ms + 0.75, run);
  }
}

/** Ticks of each round. */
function chunksOf(rounds: readonly number[]): number[] {
  return rounds.map((ticks, i) => ticks - (rounds[i - 1] ?? 0));
}

describe('Playback, along the clock', () => {
  it('stands at the start of the source until it is started, however late', async () => {
    const { clock, playback, seen, market } = setUp(new ScriptedSource([0, 10]));
    await pass(clock, 5_000, 100);
    expect(market()).toBe(0);
    playback.start();
    await pass(clock, 5);
    expect(market()).toBeLessThanOrEqual(5);
    expect(seen.ticks).toBe(1);
  });

  it('publishes each tick when its time has come, a round late at most', async () => {
    const times = [0, 3, 3, 40, 41, 900, 2_500];
    const { clock, playback, at } = setUp(new ScriptedSource(times));
    playback.start();
    await pass(clock, 3_000);
    expect(at).toHaveLength(times.length);
    for (const [i, time] of times.entries()) {
      expect(at[i]).toBeGreaterThanOrEqual(time);
      expect(at[i]).toBeLessThanOrEqual(time + 3);
    }
  });

  it.each([0.5, 10, 250])('runs %d market seconds in a second', async (speed) => {
    const { clock, playback, market } = setUp(new ScriptedSource(every(40, 0, 1_000_000)), { speed });
    playback.start();
    await pass(clock, 2_000, 4);
    expect(market()).toBeGreaterThan(2_000 * speed - 20 * speed);
    expect(market()).toBeLessThanOrEqual(2_000 * speed);
  });

  it('goes on with market time where nothing happens, and does not drift on timers that ring late', async () => {
    const source = new ScriptedSource([0, 100_000]);
    const { clock, playback, market } = setUp(source, { clock: new LateClock() });
    playback.start();
    await pass(clock, 30_000, 50);
    expect(market()).toBeGreaterThan(29_500);
    expect(source.asked.length).toBeLessThan(200);
  });
});

/** What waits for its round is not late. */
const ROUND_MS = 500;

/** A source with a trade every half second, for two days, that has played for two seconds. */
async function playing(options: { isLive: boolean; speed?: number; logTicks?: number }) {
  const source = new ScriptedSource(every(500, 0, 172_800_000));
  source.isLive = options.isLive;
  const run = setUp(source, options);
  run.playback.start();
  await pass(run.clock, 2_000);
  expect(run.playback.behindMs).toBe(0);
  return run;
}

function expectAbout(behindMs: number, expected: number): void {
  expect(Math.abs(behindMs - expected), `${behindMs} for ${expected}`).toBeLessThanOrEqual(ROUND_MS);
}

/** The process is stopped, or its machine sleeps. */
async function stop(clock: FakeClock, ms: number): Promise<void> {
  clock.sleep(ms);
  await settled();
}

describe('Playback, where the clock jumps', () => {
  it.each([40_000, 8 * 3_600_000])('a replay goes on from where it was after %i ms, and says so', async (ms) => {
    const { clock, playback, seen, market } = await playing({ isLive: false });
    const before = { market: market(), ticks: seen.ticks };
    await stop(clock, ms);
    expectAbout(playback.behindMs, ms);
    await pass(clock, 300);
    expect(market() - before.market).toBeLessThan(1_700);
    expect(seen.ticks - before.ticks).toBeLessThan(4);
    expectAbout(playback.behindMs, ms - 1_000);
    await stop(clock, ms);
    await pass(clock, 300);
    expectAbout(playback.behindMs, 2 * (ms - 1_000));
  });

  it.each([
    { speed: 1, ms: 40_000 },
    { speed: 1, ms: 8 * 3_600_000 },
    { speed: 10, ms: 40_000 },
  ])('a live market makes up for $ms ms at speed $speed, a bounded round at a time', async ({ speed, ms }) => {
    const { clock, playback, seen, market } = await playing({ isLive: true, speed });
    const rounds = seen.rounds.length;
    await stop(clock, ms);
    expectAbout(playback.behindMs, ms * speed);
    await pass(clock, 4_000);
    expect(playback.behindMs).toBe(0);
    expect(market()).toBeGreaterThan((ms + 6_000) * speed - ROUND_MS);
    expect(market()).toBeLessThanOrEqual((ms + 6_000) * speed);
    expect(Math.max(...chunksOf(seen.rounds))).toBeLessThanOrEqual(2 * 8_192);
    expect(seen.rounds.length - rounds).toBeGreaterThan((ms * speed) / 500 / 16_384);
  });

  it('a live market waits for readers while it makes up', async () => {
    const { clock, playback, seen, market } = await playing({ isLive: true, logTicks: 4_000 });
    await stop(clock, 60_000);
    seen.backlog = 1_001;
    const before = market();
    await pass(clock, 900);
    expect(market() - before).toBeLessThan(5_000);
    expect(playback.behindMs).toBeGreaterThan(50_000);
    seen.backlog = 0;
    await pass(clock, 500);
    expect(playback.behindMs).toBe(0);
  });

  it('a live market makes up for a day at most, and says what is left', async () => {
    const { clock, playback } = await playing({ isLive: true });
    await stop(clock, 30 * 3_600_000);
    await pass(clock, 10);
    expect(playback.behindMs).toBeGreaterThan(29 * 3_600_000);
    await pass(clock, 30_000);
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
  ])('one that is %s has a schedule from then on, and is not behind it', async (_, change) => {
    const { clock, playback } = await playing({ isLive: false });
    await stop(clock, 40_000);
    await pass(clock, 300);
    expectAbout(playback.behindMs, 39_000);
    change(playback);
    await pass(clock, 100);
    expect(playback.behindMs).toBe(0);
    playback.pause();
    await pass(clock, 60_000, 100);
    playback.setSpeed(1);
    playback.resume();
    await pass(clock, 100);
    expect(playback.behindMs).toBe(0);
  });

  it('one that was paused while it was stopped is not behind', async () => {
    const { clock, playback, market } = await playing({ isLive: true });
    playback.pause();
    const before = market();
    await stop(clock, 40_000);
    expect(playback.behindMs).toBe(0);
    playback.resume();
    await pass(clock, 100);
    expect(playback.behindMs).toBe(0);
    expect(market() - before).toBeLessThan(200);
  });

  it('one that has come to its end is behind nothing', async () => {
    const { clock, playback } = setUp(new ScriptedSource([0, 10]));
    playback.start();
    await pass(clock, 100);
    await stop(clock, 40_000);
    expect(playback.behindMs).toBe(0);
  });

  it('makes up for a shorter pause', async () => {
    const { clock, playback, market } = setUp(new ScriptedSource(every(10, 0, 100_000)));
    playback.start();
    await pass(clock, 1_000);
    clock.advance(900);
    await settled();
    await pass(clock, 10);
    expect(market()).toBeGreaterThan(1_900);
    expect(playback.behindMs).toBe(0);
  });
});

describe('Playback, far above real time', () => {
  it('publishes in chunks between which readers can be served', async () => {
    const { clock, playback, seen } = setUp(new ScriptedSource(every(1, 0, 400_000)), { speed: 100_000 });
    playback.start();
    await pass(clock, 2_000);
    expect(seen.ticks).toBe(400_001);
    expect(Math.max(...chunksOf(seen.rounds))).toBeLessThanOrEqual(2 * 8_192);
    expect(seen.rounds.length).toBeGreaterThan(20);
  });

  it('leaves no reader of a small log behind within one chunk', async () => {
    const source = new ScriptedSource(every(1, 0, 400_000));
    const { clock, playback, seen } = setUp(source, { speed: 100_000, logTicks: 1_000 });
    playback.start();
    await pass(clock, 2_000);
    expect(Math.max(...chunksOf(seen.rounds))).toBeLessThanOrEqual(250);
  });

  it('does so too where a pause comes after a quiet time', async () => {
    const quietThenBusy = [...every(10_000, 0, 10_000_000), ...every(20, 10_000_001, 12_000_000)];
    const { clock, playback, seen } = setUp(new ScriptedSource(quietThenBusy), { speed: 1_000 });
    playback.start();
    await pass(clock, 10_000, 4);
    clock.advance(900);
    await settled();
    await pass(clock, 100);
    expect(seen.ticks).toBeGreaterThan(40_000);
    expect(Math.max(...chunksOf(seen.rounds))).toBeLessThanOrEqual(2 * 8_192);
  });
});

describe('Playback, of a source that is slow, damaged or over', () => {
  it('never asks for more before the last answer has come', async () => {
    const source = new ScriptedSource(every(5, 0, 10_000));
    const { clock, playback, seen } = setUp(source);
    let open = (): void => undefined;
    source.gate = new Promise((resolve) => (open = resolve));
    playback.start();
    await pass(clock, 500);
    expect(source.asked).toHaveLength(1);
    expect(clock.pending).toBe(0);
    open();
    source.gate = Promise.resolve();
    await settled();
    await pass(clock, 500);
    expect(seen.ticks).toBeGreaterThan(100);
    expect(source.overlap).toBe(1);
  });

  it('says once what broke, and stops', async () => {
    const source = new ScriptedSource(every(10, 0, 10_000));
    const { clock, playback, seen } = setUp(source);
    playback.start();
    await pass(clock, 20);
    const broken = new Error('disk on fire');
    source.gate = Promise.reject(broken);
    await pass(clock, 1_000, 10);
    expect(seen.failures).toEqual([broken]);
    expect(clock.pending).toBe(0);
  });

  it('stands still after the last tick, with no timer and no more questions to the source', async () => {
    const source = new ScriptedSource([0, 10]);
    const { clock, playback, seen, market } = setUp(source);
    playback.start();
    await pass(clock, 100);
    const [asked, ended] = [source.asked.length, market()];
    await pass(clock, 5_000, 10);
    expect(source.asked).toHaveLength(asked);
    expect(market()).toBe(ended);
    expect(clock.pending).toBe(0);
    expect(seen).toMatchObject({ ticks: 2, over: 1 });
  });
});

describe('Playback that ends with its source', () => {
  it.each([1, 'max'] as const)('finishes after the last tick, at speed %s, and is not over', async (speed) => {
    const source = new ScriptedSource([0, 10]);
    const { clock, playback, seen } = setUp(source, { speed, endsWithSource: true });
    playback.start();
    await pass(clock, 100);
    expect(seen).toMatchObject({ ticks: 2, finished: 1, over: 0 });
    expect(clock.pending).toBe(0);
  });

  it('finishes at a time limit that comes before the last tick', async () => {
    const { clock, playback, seen } = setUp(new ScriptedSource([0, 10, 5_000]), { forMs: 20, endsWithSource: true });
    playback.start();
    await pass(clock, 100);
    expect(seen).toMatchObject({ ticks: 2, finished: 1 });
  });

  it('does not wait for a time limit after the last tick', async () => {
    const { clock, playback, seen } = setUp(new ScriptedSource([0, 10]), { forMs: 60_000, endsWithSource: true });
    playback.start();
    await pass(clock, 100);
    expect(seen).toMatchObject({ ticks: 2, finished: 1 });
  });

  it('waits for slow readers', async () => {
    const { clock, playback, seen } = setUp(new ScriptedSource([0, 10]), { endsWithSource: true });
    seen.backlog = 2;
    playback.start();
    await pass(clock, 100);
    expect(seen).toMatchObject({ ticks: 2, finished: 0 });
    seen.backlog = 0;
    await pass(clock, 10);
    expect(seen.finished).toBe(1);
  });

  it('finishes on resume after a pause behind the last tick', async () => {
    const { clock, playback, seen } = setUp(new ScriptedSource([0, 10]), { endsWithSource: true });
    playback.pause();
    playback.start();
    await pass(clock, 5);
    playback.pause();
    await Promise.all([playback.step(1), pass(clock, 5)]);
    await Promise.all([playback.step(50), pass(clock, 50)]);
    playback.resume();
    await pass(clock, 50);
    expect(seen).toMatchObject({ ticks: 2, finished: 1, over: 0 });
  });
});

describe('Playback, stopped', () => {
  it('leaves no timer behind', async () => {
    const { clock, playback, seen } = setUp(new ScriptedSource(every(10, 0, 10_000)));
    playback.start();
    await pass(clock, 100);
    playback.stop();
    expect(clock.pending).toBe(0);
    const { ticks } = seen;
    await pass(clock, 100);
    expect(seen.ticks).toBe(ticks);
  });

  it.each(['answers', 'fails'] as const)(
    'within a round leaves no timer either when the source then %s',
    async (what) => {
      const source = new ScriptedSource([0]);
      const { clock, playback, seen } = setUp(source);
      let end = (): void => undefined;
      source.gate = new Promise(
        (resolve, reject) => (end = what === 'fails' ? () => reject(new Error('closed')) : resolve),
      );
      playback.start();
      await pass(clock, 10);
      playback.stop();
      end();
      await settled();
      expect(clock.pending).toBe(0);
      expect(seen.rounds).toEqual([]);
      expect(seen.failures).toEqual([]);
    },
  );
});
