// Plays a source: runs its market time along a clock, at a speed that may change, and publishes its ticks.
import type { Clock } from '../time/clock.ts';
import { MarketSchedule, type Speed } from './market-schedule.ts';
import type { TickSink, TickSource } from '../market/source.ts';
import { CatchUpWait } from './catch-up-wait.ts';

/** The minimum time between two rounds, milliseconds. A tick waits at most this long before it is published. */
const ROUND_MS = 2;
/** The target number of ticks in one round. Readers are served between rounds, even far above real time. */
const ROUND_TICKS = 8_192;
/** A round stays below this share of the log's capacity. Otherwise it would leave every reader behind. */
const ROUND_SHARE = 1 / 8;
/** At full speed, playback waits for readers that are further behind than this share of the log's capacity. */
const BACKLOG_SHARE = 1 / 4;
/** A market that is less than this behind its schedule does not count as late, and catches up; milliseconds of the clock. */
const MAX_LAG_MS = 1_000;
/** A live market catches up with this much more, for example after the machine slept overnight; market milliseconds. */
const MAX_CATCH_UP_MS = 24 * 3_600_000;
/** The maximum time between two rounds, milliseconds. Well below MAX_LAG_MS, since timers are late. */
const MAX_IDLE_MS = 250;
/**
 * Limits of the stride, the market time that one round may cover; market milliseconds. Strides stay short because a busy
 * opening may follow a quiet time. If there are no ticks at all, playback jumps to the next one.
 */
const MIN_STRIDE_MS = 50;
const MAX_STRIDE_MS = 60_000;

export interface PlaybackOptions {
  readonly source: TickSource;
  readonly sink: TickSink;
  readonly clock: Clock;
  /** Market time runs slower if the machine cannot keep up. */
  readonly speed: Speed;
  /**
   * Clock time at which market time began to run: playback catches up with the time from then until `start`. If undefined,
   * market time begins to run at `start`.
   */
  readonly runsSince?: number | undefined;
  /** How much market time to play from where it should be at `start`, milliseconds. If undefined, there is no limit. */
  readonly forMs?: number | undefined;
  /**
   * If true, playback also finishes after the source's last tick. Otherwise market time stops there, or runs on to the end of
   * `forMs` if that is given.
   */
  readonly endsWithSource?: boolean | undefined;
  /** The sequence of the last tick published. */
  readonly head: () => number;
  /** The log's capacity, in ticks. */
  readonly logTicks: number;
  /** Ticks that the reader furthest behind has yet to receive. */
  readonly backlog: () => number;
  /** Called after each round, with the number of its ticks. */
  readonly onRound: (ticks: number) => void;
  /** Called when market time stops because the source has no more ticks and nothing finishes playback. */
  readonly onSourceEnd: () => void;
  /** Called when everything has been played and the readers that are still reading have received it. */
  readonly onFinished: () => void;
  /** Called when the source fails, for example because it is damaged. Nothing more is published. */
  readonly onError: (error: unknown) => void;
}

type State =
  | { readonly kind: 'ready' }
  | { readonly kind: 'playing' }
  | { readonly kind: 'paused' }
  /** Plays up to market time `to`, then pauses. */
  | { readonly kind: 'stepping'; readonly to: number; readonly done: readonly (() => void)[] }
  /** Everything is published. Waits for the last readers. */
  | { readonly kind: 'finishing' }
  | { readonly kind: 'stopped' };

