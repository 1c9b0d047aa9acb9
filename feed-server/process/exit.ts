// The exit of a process that may have more to say.

/** How long a reader of standard error has to take what waits for it. */
const READ_LIMIT_MS = 1_000;

/** Exits once standard error has passed on what was written to it, or after READ_LIMIT_MS. Exits at once if nothing waits. */
export function exitOnceWritten(code?: number): void {
  const exit = (): void => process.exit(code);
  if (process.stderr.writableLength === 0) exit();
  else {
    process.stderr.write('', exit);
    setTimeout(exit, READ_LIMIT_MS);
  }
}
