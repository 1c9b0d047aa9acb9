// Restarts of a feed on command: its connections end, and some time later it is back on its port with a new epoch.
import type { Gateways } from '../serving/gateways.ts';
import type { Clock } from '../time/clock.ts';

export interface RestartOptions {
  readonly clock: Clock;
  readonly gateways: () => Gateways;
  /** Listens again. @throws ListenError */
  readonly open: () => Promise<void>;
  /** Called if it can't come back. */
  readonly failed: (error: unknown) => void;
}

export class Restart {
  readonly #options: RestartOptions;
  /** Settles when the connections have ended or, later, when the feed listens again. */
  #current: Promise<void> = Promise.resolve();
  #cancelReturn: () => void = () => undefined;
  #isOver = false;

  constructor(options: RestartOptions) {
    this.#options = options;
  }

  /** The feed is back after `downMs` milliseconds. Changes nothing while it is down. */
  begin(downMs: number): void {
    const { clock, failed } = this.#options;
    const gateways = this.#options.gateways();
    if (!gateways.isListening) return;
    this.#current = gateways.close('shutting-down', 'the feed server restarts');
    this.#cancelReturn = clock.after(downMs, () => {
      this.#comeBack().catch(failed);
    });
  }

  /** Prevents further restarts. Resolves when the current one has finished or failed. */
  async end(): Promise<void> {
    this.#isOver = true;
    this.#cancelReturn();
    // The failure has already been reported.
    await this.#current.catch(() => undefined);
  }

  async #comeBack(): Promise<void> {
    await this.#current;
    if (this.#isOver) return;
    this.#options.gateways().newEpoch();
    this.#current = this.#options.open();
    await this.#current;
  }
}
