// Runs the bundled feed's process and performs what its supervision decides.
import type { Clock } from '../../feed-client/connection/clock.ts';
import { deadline, step, type Effect, type SupervisionEvent, type Supervision } from './supervision.ts';

/** Receives the output and the exit of a feed process. */
export interface FeedListener {
  onStdout(line: string): void;
  onStderr(line: string): void;
  onExit(code: number): void;
}

/** A feed process. It has ended once its listener's onExit is called. */
export interface RunningFeed {
  /** Requests a shutdown. A process that doesn't exit in time is killed. */
  shutDown(): void;
  /** Kills the process without warning. */
  kill(): void;
}

/** Starts a feed on `port`, or on any free port if that is 0. */
export type ForkFeed = (port: number, listener: FeedListener) => RunningFeed;

/** Resolves to whether the feed at `url` responded in time. */
export type ProbeFeed = (url: string) => Promise<boolean>;

export interface BundledFeedOptions {
  readonly fork: ForkFeed;
  readonly probe: ProbeFeed;
  readonly clock: Clock;
  readonly onReady: (url: string) => void;
  /** The feed is running but doesn't respond; it is killed and restarted. */
  readonly onHung: () => void;
  /** Supervision gave up; `start` tries again. */
  readonly onFailed: (why: string) => void;
}

export class BundledFeed {
  readonly #options: BundledFeedOptions;
  #state: Supervision = { kind: 'off' };
  #process: RunningFeed | undefined;
  #cancelTimer: (() => void) | undefined;

  constructor(options: BundledFeedOptions) {
    this.#options = options;
  }

  /** Has no effect unless the feed is stopped or supervision gave up. */
  start(): void {
    this.#handle({ type: 'start' });
  }

  stop(): void {
    this.#handle({ type: 'stop' });
  }

  #handle(event: SupervisionEvent): void {
    const { clock } = this.#options;
    const { state, effects } = step(this.#state, event, clock.monotonic());
    this.#state = state;
    this.#cancelTimer?.();
    const due = deadline(state);
    this.#cancelTimer =
      due === undefined
        ? undefined
        : clock.after(Math.max(0, due - clock.monotonic()), () => this.#handle({ type: 'deadline-reached' }));
    for (const effect of effects) this.#perform(effect);
  }

  #perform(effect: Effect): void {
    switch (effect.do) {
      case 'fork':
        this.#fork(effect.port);
        return;
      case 'shut-down':
        this.#process?.shutDown();
        return;
      case 'kill':
        this.#process?.kill();
        return;
      case 'probe':
        this.#probe(effect.url);
        return;
      case 'report-hung':
        this.#options.onHung();
        return;
      case 'report-ready':
        this.#options.onReady(effect.url);
        return;
      case 'report-failed':
        this.#options.onFailed(effect.why);
        return;
    }
  }

  #fork(port: number): void {
    const feed: RunningFeed = this.#options.fork(port, {
      onStdout: (line) => this.#handleFrom(feed, { type: 'stdout', line }),
      onStderr: (line) => this.#handleFrom(feed, { type: 'stderr', line }),
      onExit: (code) => this.#handleFrom(feed, { type: 'exited', code }),
    });
    this.#process = feed;
  }

  #probe(url: string): void {
    const feed = this.#process;
    void this.#options.probe(url).then((answered) => this.#handleFrom(feed, { type: 'probed', answered }));
  }

  /** Ignores late output and the exit of a process that has already been replaced. */
  #handleFrom(feed: RunningFeed | undefined, event: SupervisionEvent): void {
    if (this.#process === feed) this.#handle(event);
  }
}
