// Lets a source's market time run along a clock, at a speed that may change, and publishes what happens in it.
import type { Clock } from '../time/clock.ts';
import { MarketSchedule, type Speed } from './market-schedule.ts';
import type { TickSink, TickSource } from '../market/source.ts';
import { CatchUpWait } from './catch-up-wait.ts';

/** Milliseconds between two rounds at least: what a tick may wait here before it is published. */
const ROUND_MS = 2;
/** Ticks published between two rounds should stay about here: readers are served in between, also far above real time. */
const ROUND_TICKS = 8_192;
/** And below this share of what the log keeps, or a round would leave every reader behind. */
const ROUND_SHARE = 1 / 8;
/** At full speed readers are waited for that are further behind than this share of what the log keeps. */
const BACKLOG_SHARE = 1 / 4;
/** A market that is behind its schedule by less than this is not called late, and makes up for it; milliseconds of the clock. */
const MAX_LAG_MS = 1_000;
/** A live market makes up for so much more, as after the machine slept a night; market milliseconds. */
const MAX_CATCH_UP_MS = 24 * 3_600_000;
/** Milliseconds between two rounds at most, well below the lag that is made up for: timers ring late. */
const MAX_IDLE_MS = 250;
const MIN_STRIDE_MS = 50;
/** What comes after a quiet stretch may be an opening; where nothing happens at all, the next tick is gone to at once. */
const MAX_STRIDE_MS = 60_000;

export interface PlaybackOptions {
  readonly source: TickSource;
  readonly sink: TickSink;
  readonly clock: Clock;
  /** Where the machine cannot keep up, market time runs slower. */
  readonly speed: Speed;
  /** Clock time at which market time began to run; what passes until `start` is made up for. Left out: it begins at `start`. */
  readonly runsSince?: number | undefined;
  /** Market time after which it is over, milliseconds, counted from where it should be at `start`; left out, never. */
  readonly forMs?: number | undefined;
  /** Whether it also finishes after the source's last tick; by default the market's clock runs on. */
  readonly endsWithSource?: boolean | undefined;
  /** The sequence of the last tick published. */
  readonly head: () => number;
  /** Ticks that the log keeps. */
  readonly logTicks: number;
  /** Ticks that the reader furthest behind has yet to be served. */
  readonly backlog: () => number;
  /** Called after each round, with the number of its ticks. */
  readonly published: (ticks: number) => void;
  /** The source has no more ticks, and there is no end to wait for: market time stands still. */
  readonly over: () => void;
  /** What was to be played has been, and those who read have it. */
  readonly finished: () => void;
  /** The source is damaged; nothing more is published. */
  readonly failed: (error: unknown) => void;
}

type State =
  | { readonly kind: 'ready' }
  | { readonly kind: 'playing' }
  | { readonly kind: 'paused' }
  /** Up to market time `to`, and then paused. */
  | { readonly kind: 'stepping'; readonly to: number; readonly done: readonly (() => void)[] }
  /** The end is published; the last readers are waited for. */
  | { readonly kind: 'finishing' }
  | { readonly kind: 'stopped' };

export class Playback {
  readonly #options: PlaybackOptions;
  /** Market time. */
  #end = Infinity;
  readonly #roundTicks: number;
  readonly #catchUpWait: CatchUpWait;
  readonly #schedule: MarketSchedule;
  #state: State = { kind: 'ready' };
  /** Everything up to here is published. */
  #market: number;
  /** Market time of the next tick, as far as it is known; Infinity after the last. */
  #nextTick = -Infinity;
  #strideMs = MIN_STRIDE_MS;
  #round: { readonly kind: 'none' | 'under-way' } | { readonly kind: 'due'; readonly cancel: () => void } = {
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

  /** Market time, milliseconds since 1970-01-01 UTC: everything up to here is published. */
  get marketTime(): number {
    return this.#market;
  }

  get state(): State['kind'] {
    return this.#state.kind;
  }

  get speed(): Speed {
    return this.#schedule.speed;
  }

