// Another Socket.IO server refuses the handshake: the client reports its message as it is.
import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { expect, it } from 'vitest';
import { connectSocket } from '../../feed-client/index.ts';
import { addCleanup } from '../support/time/cleanup.ts';
import { within } from '../support/time/until.ts';

/** What the client reports about a server that refuses every handshake with `message`. */
async function refusedWith(message: string): Promise<unknown> {
  const http = createServer();
  const server = new Server(http);
  server.use((_, next) => next(new Error(message)));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  addCleanup(() => server.close());
  const { port } = http.address() as { port: number };
  const lost = new Promise<unknown>((resolve) => {
    const ignore = (): void => undefined;
    const listener = { onEvent: ignore, onRefused: ignore, onInvalid: ignore, onLost: resolve };
    const connection = connectSocket(`http://127.0.0.1:${port}`, 1, listener);
    addCleanup(() => connection.close());
  });
  return await within('the refusal', lost);
}

it.each(['constructor', '__proto__', 'toString', 'not you'])('reports the message "%s"', async (message) => {
  expect(await refusedWith(message)).toBe(message);
});
