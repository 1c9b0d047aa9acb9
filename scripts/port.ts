// Reads the port that a script listens on from PORT; an invalid value ends the script with a message.

const MAX_PORT = 65_535;

/** `fallback` if PORT is not set. 0 means any free port. */
export function portFromEnvironment(fallback: number): number {
  const { PORT } = process.env;
  if (PORT === undefined) return fallback;
  const port = /^\d+$/.test(PORT) ? Number(PORT) : NaN;
  if (port <= MAX_PORT) return port;
  exitWithError(`PORT: expected a whole number from 0 to ${MAX_PORT}, found "${PORT}"`, 2);
}

/** Reports Vite's error for a taken port without a stack trace. */
export function exitWithError(error: unknown, code = 1): never {
  process.stderr.write(`tapewire: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(code);
}
