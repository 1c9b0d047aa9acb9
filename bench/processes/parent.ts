// A child's side of what bench/processes/child.ts starts: JSON, a line each, out on stdout and in on stdin.
import { createInterface } from 'node:readline';

/** Calls `heard` with every message of the parent. The process ends with the parent's end of the pipe, whatever ended that. */
export function listenToParent(heard: (message: unknown) => void): void {
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => heard(JSON.parse(line)));
  lines.on('close', () => process.exit());
  // An end by the signal itself would leave no profile (NODE_OPTIONS=--cpu-prof).
  process.once('SIGTERM', () => process.exit());
}

export function tellParent(message: object): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