export class Playback {
  readonly #options: PlaybackOptions;
  /** Market time at which playback finishes. */
  #endTime = Infinity;
  readonly #roundTicks: number;
  readonly #catchUpWait: CatchUpWait;
  readonly #schedule: MarketSchedule;
  #state: State = { kind: 'ready' };
  /** Market time, up to which everything is published. */
  #market: number;
  /** Market time of the next tick if known, else an earlier time; Infinity after the last tick. */
  #nextTick = -Infinity;
  #strideMs = MIN_STRIDE_MS;
  #round: { readonly kind: 'none' | 'running' } | { readonly kind: 'due'; readonly cancel: () => void } = {
    kind: 'none',
  };

  constructor(options: PlaybackOptions) {
    this.#options = options;
    const { source, clock, logTicks, speed, backlog } = options;
    this.#roundTicks = Math.min(ROUND_TICKS, logTicks * ROUND_SHARE);
    this.#catchUpWait = new CatchUpWait(clock, backlog);
    this.#market = source.startTime;
    this.#schedule = new MarketSchedule(speed, this.#market, clock.now());
  }

  /** Market time, up to which everything is published; milliseconds since 1970-01-01 UTC. */
  get marketTime(): number {
    return this.#market;
  }

  get state(): State['kind'] {
    return this.#state.kind;
  }

  get speed(): Speed {
    return this.#schedule.speed;
  }

  /** Market milliseconds per millisecond: 0 while paused, the mean so far at full speed. */
  get pace(): number {
    if (this.#state.kind !== 'playing' || this.#isOver) return 0;
    return this.speed === 'max' ? this.#schedule.meanPace(this.#market, this.#options.clock.now()) : this.speed;
  }

  /**
   * How far market time is behind its schedule, whole market milliseconds: what a replay skipped while the server was stopped or
   * too slow, and what a live market still has to catch up with. 0 at full speed, which has no schedule.
   */
  get behindMs(): number {
    if (this.speed === 'max' || this.#isOver) return 0;
    const lag = this.#state.kind === 'playing' ? this.#lagAt(this.#options.clock.now()) : 0;
    return Math.round(this.#schedule.skippedMs + (lag > MAX_LAG_MS * this.speed ? lag : 0));
  }

  start(): void {
    if (this.#state.kind !== 'ready') return;
    const { source, clock, runsSince, forMs = Infinity } = this.#options;
    this.#play();
    if (runsSince !== undefined && this.speed !== 'max') this.#schedule.runFrom(source.startTime, runsSince);
    this.#endTime = (this.speed === 'max' ? source.startTime : this.#schedule.due(clock.now())) + forMs;
  }

  stop(): void {
    this.#enter({ kind: 'stopped' });
  }

  /** Stops market time until `resume` or `step`. Does nothing after the end. */
  pause(): void {
    if (this.#state.kind === 'playing' || this.#state.kind === 'stepping') this.#enter({ kind: 'paused' });
    this.#schedule.resetSkipped();
  }

  /** Continues from where market time stopped. */
  resume(): void {
    if (this.#state.kind === 'paused' || this.#state.kind === 'stepping') this.#play();
  }

  /**
   * Publishes the next `ms` (above 0) of market time as fast as possible, then pauses. Resolves when done, or when another
   * control replaces it. A step during another step extends it.
   */
  step(ms: number): Promise<void> {
    const state = this.#state;
    if (state.kind !== 'playing' && state.kind !== 'paused' && state.kind !== 'stepping') return Promise.resolve();
    const [from, before] = state.kind === 'stepping' ? [state.to, state.done] : [this.#market, []];
    this.#schedule.resetSkipped();
    return new Promise((resolve) => {
      this.#state = { kind: 'stepping', to: from + ms, done: [...before, resolve] };
      this.#wake();
    });
  }

  setSpeed(speed: Speed): void {
    this.#schedule.setSpeed(speed, this.#market, this.#options.clock.now());
    if (this.#state.kind === 'playing') this.#wake();
  }

  /** Whether the source has no more ticks and nothing finishes playback. Then only steps move market time. */
  get #isOver(): boolean {
    return this.#nextTick === Infinity && this.#endTime === Infinity && !this.#options.endsWithSource;
  }

  /** Whether everything that should be played has been published. */
  get #isFinished(): boolean {
    return this.#market >= this.#endTime || (this.#nextTick === Infinity && this.#options.endsWithSource === true);
  }

  #play(): void {
    this.#enter({ kind: 'playing' });
    this.#schedule.runFrom(this.#market, this.#options.clock.now());
    this.#wake();
  }

  #enter(next: State): void {
    const before = this.#state;
    this.#state = next;
    if (this.#round.kind === 'due') {
      this.#round.cancel();
      this.#round = { kind: 'none' };
    }
    if (before.kind === 'stepping') for (const done of before.done) done();
  }

  /** Starts a round at once. A running round notices changes by itself. */
  #wake(): void {
    if (this.#round.kind === 'running') return;
    if (this.#round.kind === 'due') this.#round.cancel();
    this.#scheduleRound(0);
  }

  #scheduleRound(ms: number): void {
    const cancel = this.#options.clock.after(ms, () => {
      this.#round = { kind: 'running' };
      this.#playRound().catch((error: unknown) => {
        this.#endRound(undefined);
        // Stopping may close the source during a round, so an error does not mean that the source is damaged.
        if (this.#state.kind === 'stopped') return;
        this.stop();
        this.#options.onError(error);
      });
    });
    this.#round = { kind: 'due', cancel };
  }

  /** Ends a round. The next one starts in `ms` milliseconds; if undefined, no next one is scheduled. */
  #endRound(ms: number | undefined): void {
    this.#round = { kind: 'none' };
    if (ms !== undefined) this.#scheduleRound(ms);
  }

  async #playRound(): Promise<void> {
    const { source, sink, clock, head, onRound } = this.#options;
    const startedAt = clock.now();
    const target = this.#targetAt(startedAt);
    const maxBacklog = this.#maxBacklog();
    if (maxBacklog !== undefined && this.#catchUpWait.shouldWait(maxBacklog)) {
      this.#endRound(ROUND_MS);
      return;
    }
    if (this.#state.kind === 'finishing') {
      this.#endRound(undefined);
      this.stop();
      this.#options.onFinished();
      return;
    }
    if (this.#isOver && this.#state.kind === 'playing') {
      this.#endRound(undefined);
      this.#options.onSourceEnd();
      return;
    }
    const until = Math.min(target, Math.max(this.#market + this.#strideMs, this.#nextTick));
    const before = head();
    const nextTick = this.#nextTick === Infinity ? Infinity : await source.advance(until, sink);
    if (this.state === 'stopped') {
      this.#endRound(undefined);
      return;
    }
    this.#market = until;
    this.#nextTick = nextTick;
    const ticks = head() - before;
    this.#adaptStride(ticks, until < target);
    onRound(ticks);
    this.#endRound(this.#nextRoundIn(until < target, startedAt));
  }

  /** How many ticks readers may be behind before playback waits for them; undefined if it does not wait. */
  #maxBacklog(): number | undefined {
    if (this.#state.kind === 'finishing') return 0;
    const { clock, logTicks, source } = this.#options;
    const atFullSpeed = this.#state.kind === 'stepping' || this.speed === 'max';
    const isHurrying = atFullSpeed || (source.isLive === true && this.#lagAt(clock.now()) > MAX_LAG_MS * this.speed);
    return isHurrying ? logTicks * BACKLOG_SHARE : undefined;
  }

  /**
   * The market time that a round at clock time `now` should reach. Corrects the schedule first if market time is ahead of it
   * or too far behind.
   */
  #targetAt(now: number): number {
    if (this.#state.kind === 'stepping') return Math.min(this.#state.to, this.#endTime);
    if (this.speed === 'max') return this.#endTime;
    const lag = this.#lagAt(now);
    const maxLag = MAX_LAG_MS * this.speed + (this.#options.source.isLive === true ? MAX_CATCH_UP_MS : 0);
    // A round that began before a change of speed may have gone further than the new schedule.
    if (lag < 0) this.#schedule.runFrom(this.#market, now);
    else if (lag > maxLag) this.#schedule.skip(lag - maxLag, this.#market + maxLag, now);
    return Math.min(this.#schedule.due(now), this.#endTime);
  }

  /** How far market time is behind its schedule at clock time `now`, market milliseconds. Time after the end does not count. */
  #lagAt(now: number): number {
    return Math.min(this.#schedule.due(now), Math.max(this.#endTime, this.#market)) - this.#market;
  }

  /** Milliseconds until the next round, in the current state; undefined if there is none. */
  #nextRoundIn(isBehind: boolean, startedAt: number): number | undefined {
    const state = this.#state;
    if (state.kind === 'paused') return undefined;
    if (this.#isFinished) {
      this.#enter({ kind: 'finishing' });
      return 0;
    }
    if (state.kind === 'stepping') {
      if (this.#market < state.to) return 0;
      this.#enter({ kind: 'paused' });
      return undefined;
    }
    if (isBehind || this.speed === 'max') return 0;
    const idleMs = Math.min((Math.min(this.#nextTick, this.#endTime) - this.#market) / this.speed, MAX_IDLE_MS);
    return Math.max(ROUND_MS, idleMs - (this.#options.clock.now() - startedAt));
  }

  /** Adapts the stride to the ticks of a round. `strideLimited`: whether the stride, rather than the clock, ended the round. */
  #adaptStride(ticks: number, strideLimited: boolean): void {
    if (ticks > 2 * this.#roundTicks)
      this.#strideMs = Math.max(MIN_STRIDE_MS, (this.#strideMs * this.#roundTicks) / ticks);
    else if (strideLimited && ticks > 0 && ticks < this.#roundTicks / 2)
      this.#strideMs = Math.min(MAX_STRIDE_MS, this.#strideMs * 2);
  }
}
