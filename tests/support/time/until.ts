// Waits for an event or a condition, with a time limit whose error names it.

/** Only a test that hangs waits this long, even on a busy machine. */
const LIMIT_MS = 30_000;
/** How often to check a condition without events. */
const POLL_MS = 10;

/** The event or condition did not occur in time. */
export class WaitTimeoutError extends Error {
  constructor(description: string, limitMs: number, cause?: unknown) {
    super(`waited ${limitMs} ms for ${description}`, { cause });
    this.name = 'WaitTimeoutError';
  }
}

export interface UntilOptions {
  /** Milliseconds; by default 30 s. */
  readonly limitMs?: number;
  /** Calls `check` on events that may change the condition. Returns a function that unsubscribes: `(check) => client.on('status', check)`. */
  readonly on?: (check: () => void) => () => void;
}

/**
 * Resolves with the first value of `condition` that is neither undefined nor false. If it throws, it is checked again.
 * `description` completes "waited for". Checks on the events of `on` or, without it, every few milliseconds. @throws WaitTimeoutError
 */
export function until<T>(
  description: string,
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
    const onEvaluated = (): void => {
      const again = evaluating === 'again';
      evaluating = 'no';
      if (again) check();
    };
    // A synchronous condition is checked during the event, because it may no longer hold later.
    const check = (): void => {
      if (evaluating !== 'no') {
        evaluating = 'again';
        return;
      }
      try {
        const value = condition();
        if (value instanceof Promise) {
          evaluating = 'yes';
          void value.then(settle, (error: unknown) => (lastError = error)).finally(onEvaluated);
        } else settle(value);
      } catch (error) {
        lastError = error;
      }
    };
    const stopChecking = on(check);
    const timer = setTimeout(() => {
      end();
      reject(new WaitTimeoutError(description, limitMs, lastError));
    }, limitMs);
    check();
  });
}

/** Resolves like `promise`, if that settles within `limitMs`. `description` completes "waited for". @throws WaitTimeoutError */
export function within<T>(description: string, promise: Promise<T>, limitMs = LIMIT_MS): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new WaitTimeoutError(description, limitMs)), limitMs);
    void promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function poll(check: () => void): () => void {
  const timer = setInterval(check, POLL_MS);
  return () => clearInterval(timer);
}
