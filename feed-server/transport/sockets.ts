// Connections over Socket.IO: the one file that imports it.
import type { Server as HttpServer } from 'node:http';
import type { Socket as TcpSocket } from 'node:net';
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
/** Bytes of replies kept for a client that does not read them; batches and heartbeats are not even made while it does not. */
const MAX_UNREAD_BYTES = 8 * 1024 * 1024;
/** How long a client may take to agree that the connection ends; one that is asleep never does. */
const CLOSE_LIMIT_MS = 1_000;

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
  readonly #http: HttpServer;
  readonly #tcp = new Set<TcpSocket>();

  constructor({ http, hub, answerer, welcome }: SocketsOptions) {
    this.#http = http;
    http.on('connection', (tcp) => {
      this.#tcp.add(tcp);
      tcp.once('close', () => this.#tcp.delete(tcp));
    });
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

  /** Takes no more connections, tells every client why and closes once each has been told, or has not listened. */
  async close(kind: CloseKind, message: string): Promise<void> {
    const ended = new Promise((resolve) => this.#http.close(resolve));
    for (const socket of this.#io.sockets.sockets.values()) closeSocket(socket, kind, message);
    const late = setTimeout(() => {
      for (const tcp of this.#tcp) tcp.destroy();
    }, CLOSE_LIMIT_MS);
    await ended;
    clearTimeout(late);
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
  let unreadBytes = 0;
  conn.transport.on('ready', () => {
    unreadBytes = 0;
    hub.drained(subscriber);
  });
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
    unreadBytes += reply.length;
    if (unreadBytes > MAX_UNREAD_BYTES) {
      closeSocket(socket, 'fell-behind', `${MAX_UNREAD_BYTES} bytes of replies have not been read`);
      return;
    }
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
