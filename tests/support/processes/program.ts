// Runs a program until it has printed a number of lines.
import { spawn } from 'node:child_process';
import { addCleanup } from '../time/cleanup.ts';
import { within } from '../time/until.ts';

const LIMIT_MS = 45_000;

/** The first lines that a program prints. Fails with its stderr if it ends earlier. */
export async function firstLines(count: number, command: readonly string[], cwd: string): Promise<string[]> {
  const [file = '', ...args] = command;
  const child = spawn(file, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  addCleanup(() => void child.kill('SIGKILL'));
  let [stdout, stderr] = ['', ''];
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const lines = new Promise<string[]>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      const complete = stdout.split('\n').slice(0, -1);
      if (complete.length >= count) resolve(complete.slice(0, count));
    });
    child.once('error', reject);
    child.once('close', (code) => {
      reject(new Error(`${command.join(' ')} ended with code ${String(code)} after "${stdout}": ${stderr}`));
    });
  });
  try {
    return await within(`${count} lines of ${command.join(' ')}`, lines, LIMIT_MS);
  } finally {
    child.kill();
  }
}
