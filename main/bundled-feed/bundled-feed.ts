// Runs the bundled feed as its supervision says.
import type { Clock } from '../clock.ts';
import { deadline, step, type Effect, type Happening, type Supervision } from './supervision.ts';

/** What is heard of a feed's process. */
export interface FeedListener {
  onSaid(line: string): void;
  onComplained(line: string): void;
  onEnded(code: number): void;
}

/** Starts a feed on `port`, 0 for any. Returns what ends it. */
export type ForkFeed = (port: number, listener: FeedListener) => () => void;

export interface BundledFeedOptions {
  readonly fork: ForkFeed;
  readonly clock: Clock;
  readonly onReady: (url: string) => void;
  /** It is given up; `start` tries anew. */
  readonly onFailed: (why: string) => void;
}

export class BundledFeed {
  readonly #options: BundledFeedOptions;
  #state: Supervision = { kind: 'off' };
  #kill: (() => void) | undefined;
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
    const { state, effects } = step(this.#state, happening, clock.now());
    this.#state = state;
    this.#cancel?.();
    const due = deadline(state);
    this.#cancel =
      due === undefined ? undefined : clock.after(Math.max(0, due - clock.now()), () => this.#happen({ type: 'due' }));
    for (const effect of effects) this.#perform(effect);
  }

  #perform(effect: Effect): void {
    switch (effect.do) {
      case 'fork':
        this.#fork(effect.port);
        return;
      case 'kill':
        this.#kill?.();
        return;
      case 'report-ready':
        this.#options.onReady(effect.url);
        return;
      case 'report-failed':
        this.#options.onFailed(effect.why);
        return;
    }
  }

  /** A process that was stopped ends later; what is heard of it when the next one runs concerns nobody. */
  #fork(port: number): void {
    const hear = (happening: Happening): void => {
      if (this.#kill === kill) this.#happen(happening);
    };
    const kill = this.#options.fork(port, {
      onSaid: (line) => hear({ type: 'said', line }),
      onComplained: (line) => hear({ type: 'complained', line }),
      onEnded: (code) => hear({ type: 'ended', code }),
    });
    this.#kill = kill;
  }
}
