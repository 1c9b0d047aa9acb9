// A playback on a fake clock, with everything it published.
import { Playback } from '../../../feed-server/playback/playback.ts';
import type { Speed } from '../../../feed-server/playback/market-schedule.ts';
import { FakeClock } from '../time/fake-clock.ts';
import type { ScriptedSource } from './scripted-source.ts';

interface PlaybackRunOptions {
  readonly clock?: FakeClock;
  readonly speed?: Speed;
  readonly forMs?: number;
  /** Milliseconds before now since when market time has been running. */
  readonly ranForMs?: number;
  readonly endsWithSource?: boolean;
  readonly logTicks?: number;
}

export function startPlayback(
  source: ScriptedSource,
  {
    clock = new FakeClock(),
    speed = 1,
    forMs,
    ranForMs,
    endsWithSource,
    logTicks = 1_000_000,
  }: PlaybackRunOptions = {},
) {
  const began = clock.now();
  const observed = { ticks: 0, backlog: 0, finished: 0, over: 0, rounds: [] as number[], failures: [] as unknown[] };
  /** For each tick, milliseconds from the start of the clock. */
  const at: number[] = [];
  const playback = new Playback({
    source,
    sink: {
      quote: () => undefined,
      status: () => undefined,
      trade: () => {
        observed.ticks++;
        at.push(clock.now() - began);
      },
    },
    clock,
    speed,
    forMs,
    runsSince: ranForMs === undefined ? undefined : began - ranForMs,
    endsWithSource,
    head: () => observed.ticks,
    logTicks,
    backlog: () => observed.backlog,
    published: () => observed.rounds.push(observed.ticks),
    over: () => observed.over++,
    finished: () => observed.finished++,
    failed: (error) => observed.failures.push(error),
  });
  return { clock, playback, observed, at, market: () => playback.marketTime - source.startTime };
}

/** Lets everything that waits for promises, not for time, continue. */
export async function flushPromises(): Promise<void> {
  for (let i = 0; i < 10; i++) await Promise.resolve();
}

/** In steps, so that what happens takes its time. */
export async function advanceInSteps(clock: FakeClock, ms: number, step = 1): Promise<void> {
  for (let passed = 0; passed < ms; passed += step) {
    clock.advance(step);
    await flushPromises();
  }
}

/** Every `step` milliseconds from `from` to `to`. */
export function timesEvery(step: number, from: number, to: number): number[] {
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step);
}

/** Ticks of each round; `rounds` has the totals at the end of each. */
export function ticksPerRound(rounds: readonly number[]): number[] {
  return rounds.map((ticks, i) => ticks - (rounds[i - 1] ?? 0));
}
