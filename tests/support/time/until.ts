// Waiting in tests: for an event or a condition, with a time limit that says what was awaited.

/** Ends what hangs; a machine that is merely busy stays far below. */
const LIMIT_MS = 30_000;
/** How often a condition without events is checked. */
const POLL_MS = 10;

/** What was awaited did not happen in time. */
export class WaitTimeoutError extends Error {
  constructor(what: string, limitMs: number, cause?: unknown) {
    super(`waited ${limitMs} ms for ${what}, in vain`, { cause });
    this.name = 'AwaitedError';
  }
}

export interface UntilOptions {
  /** Milliseconds; by default 30 s. */
  readonly limitMs?: number;
  /** Has `look` called whenever the condition may have changed, and returns what ends that: `(look) => client.on('status', look)`. */
  readonly on?: (look: () => void) => () => void;
}

/**
 * Resolves with the first value of `condition` that is neither undefined nor false; one that throws counts as not yet.
 * `what` completes "waited for". Looks when `on` says so and, without it, every few milliseconds. @throws AwaitedError
 */
export function until<T>(
  what: string,
  condition: () => T | Promise<T>,
  { limitMs = LIMIT_MS, on = poll }: UntilOptions = {},
): Promise<Exclude<T, undefined | false>> {
  return new Promise((resolve, reject) => {
    let lastError: unknown;
    let evaluating: 'no' | 'yes' | 'again' = 'no';
    const end = (): void => {
      clearTimeout(timer);
      stopChecking();
    };
    const settle = (value: T): void => {
      if (value === undefined || value === false) return;
      end();
      resolve(value as Exclude<T, undefined | false>);
    };
    const evaluated = (): void => {
      const again = evaluating === 'again';
      evaluating = 'no';
      if (again) look();
    };
    // A condition that answers at once is looked at in the very moment of the event: it may not hold any longer.
    const look = (): void => {
      if (evaluating !== 'no') {
        evaluating = 'again';
        return;
      }
      try {
        const value = condition();
        if (value instanceof Promise) {
          evaluating = 'yes';
          void value.then(settle, (error: unknown) => (lastError = error)).finally(evaluated);
        } else settle(value);
      } catch (error) {
        lastError = error;
      }
    };
    const stopChecking = on(look);
    const timer = setTimeout(() => {
      end();
      reject(new WaitTimeoutError(what, limitMs, lastError));
    }, limitMs);
    look();
  });
}

/** What `promise` resolves with, if it does within `limitMs`. `what` completes "waited for". @throws AwaitedError */
export function within<T>(what: string, promise: Promise<T>, limitMs = LIMIT_MS): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new WaitTimeoutError(what, limitMs)), limitMs);
    void promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function poll(check: () => void): () => void {
  const timer = setInterval(check, POLL_MS);
  return () => clearInterval(timer);
}
