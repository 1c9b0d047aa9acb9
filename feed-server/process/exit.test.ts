// The last log lines of a process reach a reader that is late. Without a reader, the process exits anyway.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { expect, it } from 'vitest';
import { addCleanup } from '../../tests/support/time/cleanup.ts';
import { within } from '../../tests/support/time/until.ts';

/** More than a pipe holds. */
const LINE_COUNT = 300;
const SCRIPT = `
  import { createLogger } from ${JSON.stringify(path.join(import.meta.dirname, '../logging/pino-logger.ts'))};
  import { exitAfterFlush } from ${JSON.stringify(path.join(import.meta.dirname, 'exit.ts'))};
  process.stderr.on('error', () => undefined);
  const logger = createLogger({ level: 'info', format: 'json', colors: false }, process.stderr);
  for (let i = 1; i <= ${LINE_COUNT}; i++) logger.info(String(i).padEnd(1_000));
  process.send('written', () => exitAfterFlush(3));
`;

function start() {
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', SCRIPT], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  addCleanup(() => child.kill('SIGKILL'));
  const written = new Promise((resolve) => child.once('message', resolve));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const { stderr } = child;
  if (!stderr) throw new Error('stderr: expected a pipe');
  return { stderr, written: within('its lines', written), ended };
}

it('waits for a late reader of the log', async () => {
  const { stderr, written, ended } = start();
  await written;
  let text = '';
  stderr.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  expect(await within('the end', ended)).toBe(3);
  const lines = text.split('\n').slice(0, -1);
  expect(lines).toHaveLength(LINE_COUNT);
  expect(lines.at(-1)).toContain(`"msg":"${LINE_COUNT} `);
});

it('does not wait if the reader has closed the pipe', async () => {
  const { stderr, written, ended } = start();
  await written;
  stderr.destroy();
  expect(await within('the end', ended)).toBe(3);
});
