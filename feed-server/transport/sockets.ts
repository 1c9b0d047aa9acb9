// Connections over Socket.IO.
import type { Server as HttpServer } from 'node:http';
import { Server, type DefaultEventsMap } from 'socket.io';
import type { ClientEvents, ServerEvents } from '../../proto/events.ts';
import { SOCKET_PATH } from '../../proto/feed-address.ts';
import { CLOSE_CODES, type Close, type CloseKind } from '../../proto/messages.ts';
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
/** How long a client may leave a ping without an answer, beyond what it may take nothing for. */
const PING_TIMEOUT_MS = 20_000;
/** How long a client may take to agree that the connection ends; one that is asleep never does. */
const CLOSE_LIMIT_MS = 1_000;
/** All connections are looked at once a second, a share at a time. */
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
    const { http, slowLimitMs, basePath, say } = options;
    const admission = new Admission(say);
    this.#shared = { writer: new EventWriter(), turns: new Turns(), guard: new Guard(say), admission };
    this.#io = new Server(http, {
      path: `${basePath}${SOCKET_PATH}`,
      // What is not for this path is answered by the HTTP server.
      destroyUpgrade: false,
      transports: ['websocket'],
      perMessageDeflate: false,
      httpCompression: false,
      serveClient: false,
      maxHttpBufferSize: MAX_INBOUND_BYTES,
      parser: boundedParser,
      wsEngine: webSocketEngine((tcp, intake) => {
        const line = admission.lineOf(tcp);
        if (line) line.intake = intake;
      }),
      // Who does not read cannot answer a ping either: the hub is to judge first, and says why.
      pingTimeout: slowLimitMs + PING_TIMEOUT_MS,
    });
    const upgrade: UpgradeHandler = (request, tcp, head) => this.#io.engine.handleUpgrade(request, tcp, head);
    guardHttp(http, `${this.#io.path()}/`, upgrade, this.#shared, say);
    this.#welcomeSockets();
    let share = 0;
    this.#look = setInterval(() => admission.look(share++ % LOOK_SHARES, LOOK_SHARES), LOOK_EVERY_MS);
  }

  /** What a stranger's CONNECT runs through, until it is a connection. */
  #welcomeSockets(): void {
    const { guard } = this.#shared;
    const { nextNumber } = this.#options;
    const cut = (socket: FeedSocket): void => void socket.request.socket.destroy();
    type Next = (error?: Error) => void;
    const refuse = (socket: FeedSocket, next: Next): void =>
      next(refuseHandshake(socket.handshake.auth) ?? this.#refuseSecond(socket));
    this.#io.use(guard.wrap('a handshake', refuse, cut));
    if (nextNumber) {
      const number = async (socket: FeedSocket, next: Next): Promise<void> => {
        socket.data = { number: await nextNumber() };
        next();
      };
      const numbered = guard.wrap('the numbering of a connection', number, cut);
      this.#io.use((socket, next) => void numbered(socket, next));
    }
    const connect = (socket: FeedSocket): void => {
      // It began its handshake before the goodbye, and would hear of none.
      if (this.#goodbye) {
        closeSocket(socket, this.#goodbye);
        return;
      }
      const connection = new Connection(socket, this.#options, this.#shared);
      this.#connections.add(connection);
      socket.on('disconnect', () => this.#connections.delete(connection));
    };
    this.#io.on('connection', guard.wrap('a new connection', connect, cut));
  }

  /** Of several asks to connect over one WebSocket the first counts: each would be a subscriber. */
  #refuseSecond({ conn }: FeedSocket): Error | undefined {
    if (this.#asked.has(conn)) return new Error('connect: expected one connection for each WebSocket, found another');
    this.#asked.add(conn);
    return undefined;
  }

  /** Hands what was sent to the system. */
  flush(): void {
    this.#shared.writer.flush();
  }

  /** TCP connections, of whatever kind. */
  get size(): number {
    return this.#shared.admission.size;
  }

  get connections(): ConnectionFacts[] {
    return [...this.#connections].map((connection) => connection.facts);
  }

  /** Has every connection served by what serves now, without the subscriptions it had: it is to resume. */
  rejoin(): void {
    for (const connection of this.#connections) connection.rejoin();
  }

  /** Takes no more connections, tells every client why and closes once each has been told, or has not listened. */
  async close(kind: CloseKind, message: string): Promise<void> {
    const { http } = this.#options;
    const ended = http.listening ? new Promise((resolve) => http.close(resolve)) : this.#endHanded(http);
    this.#shared.writer.flush();
    this.#goodbye = { code: CLOSE_CODES[kind], message };
    for (const socket of this.#io.sockets.sockets.values()) closeSocket(socket, this.#goodbye);
    const late = setTimeout(() => {
      for (const tcp of this.#shared.admission.sockets) tcp.destroy();
    }, CLOSE_LIMIT_MS);
    await ended;
    clearTimeout(late);
    clearInterval(this.#look);
    await this.#io.close();
  }

  /** Of a server whose connections were handed to it: closed with them still open, it would break them off. */
  async #endHanded(http: HttpServer): Promise<void> {
    http.closeIdleConnections();
    await Promise.all([...this.#shared.admission.sockets].map(untilClosed));
  }
}

function untilClosed(tcp: Tcp): Promise<void> {
  return new Promise((resolve) => tcp.once('close', () => resolve()));
}
