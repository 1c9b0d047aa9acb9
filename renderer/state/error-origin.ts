// Whose code an uncaught error of the page comes from.

export interface UncaughtError {
  /** The script that threw, as the browser says; empty where it does not. */
  readonly filename: string;
  /** What was thrown. */
  readonly error: unknown;
}

/** A frame of a built-in function, which some script called: "at Array.map (<anonymous>)", "map@[native code]". */
const BUILT_IN = /\(<anonymous>\)$|\(native\)$|\[native code\]$/;

/**
 * Whether a script whose address begins with `scripts` threw it. Without a filename and a stack nobody can tell: our code throws
 * errors, which have one, and where others throw none, as with "Script error." of another origin, it is not ours.
 */
export function isOurs({ filename, error }: UncaughtError, scripts: string): boolean {
  return filename.startsWith(scripts) || (thrower(error)?.includes(scripts) ?? false);
}

/** The topmost frame of the stack that is a script's. */
function thrower(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('stack' in error) || typeof error.stack !== 'string')
    return undefined;
  // The stack of V8 begins with the message, which may quote anything, another stack too.
  const message = 'message' in error && typeof error.message === 'string' ? error.message : '';
  const lines = error.stack.replace(message, '').split('\n');
  return lines.map((line) => line.trim()).find((line) => /^at |@/.test(line) && !BUILT_IN.test(line));
}
