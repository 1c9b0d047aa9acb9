// The display for the windows of a test: an existing one, or an Xvfb started for the test.
import { spawn } from 'node:child_process';
import { addCleanup } from '../time/cleanup.ts';
import { killOnExit } from '../processes/kill-on-exit.ts';
import { within } from '../time/until.ts';

/** Environment variables for a GUI program. The display is shut down after the test, or after the file's last test. */
export async function openDisplay(): Promise<{ readonly DISPLAY?: string }> {
  if (process.platform !== 'linux' || process.env.DISPLAY !== undefined) return {};
  const args = ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp'];
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  killOnExit(server, 'SIGTERM');
  const ended = new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', () => resolve());
  });
  addCleanup(async () => {
    server.kill();
    await ended;
  });
  const number = new Promise<string>((resolve) => {
    server.stdio[3]?.once('data', (text: Buffer) => resolve(String(text).trim()));
  });
  const failed = ended.then(() => Promise.reject(new Error('Xvfb ended before it printed its display number')));
  failed.catch(() => undefined);
  return { DISPLAY: `:${await within('Xvfb to start', Promise.race([number, failed]))}` };
}
