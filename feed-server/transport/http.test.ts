// Plain HTTP, over real sockets: health, the dashboard's files with their policy, and nothing else of the disk.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request, type IncomingHttpHeaders, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CONTENT_SECURITY_POLICY, ListenError, createHttp, listen } from './http.ts';

const HOST = '127.0.0.1';
const servers: Server[] = [];
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tapewire-http-'));
  await mkdir(path.join(folder, 'dashboard', 'assets'), { recursive: true });
  await writeFile(path.join(folder, 'secret.txt'), 'secret');
  await writeFile(path.join(folder, 'dashboard', 'index.html'), '<!doctype html><title>Tapewire</title>');
  await writeFile(path.join(folder, 'dashboard', 'assets', 'main.js'), 'export {};');
});

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function serve(dashboard?: string): Promise<number> {
  const server = createHttp(dashboard);
  servers.push(server);
  return await listen(server, 0, HOST);
}

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Sends `target` as it is: fetch would tidy up a path with dots. */
function get(port: number, target: string, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asking = request({ host: HOST, port, path: target, method, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, text }));
    });
    asking.on('error', reject);
    asking.end();
  });
}

describe('health', () => {
  it.each(['/healthz', '/healthz?from=probe'])('%s is well', async (target) => {
    const { status, headers, text } = await get(await serve(), target);
    expect({ status, text }).toEqual({ status: 200, text: 'ok\n' });
    expect(headers).toMatchObject({ 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' });
  });

  it('to HEAD says so without a body', async () => {
    expect(await get(await serve(), '/healthz', 'HEAD')).toMatchObject({ status: 200, text: '' });
  });

  it('is told beside a dashboard too', async () => {
    const port = await serve(path.join(folder, 'dashboard'));
    expect(await get(port, '/healthz')).toMatchObject({ status: 200, text: 'ok\n' });
  });
});

describe('without a dashboard', () => {
  it.each(['/', '/index.html', '/healthz/', '/../secret.txt'])('%s is not found', async (target) => {
    const { status, text } = await get(await serve(), target);
    expect(status).toBe(404);
    expect(text).toContain('it speaks Socket.IO at /socket.io');
  });
});

describe('the dashboard', () => {
  it.each([
    { target: '/', type: 'text/html;charset=utf-8', text: '<!doctype html><title>Tapewire</title>' },
    { target: '/?feed=x', type: 'text/html;charset=utf-8', text: '<!doctype html><title>Tapewire</title>' },
    { target: '/assets/main.js', type: 'text/javascript', text: 'export {};' },
  ])('$target comes with its type and its policy', async ({ target, type, text }) => {
    const answer = await get(await serve(path.join(folder, 'dashboard')), target);
    expect(answer).toMatchObject({ status: 200, text });
    expect(answer.headers).toMatchObject({
      'content-type': type,
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
  });

  it('allows no script but its own, no eval and no frame', () => {
    const rules = CONTENT_SECURITY_POLICY.split('; ');
    expect(rules).toEqual(
      expect.arrayContaining(["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"]),
    );
    expect(CONTENT_SECURITY_POLICY).not.toContain('unsafe');
  });

  it('has no page for what is not there', async () => {
    const port = await serve(path.join(folder, 'dashboard'));
    expect(await get(port, '/nothing')).toMatchObject({ status: 404, text: 'not found\n' });
  });

  it.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/..%5csecret.txt',
    '//secret.txt',
    '/%',
    '/%00',
  ])('does not lead out of its folder by %s', async (target) => {
    const { status, text } = await get(await serve(path.join(folder, 'dashboard')), target);
    expect(status).toBe(404);
    expect(text).not.toContain('secret');
  });
});

describe('listening', () => {
  it('on port 0 takes any that is free, and says which', async () => {
    expect(await serve()).toBeGreaterThan(0);
  });

  it('on a port that is taken says which, and what to do', async () => {
    const port = await serve();
    const error: unknown = await listen(createHttp(undefined), port, HOST).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ListenError);
    const advice = `--port ${port + 1}, or PORT=${port + 1} in the environment`;
    const message = `port ${port} on ${HOST} is taken; choose another: ${advice}`;
    expect(error).toMatchObject({ code: 'EADDRINUSE', message, cause: { code: 'EADDRINUSE' } });
  });

  it('on an address that is not of this machine says so', async () => {
    // 192.0.2.0/24 is for documentation alone (RFC 5737).
    const error: unknown = await listen(createHttp(undefined), 0, '192.0.2.1').catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ListenError);
    expect(error).toMatchObject({ code: 'EADDRNOTAVAIL' });
    expect(String(error)).toContain(
      '--host: expected an address of this machine, such as 127.0.0.1, found "192.0.2.1"',
    );
  });
});
