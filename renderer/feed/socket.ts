// Connections over Socket.IO: the one file that imports socket.io-client.
import { io, type Socket } from 'socket.io-client';
import type { ClientEvents, HandshakeRefusal, ServerEvents } from '../../proto/events.ts';
import type { Connect } from './connection.ts';

const EVENTS: readonly (keyof ServerEvents)[] = ['welcome', 'snapshot', 'batch', 'heartbeat', 'refusal', 'close'];
const CONNECT_LIMIT_MS = 5_000;

/** One attempt, over WebSocket alone; coming again is the feed client's business. */
export const connectSocket: Connect = (url, protocol, listener) => {
  const socket: Socket<ServerEvents, ClientEvents> = io(url, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    timeout: CONNECT_LIMIT_MS,
    auth: { protocol },
  });
  for (const event of EVENTS) socket.on(event, (payload: unknown) => listener.onEvent(event, asBytes(payload)));
  socket.on('disconnect', (reason) => listener.onLost(reason));
  socket.on('connect_error', (error: Error & { data?: unknown }) => {
    if (isRefusal(error.data)) listener.onRefused({ code: error.data.code, message: error.message });
    else listener.onLost(error.message === 'websocket error' ? 'no connection' : error.message);
  });
  return {
    request(event, payload, reply) {
      socket.emit(event, payload, (answer: unknown) => reply(asBytes(answer)));
    },
    close() {
      socket.off();
      socket.disconnect();
    },
  };
};

/** Binary payloads arrive as ArrayBuffers in a browser, as Buffers in Node; what is no payload goes on as it is. */
function asBytes(payload: unknown): unknown {
  return payload instanceof ArrayBuffer ? new Uint8Array(payload) : payload;
}

function isRefusal(data: unknown): data is HandshakeRefusal {
  return typeof data === 'object' && data !== null && 'code' in data && typeof data.code === 'number';
}
