// A playback on a fake clock, and a record of what it did.
import { Playback } from '../../../feed-server/playback/playback.ts';
import type { Speed } from '../../../feed-server/playback/market-schedule.ts';
import { FakeClock } from '../time/fake-clock.ts';
import type { ScriptedSource } from './scripted-source.ts';

interface PlaybackRunOptions {
  readonly clock?: FakeClock;
  readonly speed?: Speed;
  readonly forMs?: number;
  /** How long market time has already been running, milliseconds. */
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
  const observed = {
    ticks: 0,
    backlog: 0,
    finished: 0,
    sourceEnds: 0,
    rounds: [] as number[],
    failures: [] as unknown[],
  };
  /** The clock time of each tick, milliseconds from the start. */
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
    onRound: () => observed.rounds.push(observed.ticks),
    onSourceEnd: () => observed.sourceEnds++,
    onFinished: () => observed.finished++,
    onError: (error) => observed.failures.push(error),
  });
  return { clock, playback, observed, at, market: () => playback.marketTime - source.startTime };
}

/** Runs everything that waits only for promises. */
export async function flushPromises(): Promise<void> {
  for (let i = 0; i < 10; i++) await Promise.resolve();
}

/** Advances the clock step by step, and runs promise callbacks after each step. */
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

/** The number of ticks in each round; `rounds` has the running totals. */
export function ticksPerRound(rounds: readonly number[]): number[] {
  return rounds.map((ticks, i) => ticks - (rounds[i - 1] ?? 0));
}
