// Keeps an error within the connection that caused it: it is logged, and that connection is closed.
import type { LogFields, Logger } from '../logging/logger.ts';

/** Clients can cause errors much faster than anyone can read a log. */
const LOG_EVERY_MS = 1_000;

export class Guard {
  readonly #logger: Logger;
  readonly #now: () => number;
  #loggedAt = -Infinity;
  #unlogged = 0;

  /** `now`: any clock, milliseconds. */
  constructor(logger: Logger, now: () => number = () => performance.now()) {
    this.#logger = logger;
    this.#now = now;
  }

  /**
   * Wraps `run`: if it throws or rejects, the error is logged as a failure of `what` with the fields that `about` returns, and
   * `close` is called; both get the arguments. For every handler, middleware and callback that a client can trigger.
   */
  wrap<Args extends readonly unknown[], Result>(
    what: string,
    run: (...args: Args) => Result,
    close: (...args: Args) => void,
    about: (...args: Args) => LogFields = () => ({}),
  ): (...args: Args) => Result | undefined {
    return (...args) => {
      const fail = (error: unknown): void => {
        this.#log(what, error, about(...args));
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

  #log(what: string, err: unknown, about: LogFields): void {
    const now = this.#now();
    if (now - this.#loggedAt < LOG_EVERY_MS) {
      this.#unlogged++;
      return;
    }
    const unlogged = this.#unlogged === 0 ? {} : { unlogged: this.#unlogged };
    this.#logger.error(`${what} failed, and its connection was closed`, { ...about, ...unlogged, err });
    this.#loggedAt = now;
    this.#unlogged = 0;
  }
}
