// The signals that end a process: from Ctrl+C, a supervisor, or a terminal that closes.

const END_SIGNALS: readonly NodeJS.Signals[] =
  process.platform === 'win32' ? ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'] : ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * A signal that follows the first one within this time is the same request: a terminal signals the whole process group, and npm and
 * shells forward the signal they got.
 */
const REPEAT_MS = 1_000;

/** Resolves when the first signal arrives. After REPEAT_MS, another signal kills the process. */
export function untilEndSignal(): Promise<void> {
  return new Promise((resolve) => {
    let firstAt: number | undefined;
    const onSignal = (signal: NodeJS.Signals): void => {
      firstAt ??= performance.now();
      resolve();
      if (performance.now() - firstAt < REPEAT_MS) return;
      for (const name of END_SIGNALS) process.off(name, onSignal);
      process.kill(process.pid, signal);
    };
    for (const signal of END_SIGNALS) process.on(signal, onSignal);
  });
}

/** Use it in a child process that its parent ends: a terminal sends its signals to both. */
export function ignoreEndSignals(): void {
  for (const signal of END_SIGNALS) process.on(signal, () => undefined);
}
