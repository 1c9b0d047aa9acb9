// The npm scripts of the README, run as a user does.
import { statSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { BoardPage, launchBrowser } from '../support/pages/board-page.ts';
import { FeedProcess } from '../support/feeds/feed-process.ts';
import { makeFolder } from '../support/files/temporary-folder.ts';

const SCRIPTS = path.join(import.meta.dirname, '../../scripts');

function command(script: string): string[] {
  return [process.execPath, path.join(SCRIPTS, script)];
}

/** When the dashboard was last built, milliseconds since 1970-01-01 UTC. */
function builtAt(): number {
  return statSync(path.join(SCRIPTS, '../dist/renderer/index.html')).mtimeMs;
}

it('npm start serves the feed and the dashboard on one address, and ends cleanly on Ctrl+C', async () => {
  const feed = await FeedProcess.start([], { command: command('start.ts') });
  expect((await fetch(`${feed.url}/healthz`)).status).toBe(200);
  const page = await fetch(feed.url);
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
  const board = await BoardPage.open(await launchBrowser(), feed.url);
  expect(await board.rows()).toHaveLength(50);
  expect(board.errors).toEqual([]);
  expect(await feed.stop('SIGINT')).toEqual({ code: 0, signal: null });
  await board.until('waiting');
});

it('npm start reports that a port is taken', async () => {
  const first = await FeedProcess.start();
  const second = await FeedProcess.run([], { command: command('start.ts'), port: first.port });
  expect(second.code).toBe(1);
  expect(second.stderr).toContain(`port ${first.port} on 127.0.0.1 is taken`);
  expect(second.stderr).not.toContain('    at ');
});

it.each([
  ['--dashboard /nowhere', ['--dashboard', '/nowhere'], '--dashboard: expected a folder that can be read'],
  ['--prot 4500', ['--prot', '4500'], 'did you mean --port?'],
  ['4500', ['4500'], 'found "4500"'],
])('npm start refuses %s before it builds anything', async (_, args, message) => {
  const before = builtAt();
  const { code, stderr } = await FeedProcess.run(args, { command: command('start.ts') });
  expect(code).toBe(2);
  expect(stderr).toContain(message);
  expect(builtAt()).toBe(before);
});

it('npm start -- --dashboard FOLDER serves that folder and builds nothing', async () => {
  const folder = makeFolder({ 'index.html': '<title>another dashboard</title>' });
  const before = builtAt();
  const feed = await FeedProcess.start(['--dashboard', folder], { command: command('start.ts') });
  expect(await (await fetch(feed.url)).text()).toContain('another dashboard');
  expect(builtAt()).toBe(before);
});

it('npm start names an option that npm consumed, and shows how to pass it', async () => {
  const { code, stderr } = await FeedProcess.run(['--speed', '10'], { command: ['npm', 'start'] });
  expect(code).toBe(2);
  expect(stderr).toContain('put -- before it: npm start -- --speed ...');
});

it.each(['preview.ts', 'dev.ts'])('%s refuses arguments', async (script) => {
  const { code, stderr } = await FeedProcess.run(['--port', '4500'], { command: command(script) });
  expect(code).toBe(2);
  expect(stderr).toContain('expected no arguments, found "--port"; to choose a port, set PORT');
});

it('npm run preview serves only the built dashboard, which works with any feed', async () => {
  const feed = await FeedProcess.start(['--symbols', 'IBM,GE']);
  const preview = await FeedProcess.start([], { command: command('preview.ts') });
  const board = await BoardPage.open(await launchBrowser(), `${new URL(preview.url).origin}/?feed=${feed.url}`);
  expect(await board.rows()).toHaveLength(2);
  expect(board.errors).toEqual([]);
  expect(await preview.stop('SIGINT')).toEqual({ code: 0, signal: null });
});
