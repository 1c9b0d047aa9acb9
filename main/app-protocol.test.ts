// What app:// serves: the dashboard's files with the Content Security Policy on every response, and nothing outside
// their folder.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { respond, resolveFile } from './app-protocol.ts';
import { contentSecurityPolicy } from './security.ts';

let parentFolder: string;
let folder: string;
beforeAll(() => {
  parentFolder = mkdtempSync(path.join(tmpdir(), 'tapewire-app-'));
  folder = path.join(parentFolder, 'renderer');
  mkdirSync(path.join(folder, 'assets'), { recursive: true });
  mkdirSync(path.join(parentFolder, 'renderer-private'));
  writeFileSync(path.join(folder, 'index.html'), '<title>Tapewire</title>');
  writeFileSync(path.join(folder, 'assets/main.js'), 'export {};');
  writeFileSync(path.join(folder, 'notes.exe'), '');
  writeFileSync(path.join(parentFolder, 'secret.json'), '{}');
  writeFileSync(path.join(parentFolder, 'renderer-private/secret.json'), '{}');
});
afterAll(() => rmSync(parentFolder, { recursive: true }));

const FEED = 'http://127.0.0.1:4400';
const get = (url: string, method = 'GET'): Promise<Response> => respond({ method, url }, folder, FEED);

test.for([
  ['app://tapewire/index.html', 'text/html; charset=utf-8', '<title>Tapewire</title>'],
  ['app://tapewire/index.html?any#place', 'text/html; charset=utf-8', '<title>Tapewire</title>'],
  ['app://tapewire/assets/main.js', 'text/javascript; charset=utf-8', 'export {};'],
])('%s is served as %s', async ([url = '', type, text]) => {
  const response = await get(url);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe(type);
  expect(await response.text()).toBe(text);
});

test.for([
  'app://tapewire/',
  'app://tapewire/missing.js',
  'app://tapewire/assets',
  'app://tapewire/notes.exe',
  'app://elsewhere/index.html',
  'app://tapewire/../secret.json',
  'app://tapewire/%2e%2e/secret.json',
  'app://tapewire/..%2fsecret.json',
  'app://tapewire/assets/..%2f..%2fsecret.json',
  'app://tapewire/..%2frenderer-private/secret.json',
  'app://tapewire/..%5csecret.json',
  'app://tapewire/index.html%00.json',
  'app://tapewire/%zz',
])('%s is not found', async (url) => {
  expect((await get(url)).status).toBe(404);
});

test('only GET is supported', async () => {
  expect((await get('app://tapewire/index.html', 'POST')).status).toBe(404);
});

test('every response has the policy for the active feed, even a 404', async () => {
  for (const url of ['app://tapewire/index.html', 'app://tapewire/missing.js']) {
    const { headers } = await get(url);
    expect(headers.get('content-security-policy')).toBe(contentSecurityPolicy(FEED));
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  }
});

test('the secret file is found if its own folder is served', () => {
  expect(resolveFile(path.dirname(folder), 'app://tapewire/secret.json')).toBe(path.join(parentFolder, 'secret.json'));
});
