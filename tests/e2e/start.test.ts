// The commands of the README as their user runs them.
import path from 'node:path';
import { expect, it } from 'vitest';
import { BoardPage, launchBrowser } from '../support/board-page.ts';
import { FeedProcess } from '../support/feed-process.ts';

const SCRIPTS = path.join(import.meta.dirname, '../../scripts');

function command(script: string): string[] {
  return [process.execPath, path.join(SCRIPTS, script)];
}

it('npm start serves feed and dashboard on one address and ends cleanly on Ctrl+C', async () => {
  const started = await FeedProcess.start([], { command: command('start.ts') });
  expect((await fetch(`${started.url}/healthz`)).status).toBe(200);
  const page = await fetch(started.url);
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
  const board = await BoardPage.open(await launchBrowser(), started.url);
  expect(await board.rows()).toHaveLength(50);
  expect(board.errors).toEqual([]);
  expect(await started.stop('SIGINT')).toEqual({ code: 0, signal: null });
  await board.until('waiting');
});

it('npm start says clearly that a port is taken', async () => {
  const first = await FeedProcess.start();
  const second = await FeedProcess.run([], { command: command('start.ts'), port: first.port });
  expect(second.code).toBe(1);
  expect(second.stderr).toContain(`port ${first.port} on 127.0.0.1 is taken`);
  expect(second.stderr).not.toContain('    at ');
});

it('npm run preview serves the built dashboard alone, against any feed', async () => {
  const feed = await FeedProcess.start(['--symbols', 'IBM,GE']);
  const preview = await FeedProcess.start([], { command: command('preview.ts') });
  const board = await BoardPage.open(await launchBrowser(), `${new URL(preview.url).origin}/?feed=${feed.url}`);
  expect(await board.rows()).toHaveLength(2);
  expect(board.errors).toEqual([]);
  expect(await preview.stop('SIGINT')).toEqual({ code: 0, signal: null });
});
