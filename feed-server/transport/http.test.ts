// Plain HTTP over real sockets: health, the base path, the dashboard's files with their policy, and no other file.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request, type IncomingHttpHeaders, type Server } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { loadDashboard } from './dashboard-files.ts';
import { CONTENT_SECURITY_POLICY } from './file-response.ts';
import { ADMIN_PORT_OPTION, ListenError, createHttp, listen, type HttpOptions } from './http.ts';

const HOST = '127.0.0.1';
const SECRET = 'not for clients';
const PAGE = '<!doctype html><title>Tapewire</title>';
const servers: Server[] = [];
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tapewire-http-'));
  await mkdir(path.join(folder, 'dashboard', 'assets'), { recursive: true });
  await writeFile(path.join(folder, 'secret.txt'), SECRET);
  await writeFile(path.join(folder, 'dashboard', 'index.html'), PAGE);
  await writeFile(path.join(folder, 'dashboard', 'assets', 'main.js'), 'export {};');
});

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

const OPTIONS: HttpOptions = { version: '1.2.3', listen: { basePath: '' }, dashboard: undefined };

async function serve(options: Partial<HttpOptions> = {}): Promise<number> {
  const server = createHttp({ ...OPTIONS, ...options });
  servers.push(server);
  return await listen(server, 0, HOST);
}

const serveDashboard = (basePath = ''): Promise<number> =>
  serve({ listen: { basePath }, dashboard: loadDashboard(path.join(folder, 'dashboard')) });

interface HttpResponse {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Sends `target` unchanged: fetch would resolve dots in a path. */
function get(
  port: number,
  target: string,
  method = 'GET',
  headers: Record<string, string> = {},
): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: HOST, port, path: target, method, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, text }));
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}

/** Sends `text` over TCP, and returns everything received until the server closes. */
function exchange(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = '';
    const tcp = connect(port, HOST, () => tcp.write(text));
    tcp.setEncoding('utf8').on('data', (chunk: string) => (received += chunk));
    tcp.on('error', reject).on('end', () => resolve(received));
  });
}

describe('the health endpoint', () => {
  it.each(['/healthz', '/healthz?from=probe', 'http://feed.example/healthz'])(
    '%s states the version and the protocol',
    async (target) => {
      const { status, headers, text } = await get(await serve(), target);
      expect({ status, text }).toEqual({ status: 200, text: '{"tapewire":"1.2.3","protocol":2}\n' });
      expect(headers).toMatchObject({
        'content-type': 'application/json',
        'access-control-allow-origin': '*',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      });
    },
  );

  it('answers HEAD without a body', async () => {
    expect(await get(await serve(), '/healthz', 'HEAD')).toMatchObject({ status: 200, text: '' });
  });

  it('works alongside a dashboard', async () => {
    expect((await get(await serveDashboard(), '/healthz')).status).toBe(200);
  });

  it('states the path of the feed if the request is outside the base path', async () => {
    const port = await serve({ listen: { basePath: '/ticker' } });
    expect((await get(port, '/ticker/healthz')).status).toBe(200);
    const { status, headers, text } = await get(port, '/healthz');
    expect(status).toBe(404);
    expect(JSON.parse(text)).toEqual({ tapewire: '1.2.3', protocol: 2, feed: 'ticker/' });
    expect(headers['access-control-allow-origin']).toBe('*');
  });

  it.each([
    ['/ticker', '/healthz', 'ticker/'],
    ['/ticker', '/other/healthz', '../ticker/'],
    ['/a/b', '/x/y/healthz', '../../a/b/'],
    ['', '/ticker/healthz', '../'],
    ['', '//healthz', '../'],
  ])('with base path "%s" answers %s with %s as the relative path of the feed', async (basePath, target, feed) => {
    const { status, text } = await get(await serve({ listen: { basePath } }), target);
    expect(status).toBe(404);
    expect(JSON.parse(text)).toMatchObject({ feed });
  });

  it('answers over HTTP/1.1 if the client offers HTTP/2, as Java clients do', async () => {
    const request = 'GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n\r\n';
    expect(await exchange(await serve(), request)).toMatch(/^HTTP\/1\.1 200 OK[^]*"protocol":2/);
  });
});