  /** Market milliseconds per millisecond as it goes: 0 while it is paused, what it comes to at full speed. */
  get pace(): number {
    if (this.#state.kind !== 'playing' || this.#isOver) return 0;
    return this.speed === 'max' ? this.#schedule.meanPace(this.#market, this.#options.clock.now()) : this.speed;
  }

  /**
   * By how much market time is behind its schedule, whole market milliseconds: what a replay lost while the server stood still or
   * could not keep up, and what a live market has yet to make up for. 0 at full speed, which has no schedule.
   */
  get behindMs(): number {
    if (this.speed === 'max' || this.#isOver) return 0;
    const lag = this.#state.kind === 'playing' ? this.#lagAt(this.#options.clock.now()) : 0;
    return Math.round(this.#schedule.givenUpMs + (lag > MAX_LAG_MS * this.speed ? lag : 0));
  }

  start(): void {
    if (this.#state.kind !== 'ready') return;
    const { source, clock, runsSince, forMs = Infinity } = this.#options;
    this.#play();
    if (runsSince !== undefined && this.speed !== 'max') this.#schedule.runFrom(source.startTime, runsSince);
    this.#end = (this.speed === 'max' ? source.startTime : this.#schedule.due(clock.now())) + forMs;
  }

  stop(): void {
    this.#leave({ kind: 'stopped' });
  }

  /** Market time stands until `resume` or `step`. Does nothing where it is over. */
  pause(): void {
    if (this.#state.kind === 'playing' || this.#state.kind === 'stepping') this.#leave({ kind: 'paused' });
    this.#schedule.forgive();
  }

  /** Goes on from where market time stands. */
  resume(): void {
    if (this.#state.kind === 'paused' || this.#state.kind === 'stepping') this.#play();
  }

  /**
   * Publishes the next `ms` (above 0) of market time, as fast as it goes, and pauses. Resolves once it has, or where something
   * else was asked for since. A step that is asked for during another is added to it.
   */
  step(ms: number): Promise<void> {
    const state = this.#state;
    if (state.kind !== 'playing' && state.kind !== 'paused' && state.kind !== 'stepping') return Promise.resolve();
    const [from, before] = state.kind === 'stepping' ? [state.to, state.done] : [this.#market, []];
    this.#schedule.forgive();
    return new Promise((resolve) => {
      this.#state = { kind: 'stepping', to: from + ms, done: [...before, resolve] };
      this.#wake();
    });
  }

  setSpeed(speed: Speed): void {
    this.#schedule.setSpeed(speed, this.#market, this.#options.clock.now());
    if (this.#state.kind === 'playing') this.#wake();
  }

  /** Nothing can happen any more: market time stands still, but for steps. */
  get #isOver(): boolean {
    return this.#nextTick === Infinity && this.#end === Infinity && !this.#options.endsWithSource;
  }

  /** Whether everything that should be played has been published. */
  get #isThrough(): boolean {
    return this.#market >= this.#end || (this.#nextTick === Infinity && this.#options.endsWithSource === true);
  }

  #play(): void {
    this.#leave({ kind: 'playing' });
    this.#schedule.runFrom(this.#market, this.#options.clock.now());
    this.#wake();
  }

  #leave(next: State): void {
    const before = this.#state;
    this.#state = next;
    if (this.#round.kind === 'due') {
      this.#round.cancel();
      this.#round = { kind: 'none' };
    }
    if (before.kind === 'stepping') for (const done of before.done) done();
  }

  /** Has a round come at once. One that is under way looks by itself at what has changed. */
  #wake(): void {
    if (this.#round.kind === 'under-way') return;
    if (this.#round.kind === 'due') this.#round.cancel();
    this.#next(0);
  }

  #next(ms: number): void {
    const cancel = this.#options.clock.after(ms, () => {
      this.#round = { kind: 'under-way' };
      this.#playRound().catch((error: unknown) => {
        this.#rest(undefined);
        // A source that was closed under a round that was stopped is not damaged.
        if (this.#state.kind === 'stopped') return;
        this.stop();
        this.#options.failed(error);
      });
    });
    this.#round = { kind: 'due', cancel };
  }

  /** The next round comes in `ms` milliseconds, or not by itself. */
  #rest(ms: number | undefined): void {
    this.#round = { kind: 'none' };
    if (ms !== undefined) this.#next(ms);
  }

