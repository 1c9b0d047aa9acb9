// Probes over real sockets.
import { createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { addCleanup } from '../../tests/support/time/cleanup.ts';
import { probeFeed } from './probe.ts';

/** Resolves to the address of a server that calls `onConnection` for every connection. */
async function startServer(onConnection: (socket: Socket) => void): Promise<string> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    onConnection(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  addCleanup(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}

const LONG_TIMEOUT_MS = 60_000;

test.for<readonly [string, (socket: Socket) => void]>([
  ['answers', (socket) => void socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}')],
  ['refuses the request', (socket) => void socket.end('HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n')],
  ['closes the connection because it has too many', (socket) => void socket.destroy()],
])('a feed that %s is alive', async ([, answer]) => {
  expect(await probeFeed(await startServer(answer), LONG_TIMEOUT_MS)).toBe(true);
});

test('a feed that accepts the connection and does nothing is not alive', async () => {
  expect(await probeFeed(await startServer(() => undefined), 50)).toBe(false);
});
