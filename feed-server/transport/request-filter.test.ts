// The request filter of a server that has as many clients as it allows, over real sockets.
import { createServer, type Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../logging/logger.ts';
import { Admission } from './admission.ts';
import { Guard } from './guard.ts';
import { filterRequests } from './request-filter.ts';
import { listen } from './http.ts';
import { TaskQueue } from './task-queue.ts';

const MAX_CLIENTS = 3;
const servers: Server[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

/** Starts a server with room for MAX_CLIENTS. Returns its port. */
async function serve(): Promise<number> {
  const context = {
    guard: new Guard(silentLogger),
    admission: new Admission(silentLogger, undefined, MAX_CLIENTS),
    tasks: new TaskQueue(),
  };
  const upgrade = (_: unknown, tcp: Duplex): void => {
    tcp.write('HTTP/1.1 101 Switching Protocols\r\n\r\n');
    tcp.once('end', () => tcp.destroy()).resume();
  };
  const http = createServer();
  filterRequests(http, '/socket.io/', upgrade, context, silentLogger);
  servers.push(http);
  return await listen(http, 0, '127.0.0.1');
}

interface UpgradeAttempt {
  readonly tcp: Socket;
  /** The first bytes that came back. */
  readonly response: string;
}

/** Requests a WebSocket, and leaves the connection open. */
function requestWebSocket(port: number): Promise<UpgradeAttempt> {
  return new Promise((resolve, reject) => {
    const tcp = connect(port, '127.0.0.1');
    tcp.write('GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\n');
    tcp.write('Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    tcp.once('error', reject).once('data', (bytes) => resolve({ tcp, response: String(bytes) }));
  });
}

describe('a full server', () => {
  it('answers 503 with Retry-After', async () => {
    const port = await serve();
    const attempts = [];
    for (let i = 0; i <= MAX_CLIENTS; i++) attempts.push(await requestWebSocket(port));
    const [last, ...clients] = attempts.reverse();
    expect(clients.map(({ response }) => response.slice(0, 12))).toEqual(clients.map(() => 'HTTP/1.1 101'));
    expect(last?.response).toMatch(/^HTTP\/1\.1 503 Service Unavailable\r\nRetry-After: 5\r\nConnection: close\r\n/);
    expect(last?.response).toMatch(/\r\n\r\nthis feed has reached its limit of clients$/);
    for (const { tcp } of attempts) tcp.destroy();
  });

  it('accepts another client once one has left', async () => {
    const port = await serve();
    const clients = [];
    for (let i = 0; i < MAX_CLIENTS; i++) clients.push(await requestWebSocket(port));
    clients[0]?.tcp.destroy();
    await expect
      .poll(async () => {
        const { tcp, response } = await requestWebSocket(port);
        clients.push({ tcp, response });
        return response.slice(0, 12);
      })
      .toBe('HTTP/1.1 101');
    for (const { tcp } of clients) tcp.destroy();
  });
});
