// Exits a process once its output has been read.

/** How long the reader of standard error has to read what was written. */
const FLUSH_LIMIT_MS = 1_000;

/** Exits once standard error is flushed, or after FLUSH_LIMIT_MS. */
export function exitAfterFlush(code?: number): void {
  const exit = (): void => process.exit(code);
  if (process.stderr.writableLength === 0) exit();
  else {
    process.stderr.write('', exit);
    setTimeout(exit, FLUSH_LIMIT_MS);
  }
}
