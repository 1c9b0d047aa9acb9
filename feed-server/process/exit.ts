// Exits a process once its output has been read.

/** How long the process waits for the reader of standard error. */
const MAX_FLUSH_MS = 1_000;

/** Exits when standard error is flushed, or after MAX_FLUSH_MS. */
export function exitAfterFlush(code?: number): void {
  const exit = (): void => process.exit(code);
  if (process.stderr.writableLength === 0) exit();
  else {
    process.stderr.write('', exit);
    setTimeout(exit, MAX_FLUSH_MS);
  }
}
