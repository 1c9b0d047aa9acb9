// Connections over Socket.IO: the one file that imports socket.io-client.
import { io, type Socket } from 'socket.io-client';
import { HEALTH_PATH, SOCKET_PATH, splitFeedUrl } from '../../proto/feed-address.ts';
import type { ClientEvents, HandshakeRefusal, ServerEvents } from '../../proto/events.ts';
import { MAX_MESSAGE_BYTES } from '../../proto/codec.ts';
import { shownText } from '../../proto/shown-text.ts';
import { NO_ANSWER, NO_CONNECTION, type Connect } from './connection.ts';

const EVENTS: readonly (keyof ServerEvents)[] = ['welcome', 'snapshot', 'batch', 'heartbeat', 'refusal', 'close'];
const CONNECT_LIMIT_MS = 5_000;
/** The codes that applications may close WebSockets with, which ours are. */
const [LEAST_CODE, MOST_CODE] = [4_000, 4_999];

/**
 * Feeds at which nobody answered the last time. Browsers make WebSockets wait for seconds, as a page, once a dozen of them
 * have failed; so the next try there begins with a request, which may fail as often as it likes.
 */
const deserted = new Set<string>();

/** One attempt, over WebSocket alone; coming again is the feed client's business. */
export const connectSocket: Connect = (url, protocol, listener) => {
  const givenUp = new AbortController();
  const { origin, basePath } = splitFeedUrl(url);
  const socket: Socket<ServerEvents, ClientEvents> = io(origin, {
    path: `${basePath}${SOCKET_PATH}`,
    autoConnect: false,
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    timeout: CONNECT_LIMIT_MS,
    auth: { protocol },
  });
  for (const event of EVENTS) socket.on(event, (payload: unknown) => listener.onEvent(event, asBytes(payload)));
  socket.on('connect', () => deserted.delete(url));
  // The library's own answer to bytes that it cannot read.
  socket.on('disconnect', (reason) => {
    listener.onLost(WORDS.get(reason) ?? reason);
  });
  // Before the library looks into it: megabytes would keep the page busy for seconds.
  socket.io.on('open', () => {
    socket.io.engine.on('packet', ({ data }) => {
      const bytes = sizeOf(data);
      if (bytes <= MAX_MESSAGE_BYTES) return;
      const expected = `expected at most ${MAX_MESSAGE_BYTES} bytes`;
      listener.onUnsound(`a message: ${expected}, found ${bytes}`);
    });
  });
  socket.on('connect_error', (error: Error & { data?: unknown }) => {
    if (isRefusal(error.data)) listener.onRefused({ code: error.data.code, message: shownText(error.message) });
    else nobodyThere(shownText(error.message));
  });
  const nobodyThere = (why: string): void => {
    deserted.add(url);
    listener.onLost(WORDS.get(why) ?? why);
  };
  const { signal } = givenUp;
  if (deserted.has(url))
    void knock(url, signal).then((answered) => {
      if (signal.aborted) return;
      if (answered) socket.connect();
      else nobodyThere(NO_CONNECTION);
    });
  else socket.connect();
  return {
    request(event, payload, reply) {
      socket.emit(event, payload, (answer: unknown) => reply(asBytes(answer)));
    },
    close() {
      givenUp.abort();
      socket.off();
      socket.disconnect();
    },
  };
};

/** What the libraries say, as a person would; what is not here stands as it is. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ['websocket error', NO_CONNECTION],
  ['timeout', NO_ANSWER],
  ['transport close', 'the connection broke off'],
  ['transport error', 'the connection broke off'],
  ['ping timeout', 'the server fell silent'],
  ['io server disconnect', 'the server closed the connection'],
]);

/** Whether a server answers at `url`, whatever it says. */
async function knock(url: string, signal: AbortSignal): Promise<boolean> {
  try {
    await fetch(`${url}${HEALTH_PATH}`, { mode: 'no-cors', cache: 'no-store', signal });
    return true;
  } catch {
    return false;
  }
}

/** Binary payloads arrive as ArrayBuffers in a browser, as Buffers in Node; what is no payload goes on as it is. */
function asBytes(payload: unknown): unknown {
  return payload instanceof ArrayBuffer ? new Uint8Array(payload) : payload;
}

/** Of what a frame carried: text, or bytes as a browser or Node has them. */
function sizeOf(data: unknown): number {
  if (typeof data === 'string') return data.length;
  return data instanceof ArrayBuffer || ArrayBuffer.isView(data) ? data.byteLength : 0;
}

/** Anyone may answer at an address, so the code is looked at too. */
function isRefusal(data: unknown): data is HandshakeRefusal {
  const code = typeof data === 'object' && data !== null && 'code' in data ? data.code : undefined;
  return Number.isInteger(code) && (code as number) >= LEAST_CODE && (code as number) <= MOST_CODE;
}
