// Signs of life, over real sockets.
import { createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { afterwards } from '../../tests/support/time/afterwards.ts';
import { probeFeed } from './probe.ts';

/** Resolves with the address of a server that does `answer` to each connection. */
async function serve(answer: (socket: Socket) => void): Promise<string> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    answer(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterwards(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}

const LONG_MS = 60_000;

test.for<readonly [string, (socket: Socket) => void]>([
  ['answers', (socket) => void socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}')],
  ['refuses', (socket) => void socket.end('HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n')],
  ['closes the connection, since it has too many', (socket) => void socket.destroy()],
])('a feed that %s lives', async ([, answer]) => {
  expect(await probeFeed(await serve(answer), LONG_MS)).toBe(true);
});

test('a feed that takes the connection and does nothing about it gave no sign of life', async () => {
  expect(await probeFeed(await serve(() => undefined), 50)).toBe(false);
});
