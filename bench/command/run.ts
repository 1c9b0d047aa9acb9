// Runs a benchmark as a command: errors are printed in one line and set the exit code.
import { ChildError } from '../processes/child.ts';
import { UsageError } from './flags.ts';

/** `name`: its npm script. `run` receives the command line arguments after that. */
export async function runCommand(name: string, run: (args: readonly string[]) => Promise<void>): Promise<void> {
  // Exiting kills the child processes: bench/processes/child.ts.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
  try {
    await run(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof UsageError) && !(error instanceof ChildError)) throw error;
    process.stderr.write(`${name}: ${error.message}\n`);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}
