// Connections over Socket.IO: the one file that imports it.
import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { encodeClose, encodeRefusal, encodeWelcome } from '../../proto/codec.ts';
import type { ClientEvents, HandshakeRefusal, Reply, ServerEvents } from '../../proto/events.ts';
import { CLOSE_CODES, PROTOCOL_VERSION, type CloseKind, type Refusal, type Welcome } from '../../proto/messages.ts';
import type { Hub } from '../delivery/hub.ts';
import type { SubscriberPort } from '../delivery/subscriber.ts';
import type { Answerer } from './answerer.ts';

/** Bytes of one message from a client at most; a subscription to every symbol in both modes takes about a fifth of it. */
const MAX_INBOUND_BYTES = 64 * 1024;
/** After so many requests that are none, a connection is closed. */
const MAX_BAD_FRAMES = 10;

type FeedSocket = Socket<ClientEvents, ServerEvents>;

export interface SocketsOptions {
  readonly http: HttpServer;
  readonly hub: Hub;
  readonly answerer: Answerer;
  /** What to welcome a new connection with. */
  readonly welcome: () => Welcome;
}

export class Sockets {
  readonly #io: Server<ClientEvents, ServerEvents>;

  constructor({ http, hub, answerer, welcome }: SocketsOptions) {
    this.#io = new Server(http, {
      transports: ['websocket'],
      perMessageDeflate: false,
      httpCompression: false,
      serveClient: false,
      maxHttpBufferSize: MAX_INBOUND_BYTES,
    });
    this.#io.use((socket, next) => next(refuseHandshake(socket.handshake.auth)));
    this.#io.on('connection', (socket) => serveSocket(socket, hub, answerer, welcome));
  }

  /** Tells every client why, then closes all connections and the HTTP server. */
  async close(kind: CloseKind, message: string): Promise<void> {
    this.#io.emit('close', encodeClose({ code: CLOSE_CODES[kind], message }));
    await this.#io.close();
  }
}

function serveSocket(socket: FeedSocket, hub: Hub, answerer: Answerer, welcome: () => Welcome): void {
  const { conn } = socket;
  const port: SubscriberPort = {
    // 'ready' comes, and the transport is writable again, once the last frame has been handed to the operating system.
    writable: () => conn.transport.writable,
    send: (event, payload) => void socket.emit(event, payload),
    close: (kind, message) => closeSocket(socket, kind, message),
  };
  const subscriber = hub.join(port);
  conn.transport.on('ready', () => hub.drained(subscriber));
  let badFrames = 0;
  const refuse = (refusal: Refusal): void => {
    socket.emit('refusal', encodeRefusal(refusal));
    if (++badFrames >= MAX_BAD_FRAMES)
      closeSocket(
        socket,
        'too-many-bad-frames',
        `${MAX_BAD_FRAMES} requests that are none; the last: ${refusal.message}`,
      );
  };
  socket.onAny((event: string, ...args: unknown[]) => {
    const acknowledge = args.pop();
    if (typeof acknowledge !== 'function') {
      refuse(answerer.withoutAcknowledgement(event));
      return;
    }
    const { reply, refusal } = answerer.answer(subscriber, event, args);
    (acknowledge as Reply)(reply);
    if (refusal) refuse(refusal);
    else hub.serve(subscriber);
  });
  socket.on('disconnect', () => hub.leave(subscriber));
  socket.emit('welcome', encodeWelcome(welcome()));
}

function closeSocket(socket: FeedSocket, kind: CloseKind, message: string): void {
  socket.emit('close', encodeClose({ code: CLOSE_CODES[kind], message }));
  socket.disconnect(true);
}

/** The error that refuses a handshake, undefined where it is fine. */
function refuseHandshake(auth: Record<string, unknown>): (Error & { data: HandshakeRefusal }) | undefined {
  if (auth.protocol === PROTOCOL_VERSION) return undefined;
  const found = auth.protocol === undefined ? 'none' : JSON.stringify(auth.protocol);
  const error = new Error(`auth.protocol: expected ${PROTOCOL_VERSION}, found ${found}`);
  const data: HandshakeRefusal = { code: CLOSE_CODES['unsupported-protocol'], supported: [PROTOCOL_VERSION] };
  return Object.assign(error, { data });
}
