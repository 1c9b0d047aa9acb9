// Ends the process on an uncaught error: reports it, shuts down gracefully, and exits with a failure code.
import type { Clock } from '../time/clock.ts';

/** The time limit for the whole shutdown. Each connection has a shorter one. */
const MAX_SHUTDOWN_MS = 5_000;

export interface FatalErrorOptions {
  /** Gets each error, with a message about its effect on this process. */
  readonly report: (message: string, error: unknown) => void;
  /** Exits with a failure code. */
  readonly exit: () => void;
  readonly clock: Clock;
  /** Names this process in messages, such as "the worker 17". */
  readonly name: string;
}

/** Emits uncaught errors: `process`, except in tests. */
export interface ErrorEmitter {
  on(event: 'uncaughtException' | 'unhandledRejection', listener: (error: unknown) => void): unknown;
}

export class FatalErrorHandler {
  readonly #options: FatalErrorOptions;
  #state: 'watching' | 'ending' = 'watching';
  #shutdown: () => Promise<unknown> = () => Promise.resolve();

  constructor(options: FatalErrorOptions) {
    this.#options = options;
  }

  watch(uncaught: ErrorEmitter): void {
    uncaught.on('uncaughtException', (error) => this.#onError(error));
    uncaught.on('unhandledRejection', (error) => this.#onError(error));
  }

  /** `shutdown` is called once, after the first error. */
  setShutdown(shutdown: () => Promise<unknown>): void {
    this.#shutdown = shutdown;
  }

  #onError(error: unknown): void {
    const { report, exit, clock, name } = this.#options;
    if (this.#state === 'ending') {
      report(`another bug interrupted the shutdown of ${name}`, error);
      exit();
      return;
    }
    this.#state = 'ending';
    report(`a bug is stopping ${name}; please report it`, error);
    clock.after(MAX_SHUTDOWN_MS, exit);
    void Promise.resolve()
      .then(() => this.#shutdown())
      .catch((failure: unknown) => this.#onError(failure))
      .then(exit);
  }
}
