// The entrance of the server: checks HTTP requests, and upgrades to WebSockets, before any other handler gets them.
import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http';
import type { Socket as TcpSocket } from 'node:net';
import type { Duplex } from 'node:stream';
import { Server as TlsServer } from 'node:tls';
import { UNITS } from '../delivery/budget.ts';
import type { LogFields, Logger } from '../logging/logger.ts';
import type { Shared } from './socket-context.ts';

/** Makes a WebSocket of a connection that asks for one. Engine.IO has one. */
export type UpgradeHandler = (request: IncomingMessage, tcp: Duplex, head: Buffer) => void;

/** When a client that found no room should try again, in seconds. */
const RETRY_AFTER_S = 5;
/** The version of Engine.IO's protocol that Socket.IO 3 and 4 use. */
const ENGINE_VERSION = '4';
/** Most characters of a wrong version that its refusal shows. */
const MAX_SHOWN = 40;

/**
 * Puts limits and a guard before every handler of `http`. `path`: where Socket.IO is, with a slash at the end. `upgrade` gets the
 * requests for a WebSocket there.
 */
export function guardHttp(
  http: HttpServer,
  path: string,
  upgrade: UpgradeHandler,
  { guard, admission, turns }: Pick<Shared, 'guard' | 'admission' | 'turns'>,
  logger: Logger,
): void {
  // For example because no descriptors are left. Open connections stay.
  http.on('error', (error) => logger.warn(`a connection could not be accepted: ${error.message}`));
  // Requests of a TLS server are read from its encrypted sockets.
  http.on(
    http instanceof TlsServer ? 'secureConnection' : 'connection',
    guard.wrap(
      'a TCP connection',
      (tcp: TcpSocket) => admission.accept(tcp),
      (tcp) => tcp.destroy(),
      addressOf,
    ),
  );

  const requested = takeListeners(http, 'request');
  const unanswered = new WeakMap<TcpSocket, number>();
  const count = (tcp: TcpSocket, change: 1 | -1): void => void unanswered.set(tcp, (unanswered.get(tcp) ?? 0) + change);
  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    const { socket } = request;
    count(socket, 1);
    response.once('close', () => count(socket, -1));
    const problem = pathOf(request).startsWith(path) ? problemOf(request) : undefined;
    if (problem === undefined) requested(request, response);
    else response.writeHead(400, { 'Content-Type': 'text/plain; charset=utf-8' }).end(problem);
  };
  http.on(
    'request',
    guard.wrap(
      'an HTTP request',
      serve,
      ({ socket }) => socket.destroy(),
      ({ socket }) => addressOf(socket),
    ),
  );

  // Engine.IO's handler is among them. It ignores other paths.
  const upgraded = takeListeners(http, 'upgrade');
  const open = guard.wrap(
    'an upgrade',
    upgrade,
    (_, tcp) => tcp.destroy(),
    ({ socket }) => addressOf(socket),
  );
  const enter = (request: IncomingMessage, tcp: Duplex, head: Buffer): void => {
    // Until another handler takes over.
    tcp.on('error', () => tcp.destroy());
    // The answer would overtake those to earlier requests. No honest client asks before it has them.
    if ((unanswered.get(request.socket) ?? 0) > 0) {
      tcp.destroy();
      return;
    }
    if (!pathOf(request).startsWith(path)) {
      upgraded(request, tcp, head);
      return;
    }
    admission.leave(request.socket);
    const problem = problemOf(request);
    if (problem !== undefined) refuse(tcp, '400 Bad Request', problem);
    else if (!admission.hasRoom)
      refuse(
        tcp,
        `503 Service Unavailable\r\nRetry-After: ${RETRY_AFTER_S}`,
        'this feed has no room for another client',
      );
    else {
      admission.reserve(request.socket);
      const kept = essenceOf(request);
      turns.take(() => {
        if (!tcp.destroyed) open(kept, tcp, head);
        return UNITS.handshake;
      });
    }
  };
  http.on(
    'upgrade',
    guard.wrap(
      'an upgrade',
      enter,
      (_, tcp) => tcp.destroy(),
      ({ socket }) => addressOf(socket),
    ),
  );
}

/** Of a request for a WebSocket, the headers that the libraries read. */
const READ_HEADERS = ['upgrade', 'origin', 'sec-websocket-key', 'sec-websocket-version', 'sec-websocket-protocol'];

/**
 * All that Socket.IO, Engine.IO and ws read of a request for a WebSocket. They keep it for as long as the connection lasts, and
 * this takes 2 KB less than the request.
 */
function essenceOf({ method, url, socket, headers }: IncomingMessage): IncomingMessage {
  const read = Object.fromEntries(READ_HEADERS.map((name) => [name, headers[name]]));
  return { method, url, socket, connection: socket, headers: read } as unknown as IncomingMessage;
}

/** Removes all listeners of `event`. Returns a function that calls them. */
function takeListeners(http: HttpServer, event: string): (...args: unknown[]) => void {
  const listeners = http.listeners(event) as ((...args: unknown[]) => void)[];
  http.removeAllListeners(event);
  return (...args) => {
    for (const listener of listeners) listener.apply(http, args);
  };
}

/**
 * What is wrong with the query of a request to Engine.IO, read as Engine.IO reads it. With a `sid` it would move the connection
 * of that session to this one. For another version it would open the WebSocket first and then write its refusal into it.
 */
function problemOf(request: IncomingMessage): string | undefined {
  const query = new URL(request.url ?? '', 'http://feed').searchParams;
  if (query.has('sid')) return 'sid: expected none, since no connection can be moved to another';
  const version = query.getAll('EIO').at(-1);
  if (version === ENGINE_VERSION) return undefined;
  const found = version === undefined ? 'none' : JSON.stringify(version.slice(0, MAX_SHOWN));
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
