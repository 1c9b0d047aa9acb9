// Hostile requests over plain HTTP leak no descriptors in the server and harm no other client.
import { readdirSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Admin, ADMIN_TOKEN, WITH_ADMIN } from '../support/feeds/admin.ts';
import { addCleanup } from '../support/time/cleanup.ts';
import { DEPLOYMENTS } from '../support/attacks/survival.ts';
import { Bystander } from '../support/attacks/bystander.ts';
import { FeedProcess } from '../support/feeds/feed-process.ts';
import { until, within } from '../support/time/until.ts';

const DASHBOARD = path.join(import.meta.dirname, '../../dist/renderer');
const SYMBOLS = ['AAPL', 'MSFT', 'NVDA'];
const BUSY = ['--symbols', SYMBOLS.join(), '--rate', '20'];
/** Sixteen bytes, as the WebSocket handshake requires. */
const KEY = 'MDEyMzQ1Njc4OWFiY2RlZg==';
/** Allowance for the sockets of other clients. */
const MAX_OTHER_DESCRIPTORS = 10;

interface ServedDashboard {
  readonly feed: FeedProcess;
  /** Path of the dashboard's script of 270 KB. */
  readonly script: string;
}

async function serve(options: readonly string[], dashboard = DASHBOARD): Promise<ServedDashboard> {
  const feed = await FeedProcess.start([...BUSY, '--dashboard', dashboard, ...options]);
  const page = await (await fetch(`${feed.url}/`)).text();
  const [, script = ''] = /src="\.(\/assets\/[^"]+\.js)"/.exec(page) ?? [];
  return { feed, script };
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const tcp = connect(port, '127.0.0.1', () => resolve(tcp));
    tcp.once('error', reject);
    tcp.on('error', () => undefined);
    addCleanup(() => void tcp.destroy());
  });
}

function request(target: string, ...headers: string[]): string {
  return [`GET ${target} HTTP/1.1`, 'Host: feed', ...headers, '', ''].join('\r\n');
}

/** Resolves with everything received, once the server has closed the connection. */
function untilClosed(tcp: Socket, limitMs = 30_000): Promise<string> {
  let text = '';
  tcp.setEncoding('latin1').on('data', (chunk: string) => (text += chunk));
  return within(
    'the server to close the connection',
    new Promise((resolve) => tcp.once('close', () => resolve(text))),
    limitMs,
  );
}

/** Sends `text` unchanged. Resolves with the response status, NaN if there is none. */
async function statusOf(port: number, text: string): Promise<number> {
  const tcp = await open(port);
  tcp.write(text);
  const response = await within(
    'a response',
    new Promise<string>((resolve) => {
      tcp.once('data', (bytes) => resolve(String(bytes)));
      tcp.once('close', () => resolve(''));
    }),
  );
  tcp.destroy();
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(response)?.[1] ?? NaN);
}

/** Open file descriptors of all server processes. */
function descriptorsOf({ pids }: FeedProcess): number {
  return pids.reduce((sum, pid) => sum + readdirSync(`/proc/${pid}/fd`).length, 0);
}

/** The head of a request to the admin API. */
function postHead(token: string, length: number): string {
  return `POST /faults HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nContent-Length: ${length}\r\n\r\n`;
}

