// Connections over Socket.IO.
import type { Server as HttpServer } from 'node:http';
import { Server, type DefaultEventsMap } from 'socket.io';
import type { ClientEvents, ServerEvents } from '../../proto/events.ts';
import { SOCKET_PATH } from '../../proto/feed-address.ts';
import { CLOSE_CODES, type Close, type CloseKind } from '../../proto/messages.ts';
import type { LogFields } from '../logging/logger.ts';
import { Admission, type Tcp } from './admission.ts';
import { closeSocket, Connection, type ConnectionFacts } from './connection.ts';
import { EventWriter } from './event-writer.ts';
import { Guard } from './guard.ts';
import { refuseHandshake } from './handshake.ts';
import { guardHttp, type UpgradeHandler } from './http-entrance.ts';
import { boundedParser } from './packet-decoder.ts';
import type { FeedSocket, Shared, SocketData, SocketsOptions } from './socket-context.ts';
import { Turns } from './turns.ts';
import { webSocketEngine } from './web-sockets.ts';

/** Bytes of one message from a client at most; a subscription to every symbol in both modes takes about a fifth of it. */
const MAX_INBOUND_BYTES = 64 * 1024;
/** How long a client may take to answer a ping, on top of the limit for slow readers. */
const PING_TIMEOUT_MS = 20_000;
/** How long a client may take to close its side. One that is asleep never does. */
const CLOSE_LIMIT_MS = 1_000;
/** All connections are checked once a second, a share at a time. */
const LOOK_SHARES = 10;
const LOOK_EVERY_MS = 100;

export class Sockets {
  readonly #options: SocketsOptions;
  readonly #io: Server<ClientEvents, ServerEvents, DefaultEventsMap, SocketData>;
  readonly #connections = new Set<Connection>();
  readonly #asked = new WeakSet<FeedSocket['conn']>();
  readonly #shared: Shared;
  readonly #look: NodeJS.Timeout;
  /** Why it takes no more connections; undefined while it does. */
  #goodbye: Close | undefined;

  constructor(options: SocketsOptions) {
    this.#options = options;
    const { http, listen, delivery, logger } = options;
    const admission = new Admission(logger);
    this.#shared = { writer: new EventWriter(), turns: new Turns(), guard: new Guard(logger), admission };
    this.#io = new Server(http, {
      path: `${listen.basePath}${SOCKET_PATH}`,
      // The HTTP server answers upgrades for other paths.
      destroyUpgrade: false,
      transports: ['websocket'],
      perMessageDeflate: false,
      httpCompression: false,
      serveClient: false,
      maxHttpBufferSize: MAX_INBOUND_BYTES,
      parser: boundedParser,
      wsEngine: webSocketEngine((tcp, intake) => {
        const line = admission.lineOf(tcp);
        if (!line) return;
        line.intake = intake;
        tcp.on('data', () => admission.received(line));
      }),
      // A client that does not read cannot answer pings either. The hub should close it first, since it sends a reason.
      pingTimeout: delivery.slowLimitMs + PING_TIMEOUT_MS,
    });
    const upgrade: UpgradeHandler = (request, tcp, head) => this.#io.engine.handleUpgrade(request, tcp, head);
    guardHttp(http, `${this.#io.path()}/`, upgrade, this.#shared, logger);
    this.#welcomeSockets();
    let share = 0;
    this.#look = setInterval(() => admission.look(share++ % LOOK_SHARES, LOOK_SHARES), LOOK_EVERY_MS);
  }

  /** Sets up the steps between a CONNECT and a connection. */
  #welcomeSockets(): void {
    const { guard } = this.#shared;
    const { nextNumber } = this.#options;
    const cut = (socket: FeedSocket): void => void socket.request.socket.destroy();
    const about = ({ id, handshake }: FeedSocket): LogFields => ({ connection: id, address: handshake.address });
    type Next = (error?: Error) => void;
    const refuse = (socket: FeedSocket, next: Next): void =>
      next(refuseHandshake(socket.handshake.auth) ?? this.#refuseSecond(socket));
    this.#io.use(guard.wrap('a handshake', refuse, cut, about));
    if (nextNumber) {
      const number = async (socket: FeedSocket, next: Next): Promise<void> => {
        socket.data = { number: await nextNumber() };
        next();
      };
      const numbered = guard.wrap('the numbering of a connection', number, cut, about);
      this.#io.use((socket, next) => void numbered(socket, next));
    }
    const connect = (socket: FeedSocket): void => {
      // Its handshake began before the goodbye, which it has missed.
      if (this.#goodbye) {
        closeSocket(socket, this.#goodbye, this.#options.logger);
        return;
      }
      const connection = new Connection(socket, this.#options, this.#shared);
      this.#connections.add(connection);
      socket.on('disconnect', () => this.#connections.delete(connection));
    };
    this.#io.on('connection', guard.wrap('a new connection', connect, cut, about));
  }

  /** Refuses all but the first CONNECT of a WebSocket: each would become a subscriber. */
  #refuseSecond({ conn }: FeedSocket): Error | undefined {
    if (this.#asked.has(conn)) return new Error('connect: expected one connection for each WebSocket, found another');
    this.#asked.add(conn);
    return undefined;
  }

  /** Writes everything that was sent. */
  flush(): void {
    this.#shared.writer.flush();
  }

  /** All TCP connections, clients or not. */
  get size(): number {
    return this.#shared.admission.size;
  }

  get connections(): ConnectionFacts[] {
    return [...this.#connections].map((connection) => connection.facts);
  }

  /** Moves every connection to what serves now. Each loses its subscriptions and has to resume. */
  rejoin(): void {
    for (const connection of this.#connections) connection.rejoin();
  }

  /** Takes no more connections, sends every client the reason, and closes when all have left or CLOSE_LIMIT_MS is over. */
  async close(kind: CloseKind, message: string): Promise<void> {
    const { http, logger } = this.#options;
    const ended = http.listening ? new Promise((resolve) => http.close(resolve)) : this.#endHanded(http);
    this.#shared.writer.flush();
    this.#goodbye = { code: CLOSE_CODES[kind], message };
    for (const socket of this.#io.sockets.sockets.values()) closeSocket(socket, this.#goodbye, logger);
    const late = setTimeout(() => {
      for (const tcp of this.#shared.admission.sockets) tcp.destroy();
    }, CLOSE_LIMIT_MS);
    await ended;
    clearTimeout(late);
    clearInterval(this.#look);
    await this.#io.close();
  }

  /** For a server that was handed its connections: closing it while they are open would cut them off. */
  async #endHanded(http: HttpServer): Promise<void> {
    http.closeIdleConnections();
    await Promise.all([...this.#shared.admission.sockets].map(untilClosed));
  }
}

function untilClosed(tcp: Tcp): Promise<void> {
  return new Promise((resolve) => tcp.once('close', () => resolve()));
}
