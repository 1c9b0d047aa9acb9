// Other Socket.IO servers, and feeds of other versions, refuse the handshake.
import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { expect, it } from 'vitest';
import { connectSocket } from '../../feed-client/index.ts';
import { CLOSE_CODES } from '../../proto/messages.ts';
import { Watcher } from '../support/clients/watcher.ts';
import { addCleanup } from '../support/time/cleanup.ts';
import { within } from '../support/time/until.ts';

/** The URL of a server that refuses every handshake with `error`. */
async function startRefusing(error: Error): Promise<string> {
  const http = createServer();
  const server = new Server(http);
  server.use((_, next) => next(error));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  addCleanup(() => server.close());
  const { port } = http.address() as { port: number };
  return `http://127.0.0.1:${port}`;
}

/** What the client reports about a server that refuses every handshake with `message`. */
async function refusedWith(message: string): Promise<unknown> {
  const url = await startRefusing(new Error(message));
  const lost = new Promise<unknown>((resolve) => {
    const ignore = (): void => undefined;
    const listener = { onEvent: ignore, onRefused: ignore, onInvalid: ignore, onLost: resolve };
    const connection = connectSocket(url, 1, listener);
    addCleanup(() => connection.close());
  });
  return await within('the refusal', lost);
}

it.each(['constructor', '__proto__', 'toString', 'not you'])('reports the message "%s"', async (message) => {
  expect(await refusedWith(message)).toBe(message);
});

it('says that a feed of version 1 needs an update, and does not connect again', async () => {
  const data = { code: CLOSE_CODES['unsupported-protocol'], supported: [1] };
  const url = await startRefusing(Object.assign(new Error('auth.protocol: expected 1, found 2'), { data }));
  const watcher = new Watcher(url, {});
  await watcher.untilLink('refused');
  expect(watcher.links).toEqual(['connecting', 'refused']);
  expect(watcher.client.link).toMatchObject({
    code: 4500,
    why: 'the feed speaks protocol 1, this client 2: update the feed',
  });
});
