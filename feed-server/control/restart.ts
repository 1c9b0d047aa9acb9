// Restarts a feed on command: closes all connections, and later listens again on the same port with a new epoch.
import type { Gateways } from '../serving/gateways.ts';
import type { Clock } from '../time/clock.ts';

export interface RestartOptions {
  readonly clock: Clock;
  readonly gateways: () => Gateways;
  /** Listens again. @throws ListenError */
  readonly open: () => Promise<void>;
  /** Called if the feed can't listen again. */
  readonly onFailure: (error: unknown) => void;
}

export class Restart {
  readonly #options: RestartOptions;
  /** Settles when the connections have ended; after that, when the feed listens again. */
  #current: Promise<void> = Promise.resolve();
  #cancelReopen: () => void = () => undefined;
  #hasEnded = false;

  constructor(options: RestartOptions) {
    this.#options = options;
  }

  /** Closes the feed, and reopens it after `downMs` milliseconds. Has no effect while the feed is down. */
  begin(downMs: number): void {
    const { clock, onFailure } = this.#options;
    const gateways = this.#options.gateways();
    if (!gateways.isListening) return;
    this.#current = gateways.close('shutting-down', 'the feed server restarts');
    this.#cancelReopen = clock.after(downMs, () => {
      this.#reopen().catch(onFailure);
    });
  }

  /** Prevents further restarts. Resolves when the current one has finished or failed. */
  async end(): Promise<void> {
    this.#hasEnded = true;
    this.#cancelReopen();
    // The failure has already been reported.
    await this.#current.catch(() => undefined);
  }

  async #reopen(): Promise<void> {
    await this.#current;
    if (this.#hasEnded) return;
    this.#options.gateways().newEpoch();
    this.#current = this.#options.open();
    await this.#current;
  }
}