/** Sends requests that stop at different points. Resolves with the statuses of the responses. */
async function sendUnfinishedRequests(port: number): Promise<Set<string | undefined>> {
  const beginnings = ['GET / HTTP/1.1\r\nHos', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9000000\r\n\r\nx', 'G'];
  const responses = await Promise.all(
    Array.from({ length: 60 }, async (_, i) => {
      const tcp = await open(port);
      tcp.write(beginnings[i % beginnings.length] ?? '');
      return await untilClosed(tcp);
    }),
  );
  return new Set(responses.map((response) => /^HTTP\/1\.1 (\d+)/.exec(response)?.[1]));
}

describe.each(DEPLOYMENTS)('feed served by $by', ({ args }) => {
  let feed: FeedProcess;
  let script: string;
  let bystander: Bystander;

  beforeAll(async () => {
    ({ feed, script } = await serve([...args, ...WITH_ADMIN]));
  });

  beforeEach(async () => {
    bystander = await Bystander.join(feed, SYMBOLS);
  });

  it('answers requests for impossible ranges with the whole file', async () => {
    for (const range of ['bytes=10-5', 'bytes=-0', 'bytes=99999999-', 'bytes=0-0,1-1,2-2', `bytes=${'9'.repeat(400)}-`])
      for (const target of ['/', script])
        expect((await fetch(feed.url + target, { headers: { range } })).status, range).toBe(200);
    expect(await bystander.problems()).toEqual([]);
  });

  it('leaks no descriptor when downloads are aborted', async () => {
    const before = descriptorsOf(feed);
    for (let i = 0; i < 20; i++) {
      const clients = await Promise.all(Array.from({ length: 5 }, () => open(feed.port)));
      for (const tcp of clients) tcp.pause().write(request(script).repeat(60));
      // A response means that the server has read all earlier requests.
      expect((await fetch(`${feed.url}/healthz`)).status).toBe(200);
      for (const tcp of clients) tcp.resetAndDestroy();
    }
    await until('the descriptors to be closed', () => descriptorsOf(feed) <= before + MAX_OTHER_DESCRIPTORS);
    expect(await bystander.problems()).toEqual([]);
  });

  it('refuses each malformed request', async () => {
    const requests: readonly (readonly [string, number])[] = [
      [request('/%'), 404],
      [request('/%00'), 404],
      [request('/..%2f..%2fetc/passwd'), 404],
      [request(`/${'%c0%ae%c0%ae/'.repeat(50)}etc/passwd`), 404],
      [request(`/${'a'.repeat(15_000)}`), 404],
      [request('/', `X: ${'x'.repeat(20_000)}`), 431],
      [request('/', ...Array.from({ length: 3_000 }, (_, i) => `X-${i}:`)), 431],
      [request('//'), 404],
      ['GET http://[ HTTP/1.1\r\nHost: x\r\n\r\n', 404],
      ['OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n', 405],
      ['BREW /pot HTTP/1.1\r\nHost: x\r\n\r\n', 400],
      ['TRACE / HTTP/1.1\r\nHost: x\r\n\r\n', 405],
      ['CONNECT feed:443 HTTP/1.1\r\nHost: x\r\n\r\n', NaN],
      ['GET / HTTP/9.9\r\n\r\n', 400],
      ['\0\0\0\0', 400],
      ['POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n', 400],
      ['POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzzz\r\n', 405],
      ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
      [request('/chat', 'Connection: Upgrade', 'Upgrade: websocket'), 404],
      [request('/', 'Connection: Upgrade', 'Upgrade: nonsense'), 200],
    ];
    for (const [text, status] of requests)
      expect(await statusOf(feed.port, text), JSON.stringify(text.slice(0, 60))).toBe(status);
    expect(await bystander.problems()).toEqual([]);
  });

  it('closes a connection that pipelines an upgrade behind other requests', async () => {
    for (const target of ['/chat', '/socket.io/?EIO=4&transport=websocket']) {
      const tcp = await open(feed.port);
      const upgrade = [
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        `Sec-WebSocket-Key: ${KEY}`,
      ];
      tcp.write(request('/healthz').repeat(3) + request(target, ...upgrade));
      expect(await untilClosed(tcp), target).not.toContain(' 101 ');
    }
    expect(feed.stderr).toBe('');
    expect(await bystander.problems()).toEqual([]);
  });

  it('survives upgrades that are reset before the response', async () => {
    for (let i = 0; i < 100; i++) {
      const tcp = await open(feed.port);
      const target = i % 2 === 0 ? '/chat' : '/socket.io/?EIO=4&transport=nonsense';
      tcp.write(request(target, 'Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'));
      tcp.resetAndDestroy();
    }
    expect(await bystander.problems()).toEqual([]);
  });

  it('refuses admin API bodies that are too large, deeply nested or incomplete', async () => {
    const { port } = await Admin.of(feed);
    const before = descriptorsOf(feed);
    expect(await statusOf(port, `${postHead(ADMIN_TOKEN, 10 ** 9)}${'x'.repeat(100_000)}`)).toBe(413);
    expect(await statusOf(port, `${postHead('wrong', 10 ** 9)}${'x'.repeat(100_000)}`)).toBe(401);
    const deep = `{"fault":${'['.repeat(8_000)}${']'.repeat(8_000)}}`;
    expect(await statusOf(port, postHead(ADMIN_TOKEN, deep.length) + deep)).toBe(400);
    expect(await statusOf(port, `${postHead(ADMIN_TOKEN, 4)}nope`)).toBe(400);
    for (let i = 0; i < 50; i++) {
      const tcp = await open(port);
      tcp.write(`${postHead(ADMIN_TOKEN, 10_000)}{`);
      tcp.resetAndDestroy();
    }
    await until('the descriptors to be closed', () => descriptorsOf(feed) <= before + MAX_OTHER_DESCRIPTORS);
    expect(await bystander.problems()).toEqual([]);
  });
});

it.each(DEPLOYMENTS)('feed served by $by still serves a dashboard whose folder was deleted', async ({ args }) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'tapewire-dashboard-'));
  addCleanup(() => rm(folder, { recursive: true, force: true }));
  await cp(DASHBOARD, folder, { recursive: true });
  const { feed, script } = await serve(args, folder);
  const bystander = await Bystander.join(feed, SYMBOLS);
  const before = await (await fetch(feed.url + script)).text();
  await rm(folder, { recursive: true });
  expect((await fetch(`${feed.url}/`)).status).toBe(200);
  expect(await (await fetch(feed.url + script)).text()).toBe(before);
  expect(await bystander.problems()).toEqual([]);
});

it('closes connections with unfinished requests, also at the admin API', async () => {
  const runs = DEPLOYMENTS.map(async ({ args }) => {
    const { feed } = await serve([...args, ...WITH_ADMIN]);
    const bystander = await Bystander.join(feed, SYMBOLS);
    const slow = await open((await Admin.of(feed)).port);
    slow.write(`${postHead(ADMIN_TOKEN, 10_000)}{`);
    const [statuses, response] = await Promise.all([sendUnfinishedRequests(feed.port), untilClosed(slow)]);
    expect(statuses).toEqual(new Set(['408', '405']));
    expect(response).toMatch(/^HTTP\/1\.1 408/);
    expect(await bystander.problems()).toEqual([]);
  });
  await Promise.all(runs);
});
