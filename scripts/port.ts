// The port that a script listens on, from PORT in the environment; what is wrong with it ends the script with a line.

const MOST = 65_535;

/** `fallback` where PORT is not set. 0 takes any that is free. */
export function portFromEnvironment(fallback: number): number {
  const { PORT } = process.env;
  if (PORT === undefined) return fallback;
  const port = /^\d+$/.test(PORT) ? Number(PORT) : NaN;
  if (port <= MOST) return port;
  giveUp(`PORT: expected a whole number from 0 to ${MOST}, found "${PORT}"`, 2);
}

/** Reports without a stack what Vite throws if a port is taken. */
export function giveUp(error: unknown, code = 1): never {
  process.stderr.write(`tapewire: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(code);
}
