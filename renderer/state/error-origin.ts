// Decides whose code an uncaught error of the page came from.

export interface UncaughtError {
  /** The script that threw, as reported by the browser; empty if it doesn't say. */
  readonly filename: string;
  /** What was thrown. */
  readonly error: unknown;
}

/** A frame of a built-in function called by some script: "at Array.map (<anonymous>)", "map@[native code]". */
const BUILT_IN_FRAME = /\(<anonymous>\)$|\(native\)$|\[native code\]$/;

/**
 * Whether a script whose address begins with `scripts` threw the error. Without a filename or a stack there is no
 * telling; such errors don't count as ours, because our code always throws Error objects, and "Script error." comes
 * from another origin.
 */
export function isOurs({ filename, error }: UncaughtError, scripts: string): boolean {
  return filename.startsWith(scripts) || (topScriptFrame(error)?.includes(scripts) ?? false);
}

/** The topmost stack frame that belongs to a script. */
function topScriptFrame(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('stack' in error) || typeof error.stack !== 'string')
    return undefined;
  // V8 puts the message at the start of the stack, and a message may quote anything, even another stack.
  const message = 'message' in error && typeof error.message === 'string' ? error.message : '';
  const lines = error.stack.replace(message, '').split('\n');
  return lines.map((line) => line.trim()).find((line) => /^at |@/.test(line) && !BUILT_IN_FRAME.test(line));
}
