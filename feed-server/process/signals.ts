// The signals that ask a process to end: from Ctrl+C, a supervisor, or a terminal that closes.

const END_SIGNALS: readonly NodeJS.Signals[] =
  process.platform === 'win32' ? ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'] : ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * A signal that follows the first one this closely is the same request: a terminal signals the whole process group, and
 * npm and shells forward the signal they got.
 */
const ECHO_MS = 1_000;

/** Resolves when the process is first asked to end. After ECHO_MS, another signal kills it. */
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

/** For a process that its parent ends: a terminal signals both. */
export function ignoreEndSignals(): void {
  for (const signal of END_SIGNALS) process.on(signal, () => undefined);
}
