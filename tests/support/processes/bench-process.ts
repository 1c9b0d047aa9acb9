// A benchmark in a separate process, as a user starts it.
import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { addCleanup } from '../time/cleanup.ts';

const BENCH = path.join(import.meta.dirname, '../../../bench');

export interface BenchProcess {
  readonly child: ChildProcess;
  /** Its exit code; null if a signal ended it. */
  readonly ended: Promise<number | null>;
  /** Its stdout so far. */
  readonly out: string;
}

/** `file`: relative to bench/. It is killed after the test if it still runs. */
export function startBench(file: string, ...args: readonly string[]): BenchProcess {
  const child = spawn(process.execPath, [path.join(BENCH, file), ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  addCleanup(() => void child.kill('SIGKILL'));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const running = { child, ended, out: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (running.out += text));
  return running;
}
