// Ends child processes with the test process, however the run ends.
import type { ChildProcess } from 'node:child_process';

const running = new Map<ChildProcess, NodeJS.Signals>();

process.once('exit', () => {
  for (const [child, signal] of running) child.kill(signal);
});

/** Sends `signal` to `child` if this process exits first. All children share one listener, because Node warns of more than ten. */
export function killOnExit(child: ChildProcess, signal: NodeJS.Signals): void {
  running.set(child, signal);
  const forget = (): void => void running.delete(child);
  child.once('error', forget);
  child.once('exit', forget);
}
