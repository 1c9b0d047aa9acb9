// The server's Socket.IO connections: accepts, counts, moves and closes them.
import type { Server as HttpServer } from 'node:http';
import { Server, type DefaultEventsMap } from 'socket.io';
import type { ClientEvents, ServerEvents } from '../../proto/events.ts';
import { SOCKET_PATH } from '../../proto/feed-address.ts';
import { CLOSE_CODES, type Close, type CloseKind } from '../../proto/messages.ts';
import type { LogFields } from '../logging/logger.ts';
import { Admission, type Tcp } from './admission.ts';
import { closeSocket, Connection, type ConnectionInfo } from './connection.ts';
import { EventWriter } from './event-writer.ts';
import { Guard } from './guard.ts';
import { checkHandshake } from './handshake.ts';
import { filterRequests, type UpgradeHandler } from './request-filter.ts';
import { boundedParser } from './packet-decoder.ts';
import type { FeedSocket, ConnectionContext, SocketData, SocketsOptions } from './socket-context.ts';
import { TaskQueue } from './task-queue.ts';
import { webSocketEngine } from './web-sockets.ts';

/** The most bytes of a message from a client; a subscription to every symbol in both modes takes about a fifth of it. */
const MAX_MESSAGE_BYTES = 64 * 1024;
/** The time that a client has to answer a ping, in addition to the limit for slow readers. */
const PING_TIMEOUT_MS = 20_000;
/** How long a client may take to close its side. A machine that sleeps never does. */
const CLOSE_LIMIT_MS = 1_000;
/** Every connection is checked once a second, one share of them at a time. */
const CHECK_SHARES = 10;
const CHECK_INTERVAL_MS = 100;

export class Sockets {
  readonly #options: SocketsOptions;
  readonly #io: Server<ClientEvents, ServerEvents, DefaultEventsMap, SocketData>;
  readonly #connections = new Set<Connection>();
  readonly #connectedTransports = new WeakSet<FeedSocket['conn']>();
  readonly #context: ConnectionContext;
  readonly #checkTimer: NodeJS.Timeout;
  /** Set once no more connections are accepted. */
  #closeReason: Close | undefined;

  constructor(options: SocketsOptions) {
    this.#options = options;
    const { http, listen, delivery, logger } = options;
    const admission = new Admission(logger);
    this.#context = { writer: new EventWriter(), tasks: new TaskQueue(), guard: new Guard(logger), admission };
    this.#io = new Server(http, {
      path: `${listen.basePath}${SOCKET_PATH}`,
      // The HTTP server handles upgrades for other paths.
      destroyUpgrade: false,
      transports: ['websocket'],
      perMessageDeflate: false,
      httpCompression: false,
      serveClient: false,
      maxHttpBufferSize: MAX_MESSAGE_BYTES,
      parser: boundedParser,
      wsEngine: webSocketEngine((tcp, readLimiter) => {
        const tracked = admission.find(tcp);
        if (!tracked) return;
        tracked.readLimiter = readLimiter;
        tcp.on('data', () => admission.onData(tracked));
      }),
      // A client that does not read does not answer pings either. The hub should close it first, since it sends a reason.
      pingTimeout: delivery.slowLimitMs + PING_TIMEOUT_MS,
    });
    const upgrade: UpgradeHandler = (request, tcp, head) => this.#io.engine.handleUpgrade(request, tcp, head);
    filterRequests(http, `${this.#io.path()}/`, upgrade, this.#context, logger);
    this.#acceptSockets();
    let share = 0;
    this.#checkTimer = setInterval(() => admission.check(share++ % CHECK_SHARES, CHECK_SHARES), CHECK_INTERVAL_MS);
  }

  /** Sets up the middleware and the handler that turn a CONNECT into a connection. */
  #acceptSockets(): void {
    const { guard } = this.#context;
    const { nextNumber } = this.#options;
    const destroy = (socket: FeedSocket): void => void socket.request.socket.destroy();
    const fieldsOf = ({ id, handshake }: FeedSocket): LogFields => ({ connection: id, address: handshake.address });
    type Next = (error?: Error) => void;
    const refuseInvalid = (socket: FeedSocket, next: Next): void =>
      next(checkHandshake(socket.handshake.auth) ?? this.#refuseSecondConnect(socket));
    this.#io.use(guard.wrap('a handshake', refuseInvalid, destroy, fieldsOf));
    if (nextNumber) {
      const assignNumber = async (socket: FeedSocket, next: Next): Promise<void> => {
        socket.data = { number: await nextNumber() };
        next();
      };
      const guardedAssign = guard.wrap('numbering a connection', assignNumber, destroy, fieldsOf);
      this.#io.use((socket, next) => void guardedAssign(socket, next));
    }
    const onConnection = (socket: FeedSocket): void => {
      // The server began to close during this handshake.
      if (this.#closeReason) {
        closeSocket(socket, this.#closeReason, this.#options.logger);
        return;
      }
      const connection = new Connection(socket, this.#options, this.#context);
      this.#connections.add(connection);
      socket.on('disconnect', () => this.#connections.delete(connection));
    };
    this.#io.on('connection', guard.wrap('a new connection', onConnection, destroy, fieldsOf));
  }

  /** Refuses all but the first CONNECT of a WebSocket: each would add a subscriber. */
  #refuseSecondConnect({ conn }: FeedSocket): Error | undefined {
    if (this.#connectedTransports.has(conn))
      return new Error('connect: expected one connection per WebSocket, found a second');
    this.#connectedTransports.add(conn);
    return undefined;
  }

  /** Writes all buffered events. */
  flush(): void {
    this.#context.writer.flush();
  }

  /** The number of TCP connections, clients or not. */
  get size(): number {
    return this.#context.admission.size;
  }

  get connections(): ConnectionInfo[] {
    return [...this.#connections].map((connection) => connection.info);
  }

  /** Moves every connection to the current service. Each loses its subscriptions and has to resume. */
  rejoin(): void {
    for (const connection of this.#connections) connection.rejoin();
  }

  /** Stops accepting connections, sends every client the reason, and closes when all have left or after CLOSE_LIMIT_MS. */
  async close(kind: CloseKind, message: string): Promise<void> {
    const { http, logger } = this.#options;
    const ended = http.listening ? new Promise((resolve) => http.close(resolve)) : this.#closeHandedOver(http);
    this.#context.writer.flush();
    this.#closeReason = { code: CLOSE_CODES[kind], message };
    for (const socket of this.#io.sockets.sockets.values()) closeSocket(socket, this.#closeReason, logger);
    const timer = setTimeout(() => {
      for (const tcp of this.#context.admission.sockets) tcp.destroy();
    }, CLOSE_LIMIT_MS);
    await ended;
    clearTimeout(timer);
    clearInterval(this.#checkTimer);
    await this.#io.close();
  }

  /** For a server whose connections were handed over: closing it while they are open would cut them off. */
  async #closeHandedOver(http: HttpServer): Promise<void> {
    http.closeIdleConnections();
    await Promise.all([...this.#context.admission.sockets].map(untilClosed));
  }
}

function untilClosed(tcp: Tcp): Promise<void> {
  return new Promise((resolve) => tcp.once('close', () => resolve()));
}
