// Reads the port to listen on from the environment variable PORT; exits with a message if its value is invalid.

const MAX_PORT = 65_535;

/** Returns `fallback` if PORT is not set. 0 means any free port. */
export function portFromEnvironment(fallback: number): number {
  const { PORT } = process.env;
  if (PORT === undefined) return fallback;
  const port = /^\d+$/.test(PORT) ? Number(PORT) : NaN;
  if (port <= MAX_PORT) return port;
  exitWithError(`PORT: expected a whole number from 0 to ${MAX_PORT}, found "${PORT}"`, 2);
}

/** Prints the message without a stack trace, such as Vite's if the port is in use, and exits. */
export function exitWithError(error: unknown, code = 1): never {
  process.stderr.write(`tapewire: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(code);
}
