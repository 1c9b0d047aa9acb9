// Ends the process when an error reaches nobody else: reports it, says goodbye to the clients, and exits with 1.
import type { Clock } from '../time/clock.ts';

/** The limit for all goodbyes together. Each connection has a shorter one of its own. */
const GOODBYE_LIMIT_MS = 5_000;

export interface LastResortOptions {
  /** Gets each bug, with what it does to this process. */
  readonly report: (message: string, error: unknown) => void;
  /** Exits with a code that means failure. */
  readonly exit: () => void;
  readonly clock: Clock;
  /** Whose bugs: "the feed server". */
  readonly name: string;
}

/** Emits uncaught errors and rejections: `process`, except in tests. */
export interface Uncaught {
  on(event: 'uncaughtException' | 'unhandledRejection', listener: (error: unknown) => void): unknown;
}

export class LastResort {
  readonly #options: LastResortOptions;
  #state: 'watching' | 'ending' = 'watching';
  #goodbye: () => Promise<unknown> = () => Promise.resolve();

  constructor(options: LastResortOptions) {
    this.#options = options;
  }

  watch(uncaught: Uncaught): void {
    uncaught.on('uncaughtException', (error) => this.#end(error));
    uncaught.on('unhandledRejection', (error) => this.#end(error));
  }

  /** `goodbye`: ends what runs as well as it can. Called once, after the first bug. */
  before(goodbye: () => Promise<unknown>): void {
    this.#goodbye = goodbye;
  }

  #end(error: unknown): void {
    const { report, exit, clock, name } = this.#options;
    if (this.#state === 'ending') {
      report(`another bug cuts the end of ${name} short`, error);
      exit();
      return;
    }
    this.#state = 'ending';
    report(`a bug ends ${name}; please report it`, error);
    clock.after(GOODBYE_LIMIT_MS, exit);
    void Promise.resolve()
      .then(() => this.#goodbye())
      .catch((failure: unknown) => this.#end(failure))
      .then(exit);
  }
}
