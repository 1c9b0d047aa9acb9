// Checks HTTP requests and WebSocket upgrades before any other handler gets them.
import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http';
import type { Socket as TcpSocket } from 'node:net';
import type { Duplex } from 'node:stream';
import { Server as TlsServer } from 'node:tls';
import { UNITS } from '../delivery/budget.ts';
import type { LogFields, Logger } from '../logging/logger.ts';
import type { ConnectionContext } from './socket-context.ts';

/** Upgrades a connection to a WebSocket. Engine.IO provides it. */
export type UpgradeHandler = (request: IncomingMessage, tcp: Duplex, head: Buffer) => void;

/** When a client should try again if the server is full, in seconds. */
const RETRY_AFTER_S = 5;
/** The Engine.IO protocol version that Socket.IO 3 and 4 use. */
const ENGINE_VERSION = '4';
/** The most characters of a wrong version that a refusal shows. */
const MAX_SHOWN_CHARACTERS = 40;

/**
 * Puts limits and a guard before every handler of `http`. `path`: Socket.IO's path, with a trailing slash. `upgrade` gets the WebSocket
 * requests for that path.
 */
export function filterRequests(
  http: HttpServer,
  path: string,
  upgrade: UpgradeHandler,
  { guard, admission, tasks }: Pick<ConnectionContext, 'guard' | 'admission' | 'tasks'>,
  logger: Logger,
): void {
  // For example, because no descriptors are left. Open connections are not affected.
  http.on('error', (error) => logger.warn(`a connection could not be accepted: ${error.message}`));
  // A TLS server reads requests from its encrypted sockets.
  http.on(
    http instanceof TlsServer ? 'secureConnection' : 'connection',
    guard.wrap(
      'a TCP connection',
      (tcp: TcpSocket) => admission.accept(tcp),
      (tcp) => tcp.destroy(),
      addressOf,
    ),
  );

  const handleRequest = detachListeners(http, 'request');
  const unansweredRequests = new WeakMap<TcpSocket, number>();
  const addUnanswered = (tcp: TcpSocket, change: 1 | -1): void =>
    void unansweredRequests.set(tcp, (unansweredRequests.get(tcp) ?? 0) + change);
  const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
    const { socket } = request;
    addUnanswered(socket, 1);
    response.once('close', () => addUnanswered(socket, -1));
    const problem = pathOf(request).startsWith(path) ? describeQueryProblem(request) : undefined;
    if (problem === undefined) handleRequest(request, response);
    else response.writeHead(400, { 'Content-Type': 'text/plain; charset=utf-8' }).end(problem);
  };
  http.on(
    'request',
    guard.wrap(
      'an HTTP request',
      onRequest,
      ({ socket }) => socket.destroy(),
      ({ socket }) => addressOf(socket),
    ),
  );

  // Includes Engine.IO's handler, which ignores other paths.
  const handleOtherUpgrade = detachListeners(http, 'upgrade');
  const guardedUpgrade = guard.wrap(
    'an upgrade',
    upgrade,
    (_, tcp) => tcp.destroy(),
    ({ socket }) => addressOf(socket),
  );
  const onUpgrade = (request: IncomingMessage, tcp: Duplex, head: Buffer): void => {
    // An error without a handler would end the process.
    tcp.on('error', () => tcp.destroy());
    // The response would overtake the responses to earlier requests. Well-behaved clients wait for those first.
    if ((unansweredRequests.get(request.socket) ?? 0) > 0) {
      tcp.destroy();
      return;
    }
    if (!pathOf(request).startsWith(path)) {
      handleOtherUpgrade(request, tcp, head);
      return;
    }
    admission.startClosing(request.socket);
    const problem = describeQueryProblem(request);
    if (problem !== undefined) refuse(tcp, '400 Bad Request', problem);
    else if (!admission.hasRoom)
      refuse(
        tcp,
        `503 Service Unavailable\r\nRetry-After: ${RETRY_AFTER_S}`,
        'this feed has reached its limit of clients',
      );
    else {
      admission.reserve(request.socket);
      const trimmed = trimRequest(request);
      tasks.run(() => {
        if (!tcp.destroyed) guardedUpgrade(trimmed, tcp, head);
        return UNITS.handshake;
      });
    }
  };
  http.on(
    'upgrade',
    guard.wrap(
      'an upgrade',
      onUpgrade,
      (_, tcp) => tcp.destroy(),
      ({ socket }) => addressOf(socket),
    ),
  );
}

/** The headers of a WebSocket request that Socket.IO, Engine.IO and ws read. */
const UPGRADE_HEADERS = ['upgrade', 'origin', 'sec-websocket-key', 'sec-websocket-version', 'sec-websocket-protocol'];

/**
 * Keeps only what Socket.IO, Engine.IO and ws read of a WebSocket request. They hold it for the lifetime of the connection, and this
 * saves 2 KB each.
 */
function trimRequest({ method, url, socket, headers }: IncomingMessage): IncomingMessage {
  const needed = Object.fromEntries(UPGRADE_HEADERS.map((name) => [name, headers[name]]));
  return { method, url, socket, connection: socket, headers: needed } as unknown as IncomingMessage;
}

/** Removes all listeners of `event`. Returns a function that calls them. */
function detachListeners(http: HttpServer, event: string): (...args: unknown[]) => void {
  const listeners = http.listeners(event) as ((...args: unknown[]) => void)[];
  http.removeAllListeners(event);
  return (...args) => {
    for (const listener of listeners) listener.apply(http, args);
  };
}

/**
 * Describes what is wrong with the query of a request to Engine.IO; undefined if nothing is. Parses it as Engine.IO does. A `sid` would
 * make Engine.IO move that session to this connection. For another version, it would open the WebSocket first and refuse afterwards.
 */
function describeQueryProblem(request: IncomingMessage): string | undefined {
  const query = new URL(request.url ?? '', 'http://feed').searchParams;
  if (query.has('sid')) return 'sid: expected none, since no connection can be moved to another';
  const version = query.getAll('EIO').at(-1);
  if (version === ENGINE_VERSION) return undefined;
  const found = version === undefined ? 'none' : JSON.stringify(version.slice(0, MAX_SHOWN_CHARACTERS));
  return `EIO: expected ${ENGINE_VERSION}, the version of Engine.IO that this feed speaks, found ${found}`;
}

function addressOf({ remoteAddress }: TcpSocket): LogFields {
  return { address: remoteAddress };
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '').split('?', 1)[0] ?? '';
}

function refuse(tcp: Duplex, status: string, message: string): void {
  const head = `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n`;
  tcp.end(`${head}Content-Length: ${Buffer.byteLength(message)}\r\n\r\n${message}`);
}
