// Keeps an error within the connection that caused it: it is logged, and that connection is closed.

/** Clients can cause errors much faster than anyone can read a log. */
const LOG_EVERY_MS = 1_000;

export class Guard {
  readonly #say: (line: string) => void;
  readonly #now: () => number;
  #saidAt = -Infinity;
  #unsaid = 0;

  /** `now`: any clock, milliseconds. */
  constructor(say: (line: string) => void, now: () => number = () => performance.now()) {
    this.#say = say;
    this.#now = now;
  }

  /**
   * Wraps `run`: if it throws or rejects, the error is logged as a failure of `what`, and `close` is called with the arguments.
   * For every handler, middleware and callback that a client can trigger.
   */
  wrap<Args extends readonly unknown[], Result>(
    what: string,
    run: (...args: Args) => Result,
    close: (...args: Args) => void,
  ): (...args: Args) => Result | undefined {
    return (...args) => {
      const fail = (error: unknown): void => {
        this.#log(what, error);
        close(...args);
      };
      try {
        const result = run(...args);
        if (result instanceof Promise) result.catch(fail);
        return result;
      } catch (error) {
        fail(error);
        return undefined;
      }
    };
  }

  #log(what: string, error: unknown): void {
    const now = this.#now();
    if (now - this.#saidAt < LOG_EVERY_MS) {
      this.#unsaid++;
      return;
    }
    const more = this.#unsaid === 0 ? '' : ` (and ${this.#unsaid} more since the last line)`;
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#say(`${what} failed, and its connection was closed${more}: ${text}`);
    this.#saidAt = now;
    this.#unsaid = 0;
  }
}
