// Connections over Socket.IO: the one file that imports socket.io-client.
import { io, type Socket } from 'socket.io-client';
import { HEALTH_PATH, SOCKET_PATH, splitFeedUrl } from '../../proto/feed-address.ts';
import type { ClientEvents, ServerEvents } from '../../proto/events.ts';
import { MAX_MESSAGE_BYTES } from '../../proto/codec.ts';
import { shownText } from '../../proto/shown-text.ts';
import { NO_ANSWER, NO_CONNECTION, type Connect } from './connection.ts';
import { handshakeRefusal } from './handshake-refusal.ts';

const EVENTS: readonly (keyof ServerEvents)[] = ['welcome', 'snapshot', 'batch', 'heartbeat', 'refusal', 'close'];
const CONNECT_TIMEOUT_MS = 5_000;

/**
 * Feeds that the last attempt could not reach. After a dozen failures, browsers delay a page's WebSockets for seconds. So the
 * next attempt starts with an HTTP request, which browsers never delay.
 */
const unreachableUrls = new Set<string>();

/** Makes one attempt, over WebSocket only. Reconnecting is the feed client's job. */
export const connectSocket: Connect = (url, protocol, listener) => {
  const abortController = new AbortController();
  const { origin, basePath } = splitFeedUrl(url);
  const socket: Socket<ServerEvents, ClientEvents> = io(origin, {
    path: `${basePath}${SOCKET_PATH}`,
    autoConnect: false,
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    timeout: CONNECT_TIMEOUT_MS,
    auth: { protocol },
  });
  for (const event of EVENTS) socket.on(event, (payload: unknown) => listener.onEvent(event, toBytes(payload)));
  socket.on('connect', () => unreachableUrls.delete(url));
  // The library also disconnects if it cannot parse a packet.
  socket.on('disconnect', (reason) => {
    listener.onLost(LOST_REASONS.get(reason) ?? reason);
  });
  // Checks the size before the library parses the packet: megabytes would block the page for seconds.
  socket.io.on('open', () => {
    socket.io.engine.on('packet', ({ data }) => {
      const bytes = sizeOf(data);
      if (bytes <= MAX_MESSAGE_BYTES) return;
      const expected = `expected at most ${MAX_MESSAGE_BYTES} bytes`;
      listener.onInvalid(`a message: ${expected}, found ${bytes}`);
    });
  });
  socket.on('connect_error', (error: Error & { data?: unknown }) => {
    const refusal = handshakeRefusal(error.data, error.message, protocol);
    if (refusal) listener.onRefused(refusal);
    else fail(shownText(error.message));
  });
  const fail = (why: string): void => {
    unreachableUrls.add(url);
    listener.onLost(LOST_REASONS.get(why) ?? why);
  };
  const { signal } = abortController;
  if (unreachableUrls.has(url))
    void isReachable(url, signal).then((reachable) => {
      if (signal.aborted) return;
      if (reachable) socket.connect();
      else fail(NO_CONNECTION);
    });
  else socket.connect();
  return {
    request(event, payload, onReply) {
      socket.emit(event, payload, (reply: unknown) => onReply(toBytes(reply)));
    },
    close() {
      abortController.abort();
      socket.off();
      socket.disconnect();
    },
  };
};

/** Plain English for the libraries' reasons. Others are passed on unchanged. */
const LOST_REASONS: ReadonlyMap<string, string> = new Map([
  ['websocket error', NO_CONNECTION],
  ['timeout', NO_ANSWER],
  ['transport close', 'the connection broke off'],
  ['transport error', 'the connection broke off'],
  ['ping timeout', 'the server fell silent'],
  ['io server disconnect', 'the server closed the connection'],
]);

/** Whether any server answers at `url`. */
async function isReachable(url: string, signal: AbortSignal): Promise<boolean> {
  try {
    await fetch(`${url}${HEALTH_PATH}`, { mode: 'no-cors', cache: 'no-store', signal });
    return true;
  } catch {
    return false;
  }
}

/** Binary payloads are ArrayBuffers in browsers and Buffers in Node. Anything else is returned unchanged. */
function toBytes(payload: unknown): unknown {
  return payload instanceof ArrayBuffer ? new Uint8Array(payload) : payload;
}

/** The size of a frame's content: a string, or binary data of a browser or of Node. */
function sizeOf(data: unknown): number {
  if (typeof data === 'string') return data.length;
  return data instanceof ArrayBuffer || ArrayBuffer.isView(data) ? data.byteLength : 0;
}
