// The signals that ask a process to end: Ctrl+C, a supervisor, a terminal that closes.

const END_SIGNALS: readonly NodeJS.Signals[] =
  process.platform === 'win32' ? ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'] : ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * A signal that follows the first one so closely is the same wish: a terminal signals the whole process group, and npm
 * and shells pass on what they got.
 */
const ECHO_MS = 1_000;

/** Resolves when the process is asked to end, once. A signal that comes later than an echo of the first ends it at once. */
export function untilAskedToEnd(): Promise<void> {
  return new Promise((resolve) => {
    let askedAt: number | undefined;
    const ask = (signal: NodeJS.Signals): void => {
      askedAt ??= performance.now();
      resolve();
      if (performance.now() - askedAt < ECHO_MS) return;
      for (const each of END_SIGNALS) process.off(each, ask);
      process.kill(process.pid, signal);
    };
    for (const signal of END_SIGNALS) process.on(signal, ask);
  });
}

/** For a process whose parent ends it: a terminal signals both. */
export function ignoreEndSignals(): void {
  for (const signal of END_SIGNALS) process.on(signal, () => undefined);
}
