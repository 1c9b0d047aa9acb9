// The client reports handshakes refused by other Socket.IO servers and by feeds of other versions.
import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { expect, it } from 'vitest';
import { connectSocket } from '../../feed-client/index.ts';
import { CLOSE_CODES } from '../../proto/messages.ts';
import { Watcher } from '../support/clients/watcher.ts';
import { addCleanup } from '../support/time/cleanup.ts';
import { within } from '../support/time/until.ts';

/** Starts a server that refuses every handshake with `error`. Resolves with its URL. */
async function startRefusingServer(error: Error): Promise<string> {
  const http = createServer();
  const server = new Server(http);
  server.use((_, next) => next(error));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  addCleanup(() => server.close());
  const { port } = http.address() as { port: number };
  return `http://127.0.0.1:${port}`;
}

/** The reason that the client reports if a server refuses the handshake with `message`. */
async function refusalReason(message: string): Promise<unknown> {
  const url = await startRefusingServer(new Error(message));
  const lost = new Promise<unknown>((resolve) => {
    const ignore = (): void => undefined;
    const listener = { onEvent: ignore, onRefused: ignore, onInvalid: ignore, onLost: resolve };
    const connection = connectSocket(url, 1, listener);
    addCleanup(() => connection.close());
  });
  return await within('the refusal', lost);
}

it.each(['constructor', '__proto__', 'toString', 'not you'])(
  'reports the message "%s" of a refusal',
  async (message) => {
    expect(await refusalReason(message)).toBe(message);
  },
);

it('reports that a feed of version 1 needs an update, and does not reconnect', async () => {
  const data = { code: CLOSE_CODES['unsupported-protocol'], supported: [1] };
  const url = await startRefusingServer(Object.assign(new Error('auth.protocol: expected 1, found 2'), { data }));
  const watcher = new Watcher(url, {});
  await watcher.untilLink('refused');
  expect(watcher.links).toEqual(['connecting', 'refused']);
  expect(watcher.client.link).toMatchObject({
    code: 4500,
    why: 'the feed speaks protocol 1, this client 2: update the feed',
  });
});
