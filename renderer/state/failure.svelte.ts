// The error that ended the dashboard, if one did: better no prices than prices that stand still and say they are live.
import { isOurs, type UncaughtError } from './error-origin.ts';

export class FailureState {
  readonly #scripts: string;
  #error = $state.raw<{ readonly error: unknown }>();

  /** `scripts`: what the addresses of the dashboard's own scripts begin with. */
  constructor(scripts: string) {
    this.#scripts = scripts;
  }

  /** Undefined while all is well. */
  get failure(): { readonly error: unknown } | undefined {
    return this.#error;
  }

  /** The first error counts: those after it may be its consequences. */
  report(error: unknown): void {
    this.#error ??= { error };
  }

  /**
   * Reports what a task of ours throws, and throws it on. Also what foreign code threw in the middle of it, as a function of the
   * browser that an extension has replaced does: the task did not finish.
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

  /** Reports what our own code threw and nobody caught. Extensions and translators run in the page too: theirs is not ours. */
  watch(page: Pick<Window, 'addEventListener'>): void {
    page.addEventListener('error', ({ filename, error, message }: ErrorEvent) =>
      this.#judge({ filename, error: error ?? message }),
    );
    page.addEventListener('unhandledrejection', ({ reason }) => this.#judge({ filename: '', error: reason }));
  }

  #judge(uncaught: UncaughtError): void {
    if (isOurs(uncaught, this.#scripts)) this.report(uncaught.error);
  }
}
