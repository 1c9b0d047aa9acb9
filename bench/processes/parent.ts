// What a child process uses to talk to the benchmark that started it: lines of JSON on stdin and stdout.
import { createInterface } from 'node:readline';

/**
 * Calls `listener` with every message from the parent. The process ends when the parent's end of the pipe closes, for
 * whatever reason.
 */
export function onParentMessage(listener: (message: unknown) => void): void {
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => listener(JSON.parse(line)));
  lines.on('close', () => process.exit());
  // Without a handler, SIGTERM ends the process before Node writes its profile (NODE_OPTIONS=--cpu-prof).
  process.once('SIGTERM', () => process.exit());
}

export function sendToParent(message: object): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
