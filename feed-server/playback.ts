// Lets a source's market time run along a clock, at a speed, and publishes what happens in it.
import type { Clock } from './clock.ts';
import type { TickSink, TickSource } from './market/source.ts';

/** Milliseconds between two rounds at least: what a tick may wait here before it is published. */
const ROUND_MS = 2;
/** Ticks published between two rounds should stay about here: readers are served in between, also far above real time. */
const ROUND_TICKS = 8_192;
/** And below this share of what the log keeps, or a round would leave every reader behind. */
const ROUND_SHARE = 1 / 8;
/** A market further behind its clock than this, as after the machine slept, goes on from where it is. */
const MAX_LAG_MS = 1_000;
/** Milliseconds between two rounds at most, well below the lag that is made up for: timers ring late. */
const MAX_IDLE_MS = 250;
const MIN_STRIDE_MS = 50;
const MAX_STRIDE_MS = 3_600_000;

export interface PlaybackOptions {
  readonly source: TickSource;
  readonly sink: TickSink;
  readonly clock: Clock;
  /** Market milliseconds per millisecond, above 0. Where the machine cannot keep up, market time runs slower. */
  readonly speed: number;
  /** The sequence of the last tick published. */
  readonly head: () => number;
  /** Ticks that the log keeps. */
  readonly logTicks: number;
  /** Called after each round of ticks. */
  readonly published: () => void;
  /** The source is damaged; nothing more is published. */
  readonly failed: (error: unknown) => void;
}

export class Playback {
  readonly #options: PlaybackOptions;
  /** Market time `#market` belongs to clock time `#clocked`. */
  #market: number;
  #clocked: number;
  readonly #roundTicks: number;
  #strideMs = MIN_STRIDE_MS;
  #cancel: (() => void) | undefined;
  #state: 'ready' | 'playing' | 'stopped' = 'ready';

  constructor(options: PlaybackOptions) {
    this.#options = options;
    this.#roundTicks = Math.min(ROUND_TICKS, options.logTicks * ROUND_SHARE);
    this.#market = options.source.startTime;
    this.#clocked = options.clock.now();
  }

  /** Market time, milliseconds since 1970-01-01 UTC: everything up to here is published. */
  get marketTime(): number {
    return this.#market;
  }

  start(): void {
    this.#state = 'playing';
    this.#clocked = this.#options.clock.now();
    this.#next(0);
  }

  stop(): void {
    this.#state = 'stopped';
    this.#cancel?.();
  }

  #next(ms: number): void {
    this.#cancel = this.#options.clock.after(ms, () => {
      this.#round().catch((error: unknown) => {
        // A source that was closed under a round that was stopped is not damaged.
        if (this.#state === 'stopped') return;
        this.stop();
        this.#options.failed(error);
      });
    });
  }

  async #round(): Promise<void> {
    const { source, sink, clock, speed, head, published } = this.#options;
    const now = clock.now();
    this.#clocked = Math.max(this.#clocked, now - MAX_LAG_MS);
    const due = this.#market + (now - this.#clocked) * speed;
    const until = Math.min(due, this.#market + this.#strideMs);
    const before = head();
    const nextTick = await source.advance(until, sink);
    if (this.#state === 'stopped') return;
    const behind = until < due;
    this.#adapt(head() - before, behind);
    this.#clocked += (until - this.#market) / speed;
    this.#market = until;
    published();
    // Where nothing can happen any more, market time stands still.
    if (nextTick === Infinity) {
      this.stop();
      return;
    }
    const idleMs = Math.min((nextTick - until) / speed, MAX_IDLE_MS);
    this.#next(behind ? 0 : Math.max(ROUND_MS, idleMs - (clock.now() - now)));
  }

  /** `limited`: the stride, not the clock, ended the round. */
  #adapt(ticks: number, limited: boolean): void {
    if (ticks > 2 * this.#roundTicks) this.#strideMs = Math.max(MIN_STRIDE_MS, this.#strideMs / 2);
    else if (limited && ticks < this.#roundTicks / 2) this.#strideMs = Math.min(MAX_STRIDE_MS, this.#strideMs * 2);
  }
}
