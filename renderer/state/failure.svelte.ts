// The error that ended the dashboard, if one did: better no prices than prices that stand still and say they are live.

export class FailureState {
  #message = $state<string>();

  /** Undefined while all is well. */
  get message(): string | undefined {
    return this.#message;
  }

  /** The first error counts: those after it may be its consequences. */
  report(error: unknown): void {
    this.#message ??= error instanceof Error ? error.message : String(error);
  }

  /** Reports what nobody caught in the page. */
  watch(page: Pick<Window, 'addEventListener'>): void {
    page.addEventListener('error', (event) => {
      // Without an error it is a warning of the browser's own, as of observers that did not finish in one frame.
      if (event.error !== null && event.error !== undefined) this.report(event.error);
    });
    page.addEventListener('unhandledrejection', (event) => this.report(event.reason));
  }
}
