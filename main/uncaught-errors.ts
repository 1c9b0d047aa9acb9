// Handles uncaught errors of the main process: logs them, and lets the user choose between restarting and quitting.

export interface UncaughtErrorOptions {
  /** Logs the error with its stack. */
  readonly log: (text: string) => void;
  /** Shows the error; resolves to what to do next. */
  readonly ask: (message: string) => Promise<'restart' | 'quit'>;
  /** Ends the app with an exit code for failure. */
  readonly end: (next: 'restart' | 'quit') => void;
}

/** Source of uncaught errors and rejections; `process` outside of tests. */
export interface UncaughtErrorSource {
  on(event: 'uncaughtException' | 'unhandledRejection', listener: (error: unknown) => void): unknown;
}

/** The window keeps running while the user decides. A second error in the meantime ends the app at once. */
export function exitOnUncaughtErrors(source: UncaughtErrorSource, { log, ask, end }: UncaughtErrorOptions): void {
  let state: 'running' | 'asking' = 'running';
  const onError = (error: unknown): void => {
    const { message, stack = message } = error instanceof Error ? error : new Error(String(error));
    if (state === 'asking') {
      log(`another fatal error, exiting: ${stack}`);
      end('quit');
      return;
    }
    state = 'asking';
    log(`fatal error, please report it: ${stack}`);
    // If the dialog cannot be shown, all that is left is to exit.
    ask(message).then(end, () => end('quit'));
  };
  source.on('uncaughtException', onError);
  source.on('unhandledRejection', onError);
}