  async #playRound(): Promise<void> {
    const { source, sink, clock, head, published } = this.#options;
    const began = clock.now();
    const target = this.#target(began);
    const allowed = this.#backlogAllowed();
    if (allowed !== undefined && this.#catchUpWait.waits(allowed)) {
      this.#rest(ROUND_MS);
      return;
    }
    if (this.#state.kind === 'finishing') {
      this.#rest(undefined);
      this.stop();
      this.#options.finished();
      return;
    }
    if (this.#isOver && this.#state.kind === 'playing') {
      this.#rest(undefined);
      this.#options.over();
      return;
    }
    const until = Math.min(target, Math.max(this.#market + this.#strideMs, this.#nextTick));
    const before = head();
    const nextTick = this.#nextTick === Infinity ? Infinity : await source.advance(until, sink);
    if (this.state === 'stopped') {
      this.#rest(undefined);
      return;
    }
    this.#market = until;
    this.#nextTick = nextTick;
    const ticks = head() - before;
    this.#adapt(ticks, until < target);
    published(ticks);
    this.#rest(this.#settle(until < target, began));
  }

  /** Ticks that readers may be behind without being waited for; undefined where they have to see for themselves. */
  #backlogAllowed(): number | undefined {
    if (this.#state.kind === 'finishing') return 0;
    const { clock, logTicks, source } = this.#options;
    const asFastAsItGoes = this.#state.kind === 'stepping' || this.speed === 'max';
    const hurries = asFastAsItGoes || (source.isLive === true && this.#lagAt(clock.now()) > MAX_LAG_MS * this.speed);
    return hurries ? logTicks * BACKLOG_SHARE : undefined;
  }

  /** How far market time should be at clock time `now`. */
  #target(now: number): number {
    if (this.#state.kind === 'stepping') return Math.min(this.#state.to, this.#end);
    if (this.speed === 'max') return this.#end;
    const lag = this.#lagAt(now);
    const most = MAX_LAG_MS * this.speed + (this.#options.source.isLive === true ? MAX_CATCH_UP_MS : 0);
    // Ahead of its schedule is where a round of the time before a change of speed has gone further.
    if (lag < 0) this.#schedule.runFrom(this.#market, now);
    else if (lag > most) this.#schedule.giveUp(lag - most, this.#market + most, now);
    return Math.min(this.#schedule.due(now), this.#end);
  }

  /** By how much the market is behind where it should be at clock time `now`, market milliseconds; what is past its end aside. */
  #lagAt(now: number): number {
    return Math.min(this.#schedule.due(now), Math.max(this.#end, this.#market)) - this.#market;
  }

  /** Milliseconds until the next round, by what is wanted by now; undefined where none is to come. */
  #settle(behind: boolean, began: number): number | undefined {
    const state = this.#state;
    if (state.kind === 'paused') return undefined;
    if (this.#isThrough) {
      this.#leave({ kind: 'finishing' });
      return 0;
    }
    if (state.kind === 'stepping') {
      if (this.#market < state.to) return 0;
      this.#leave({ kind: 'paused' });
      return undefined;
    }
    if (behind || this.speed === 'max') return 0;
    const idleMs = Math.min((Math.min(this.#nextTick, this.#end) - this.#market) / this.speed, MAX_IDLE_MS);
    return Math.max(ROUND_MS, idleMs - (this.#options.clock.now() - began));
  }

  /** `limited`: the stride, not the clock, ended the round. */
  #adapt(ticks: number, limited: boolean): void {
    if (ticks > 2 * this.#roundTicks)
      this.#strideMs = Math.max(MIN_STRIDE_MS, (this.#strideMs * this.#roundTicks) / ticks);
    else if (limited && ticks > 0 && ticks < this.#roundTicks / 2)
      this.#strideMs = Math.min(MAX_STRIDE_MS, this.#strideMs * 2);
  }
}
