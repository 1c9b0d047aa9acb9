// Contains errors: logs each and closes only the connection that caused it.
import type { LogFields, Logger } from '../logging/logger.ts';

/** At most one error is logged in this time: clients can cause errors much faster than anyone can read. */
const LOG_EVERY_MS = 1_000;

export class Guard {
  readonly #logger: Logger;
  readonly #now: () => number;
  #loggedAt = -Infinity;
  #suppressed = 0;

  /** `now`: any clock, milliseconds. */
  constructor(logger: Logger, now: () => number = () => performance.now()) {
    this.#logger = logger;
    this.#now = now;
  }

  /**
   * Wraps `run`: if it throws or rejects, logs the error as a failure of `operation` with the result of `fields`, and calls `close`.
   * `fields` and `close` get the arguments of `run`. Use it for every handler, middleware and callback that a client can trigger.
   */
  wrap<Args extends readonly unknown[], Result>(
    operation: string,
    run: (...args: Args) => Result,
    close: (...args: Args) => void,
    fields: (...args: Args) => LogFields = () => ({}),
  ): (...args: Args) => Result | undefined {
    return (...args) => {
      const fail = (error: unknown): void => {
        this.#log(operation, error, fields(...args));
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

  #log(operation: string, err: unknown, fields: LogFields): void {
    const now = this.#now();
    if (now - this.#loggedAt < LOG_EVERY_MS) {
      this.#suppressed++;
      return;
    }
    const unlogged = this.#suppressed === 0 ? {} : { unlogged: this.#suppressed };
    this.#logger.error(`${operation} failed, and its connection was closed`, { ...fields, ...unlogged, err });
    this.#loggedAt = now;
    this.#suppressed = 0;
  }
}
