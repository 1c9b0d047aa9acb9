// Child processes that must not outlive the tests, however the run ends.
import type { ChildProcess } from 'node:child_process';

const running = new Map<ChildProcess, NodeJS.Signals>();

process.once('exit', () => {
  for (const [child, signal] of running) child.kill(signal);
});

/** Sends `signal` to `child` should this process exit first. One listener serves all children: Node warns of more than ten. */
export function killOnExit(child: ChildProcess, signal: NodeJS.Signals): void {
  running.set(child, signal);
  const forget = (): void => void running.delete(child);
  child.once('error', forget);
  child.once('exit', forget);
}
