// Ends the process when an error reaches nobody else: prints it, says goodbye to the clients, and exits with 1.
import { inspect } from 'node:util';
import type { Clock } from '../time/clock.ts';

/** The limit for all goodbyes together. Each connection has a shorter one of its own. */
const GOODBYE_LIMIT_MS = 5_000;
/** The most characters of an error that are printed. Some of its text may come from a client. */
const MAX_TEXT = 4_000;

export interface LastResortOptions {
  readonly say: (line: string) => void;
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
    const { say, exit, clock, name } = this.#options;
    if (this.#state === 'ending') {
      say(`another bug cuts the end of ${name} short: ${stackOf(error)}`);
      exit();
      return;
    }
    this.#state = 'ending';
    say(`a bug ends ${name}; please report it: ${stackOf(error)}`);
    clock.after(GOODBYE_LIMIT_MS, exit);
    void Promise.resolve()
      .then(() => this.#goodbye())
      .catch((failure: unknown) => this.#end(failure))
      .then(exit);
  }
}

/** The error with its stack, without control characters, which a terminal would obey. */
export function stackOf(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : `expected an Error, found ${inspect(error)}`;
  const shown = text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)} ...` : text;
  return shown.replace(/[^\P{Cc}\n]/gu, '?');
}
