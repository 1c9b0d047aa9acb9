// Runs the bundled feed as its supervision says.
import type { Clock } from '../../feed-client/connection/clock.ts';
import { deadline, step, type Effect, type Happening, type Supervision } from './supervision.ts';

/** What is heard of a feed's process. */
export interface FeedListener {
  onSaid(line: string): void;
  onComplained(line: string): void;
  onEnded(code: number): void;
}

/** A feed's process, which is over once its listener hears that it ended. */
export interface RunningFeed {
  /** Asks it to end. One that has not ended after a while is killed. */
  end(): void;
  /** Ends it without asking. */
  kill(): void;
}

/** Starts a feed on `port`, 0 for any. */
export type ForkFeed = (port: number, listener: FeedListener) => RunningFeed;

/** Resolves with whether the feed at `url` gave a sign of life in time. */
export type ProbeFeed = (url: string) => Promise<boolean>;

export interface BundledFeedOptions {
  readonly fork: ForkFeed;
  readonly probe: ProbeFeed;
  readonly clock: Clock;
  readonly onReady: (url: string) => void;
  /** It runs and no longer answers; it is killed, and started again. */
  readonly onHung: () => void;
  /** It is given up; `start` tries anew. */
  readonly onFailed: (why: string) => void;
}

export class BundledFeed {
  readonly #options: BundledFeedOptions;
  #state: Supervision = { kind: 'off' };
  #running: RunningFeed | undefined;
  #cancel: (() => void) | undefined;

  constructor(options: BundledFeedOptions) {
    this.#options = options;
  }

  /** Does nothing while it runs. */
  start(): void {
    this.#happen({ type: 'start' });
  }

  stop(): void {
    this.#happen({ type: 'stop' });
  }

  #happen(happening: Happening): void {
    const { clock } = this.#options;
    const { state, effects } = step(this.#state, happening, clock.monotonic());
    this.#state = state;
    this.#cancel?.();
    const due = deadline(state);
    this.#cancel =
      due === undefined
        ? undefined
        : clock.after(Math.max(0, due - clock.monotonic()), () => this.#happen({ type: 'due' }));
    for (const effect of effects) this.#perform(effect);
  }

  #perform(effect: Effect): void {
    switch (effect.do) {
      case 'fork':
        this.#fork(effect.port);
        return;
      case 'end':
        this.#running?.end();
        return;
      case 'kill':
        this.#running?.kill();
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
      onSaid: (line) => this.#happenTo(feed, { type: 'said', line }),
      onComplained: (line) => this.#happenTo(feed, { type: 'complained', line }),
      onEnded: (code) => this.#happenTo(feed, { type: 'ended', code }),
    });
    this.#running = feed;
  }

  #probe(url: string): void {
    const feed = this.#running;
    void this.#options.probe(url).then((answered) => this.#happenTo(feed, { type: 'probed', answered }));
  }

  /** A process that was stopped ends later; what is heard of it when the next one runs concerns nobody. */
  #happenTo(feed: RunningFeed | undefined, happening: Happening): void {
    if (this.#running === feed) this.#happen(happening);
  }
}
