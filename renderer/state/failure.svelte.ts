// The error that stopped the dashboard, if any: showing no prices is better than showing frozen ones as live.
import { isOurs, type UncaughtError } from './error-origin.ts';

export class FailureState {
  readonly #scripts: string;
  #error = $state.raw<{ readonly error: unknown }>();

  /** `scripts`: the address prefix of the dashboard's own scripts. */
  constructor(scripts: string) {
    this.#scripts = scripts;
  }

  /** Undefined as long as nothing failed. */
  get failure(): { readonly error: unknown } | undefined {
    return this.#error;
  }

  /** Only the first error counts: later ones may be its consequences. */
  report(error: unknown): void {
    this.#error ??= { error };
  }

  /**
   * Reports what one of our tasks throws, and rethrows it. This includes errors thrown by other people's code during
   * the task, such as a browser function that an extension replaced, because the task did not finish.
   */
  guard<A extends readonly unknown[]>(task: (...args: A) => void): (...args: A) => void {
    return (...args) => {
      try {
        task(...args);
      } catch (error) {
        this.report(error);
        throw error;
      }
    };
  }

  /** Reports uncaught errors of our own code. Errors of extensions and translators that run in the page are ignored. */
  watch(page: Pick<Window, 'addEventListener'>): void {
    page.addEventListener('error', ({ filename, error, message }: ErrorEvent) =>
      this.#check({ filename, error: error ?? message }),
    );
    page.addEventListener('unhandledrejection', ({ reason }) => this.#check({ filename: '', error: reason }));
  }

  #check(uncaught: UncaughtError): void {
    if (isOurs(uncaught, this.#scripts)) this.report(uncaught.error);
  }
}
