// A benchmark as a command: what goes wrong is said in a line, and by the exit code.
import { ChildError } from '../processes/child.ts';
import { UsageError } from './flags.ts';

/** `name`: as npm runs it. `run` gets what follows it on the command line. */
export async function runCommand(name: string, run: (args: readonly string[]) => Promise<void>): Promise<void> {
  // Ending kills what was started: bench/processes/child.ts.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
  try {
    await run(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof UsageError) && !(error instanceof ChildError)) throw error;
    process.stderr.write(`${name}: ${error.message}\n`);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}
