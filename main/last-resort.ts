// Ends the app when a bug reaches its main process: says what it was, and lets the person decide whether it starts again.

export interface LastResortOptions {
  /** With the stack, for a log. */
  readonly say: (text: string) => void;
  /** Shows what went wrong; resolves with what to do next. */
  readonly ask: (message: string) => Promise<'restart' | 'quit'>;
  /** Ends the app, with an exit code that says that it failed. */
  readonly end: (next: 'restart' | 'quit') => void;
}

/** Where uncaught errors and rejections arrive; `process` outside of tests. */
export interface Uncaught {
  on(event: 'uncaughtException' | 'unhandledRejection', listener: (error: unknown) => void): unknown;
}

/** While the person decides, the window goes on showing what it shows. A second bug meanwhile ends the app at once. */
export function endOnBugs(uncaught: Uncaught, { say, ask, end }: LastResortOptions): void {
  let state: 'watching' | 'asking' = 'watching';
  const strike = (error: unknown): void => {
    const { message, stack = message } = error instanceof Error ? error : new Error(String(error));
    if (state === 'asking') {
      say(`another bug ends Tapewire at once: ${stack}`);
      end('quit');
      return;
    }
    state = 'asking';
    say(`a bug ends Tapewire; please report it: ${stack}`);
    // Where nobody can be asked, there is nothing left but to end.
    ask(message).then(end, () => end('quit'));
  };
  uncaught.on('uncaughtException', strike);
  uncaught.on('unhandledRejection', strike);
}