describe('an unknown path', () => {
  it.each(['/', '/index.html', '/healthz/', '/../secret.txt'])(
    'is not found without a dashboard: %s',
    async (target) => {
      const { status, text } = await get(await serve(), target);
      expect(status).toBe(404);
      expect(text).toBe(
        `There is nothing at ${target}. This is a Tapewire feed server (1.2.3), with Socket.IO at /socket.io/, its health at /healthz\n`,
      );
    },
  );

  it('is not found, and the response lists known paths', async () => {
    const { status, headers, text } = await get(await serveDashboard('/ticker'), '/');
    expect(status).toBe(404);
    expect(text).toContain('the dashboard at /ticker/, Socket.IO at /ticker/socket.io/, its health at /ticker/healthz');
    expect(headers['cache-control']).toBe('no-store');
  });

  it('is not found for a WebSocket', async () => {
    const request = 'GET /chat HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n';
    expect(await exchange(await serve(), request)).toMatch(/^HTTP\/1\.1 404 Not Found[^]*Socket\.IO at \/socket\.io\//);
  });

  it('is truncated in the response if it is long', async () => {
    const { text } = await get(await serve(), `/${'x'.repeat(5_000)}`);
    expect(text.length).toBeLessThan(300);
  });
});

describe('a base path', () => {
  it.each(['/ticker/', '/ticker/index.html', '/ticker/?feed=x', '/%74icker/'])(
    'serves the page at %s',
    async (target) => {
      expect(await get(await serveDashboard('/ticker'), target)).toMatchObject({ status: 200, text: PAGE });
    },
  );

  it.each(['/', '/index.html', '/assets/main.js', '/tickers/', '/tickerassets/main.js'])(
    'serves nothing at %s',
    async (target) => {
      expect((await get(await serveDashboard('/ticker'), target)).status).toBe(404);
    },
  );

  it.each([
    ['/ticker', '/ticker', 'ticker/'],
    ['/ticker', '/ticker?feed=x&y', 'ticker/?feed=x&y'],
    ['/a/b', '/a/b', 'b/'],
  ])('%s redirects %s to %s', async (basePath, target, location) => {
    const { status, headers } = await get(await serveDashboard(basePath), target);
    expect(status).toBe(308);
    expect(headers.location).toBe(location);
  });
});

describe('the dashboard', () => {
  it.each([
    { target: '/', type: 'text/html; charset=utf-8', text: PAGE },
    { target: '/?feed=x', type: 'text/html; charset=utf-8', text: PAGE },
    { target: '/assets/main.js', type: 'text/javascript; charset=utf-8', text: 'export {};' },
  ])('serves $target with its type and policy', async ({ target, type, text }) => {
    const response = await get(await serveDashboard(), target);
    expect(response).toMatchObject({ status: 200, text });
    expect(response.headers).toMatchObject({
      'content-type': type,
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
  });

  it('allows only its own scripts, no eval and no frames', () => {
    const rules = CONTENT_SECURITY_POLICY.split('; ');
    expect(rules).toEqual(
      expect.arrayContaining(["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"]),
    );
    expect(CONTENT_SECURITY_POLICY).not.toContain('unsafe');
  });

  it('serves no page for unknown paths', async () => {
    const port = await serveDashboard();
    expect((await get(port, '/nothing')).status).toBe(404);
  });

  it.each(['bytes=10-5', 'bytes=0-4', 'bytes=-1', 'bytes=999999-', 'nonsense'])(
    'ignores the range %s',
    async (range) => {
      const response = await get(await serveDashboard(), '/', 'GET', { range });
      expect(response).toMatchObject({ status: 200, text: PAGE });
    },
  );

  it('is not sent again if the cached copy is current', async () => {
    const port = await serveDashboard();
    const { etag = '' } = (await get(port, '/')).headers;
    const again = await get(port, '/', 'GET', { 'if-none-match': etag });
    expect(again).toMatchObject({ status: 304, text: '' });
    expect(again.headers).toMatchObject({ etag, 'cache-control': 'no-cache' });
  });

  it('answers HEAD with its length and no body', async () => {
    const response = await get(await serveDashboard(), '/', 'HEAD');
    expect(response).toMatchObject({ status: 200, text: '' });
    expect(response.headers['content-length']).toBe(String(PAGE.length));
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'])('refuses %s', async (method) => {
    const response = await get(await serveDashboard(), '/', method);
    expect(response).toMatchObject({ status: 405, text: `Expected GET or HEAD, found ${method}\n` });
    expect(response.headers.allow).toBe('GET, HEAD');
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
  ])('does not serve %s from outside its folder', async (target) => {
    const { status, text } = await get(await serveDashboard(), target);
    expect(status).toBe(404);
    expect(text).not.toContain(SECRET);
  });
});

describe('listen', () => {
  it('listens on any free port for port 0, and returns it', async () => {
    expect(await serve()).toBeGreaterThan(0);
  });

  it('rejects a port that is taken, and suggests another', async () => {
    const port = await serve();
    const error: unknown = await listen(createHttp(OPTIONS), port, HOST).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ListenError);
    const advice = `--port ${port + 1}, or PORT=${port + 1} in the environment`;
    const message = `port ${port} on ${HOST} is taken; choose another: ${advice}`;
    expect(error).toMatchObject({ code: 'EADDRINUSE', message, cause: { code: 'EADDRINUSE' } });
  });

  it('names the option for the port of the admin API', async () => {
    const port = await serve();
    const listening = listen(createHttp(OPTIONS), port, HOST, ADMIN_PORT_OPTION);
    const advice = `--admin-port ${port + 1}, or TAPEWIRE_ADMIN_PORT=${port + 1} in the environment`;
    await expect(listening).rejects.toThrow(`port ${port} on ${HOST} is taken; choose another: ${advice}`);
  });

  it.each([
    ['EACCES', 'cannot listen on 127.0.0.1:80 (EACCES); choose another: --port 4400, or PORT=4400 in the environment'],
    ['EMFILE', 'cannot listen on 127.0.0.1:80: too many files are open (EMFILE); "ulimit -n" raises the limit'],
  ])('gives advice if the system refuses with %s', async (code, message) => {
    // The real errors cannot be provoked: tests may run as root, and must be able to open files.
    const server = createHttp(OPTIONS);
    server.listen = () => {
      server.emit('error', Object.assign(new Error(code), { code }));
      return server;
    };
    await expect(listen(server, 80, HOST)).rejects.toThrow(message);
  });

  it('rejects an address of another machine', async () => {
    // 192.0.2.0/24 is reserved for documentation (RFC 5737).
    const error: unknown = await listen(createHttp(OPTIONS), 0, '192.0.2.1').catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ListenError);
    expect(error).toMatchObject({ code: 'EADDRNOTAVAIL' });
    expect(String(error)).toContain(
      '--host: expected an address of this machine, such as 127.0.0.1, found "192.0.2.1"',
    );
  });
});
