// The feed server's plain HTTP under its base path: the health endpoint and the dashboard's files.
import { createServer, ServerResponse, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo, Server as NetServer } from 'node:net';
import { HEALTH_PATH, SOCKET_PATH } from '../../proto/feed-address.ts';
import { PROTOCOL_VERSION } from '../../proto/messages.ts';
import type { ListenSettings } from '../options/settings.ts';
import type { DashboardFiles } from './dashboard-files.ts';
import { fileResponse } from './file-response.ts';

export type HttpServer = Server;

export interface HttpOptions {
  readonly version: string;
  readonly listen: Pick<ListenSettings, 'basePath'>;
  /** Undefined to serve no dashboard. */
  readonly dashboard: DashboardFiles | undefined;
}

/** Time limits for the headers and the whole request, and how often Node checks them. Well-behaved clients need far less. */
export const TIME_LIMITS = { headersTimeout: 10_000, requestTimeout: 15_000, connectionsCheckingInterval: 2_000 };
/** Ends connections without traffic, including those that do not read their response. WebSockets are exempt. */
const MAX_IDLE_MS = 30_000;
/** The most characters of a path that a response repeats. */
const MAX_SHOWN_CHARACTERS = 100;

/** `code` is EADDRINUSE, EACCES, EADDRNOTAVAIL or another system error code. */
export class ListenError extends Error {
  readonly code: string;

  constructor(code: string, message: string, cause: unknown) {
    super(message, { cause });
    this.name = 'ListenError';
    this.code = code;
  }
}

/** Creates an HTTP server that does not listen yet. */
export function createHttp(options: HttpOptions): HttpServer {
  const server = createServer(TIME_LIMITS, (request, response) => respond(request, response, options));
  server.timeout = MAX_IDLE_MS;
  server.on('upgrade', (request) => {
    const isForSocketIo = (request.url ?? '').startsWith(`${options.listen.basePath}${SOCKET_PATH}/`);
    if (!isForSocketIo) respondWithoutUpgrade(request, options);
  });
  return server;
}

/** Starts the time limits of a server that is handed its connections and does not listen: Node starts them on 'listening'. */
export function startTimeLimits(server: HttpServer): void {
  server.emit('listening');
}

/** The options that set the ports of the feed and of its admin API. */
export const PORT_OPTION = { flag: '--port', variable: 'PORT' };
export const ADMIN_PORT_OPTION = { flag: '--admin-port', variable: 'TAPEWIRE_ADMIN_PORT' };

/** Resolves with the port once it listens; `port` 0 takes any free one. @throws ListenError, which says how to choose another port */
export function listen(server: NetServer, port: number, host: string, option = PORT_OPTION): Promise<number> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException): void => {
      const code = error.code ?? 'unknown';
      reject(new ListenError(code, listenErrorText(code, port, host, option), error));
    };
    server.once('error', onError);
    server.listen(port, host, () => {
      server.off('error', onError);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function listenErrorText(code: string, port: number, host: string, { flag, variable }: typeof PORT_OPTION): string {
  if (code === 'ENOTFOUND' || code === 'EADDRNOTAVAIL')
    return `--host: expected an address of this machine, such as 127.0.0.1, found "${host}" (${code})`;
  if (code === 'EMFILE' || code === 'ENFILE')
    return `cannot listen on ${host}:${port}: too many files are open (${code}); "ulimit -n" raises the limit`;
  // The next port after a privileged one is usually privileged, too.
  const free = code === 'EACCES' || port === 65_535 ? 4_400 : port + 1;
  const why = code === 'EADDRINUSE' ? `port ${port} on ${host} is taken` : `cannot listen on ${host}:${port} (${code})`;
  return `${why}; choose another: ${flag} ${free}, or ${variable}=${free} in the environment`;
}

function respond(request: IncomingMessage, response: ServerResponse, options: HttpOptions): void {
  const { basePath } = options.listen;
  const { dashboard } = options;
  const { method = '', url = '/' } = request;
  // A request through a proxy may contain the whole URL (RFC 9112, section 3.2.2).
  const [rawPath = '', query] = url.replace(/^https?:\/\/[^/?]*/i, '').split(/\?(.*)/s);
  const path = decodePath(rawPath);
  if (method !== 'GET' && method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    sendText(request, response, 405, `Expected GET or HEAD, found ${method}\n`);
  } else if (path === `${basePath}${HEALTH_PATH}`) sendHealth(request, response, 200, identity(options));
  else if (path === basePath && basePath !== '') {
    // Relative, so that it also works behind a proxy that adds a prefix.
    const [folder = ''] = basePath.split('/').slice(-1);
    response.setHeader('Location', `${folder}/${query === undefined ? '' : `?${query}`}`);
    sendText(request, response, 308, `Moved to ${basePath}/\n`);
  } else {
    const name = path?.startsWith(`${basePath}/`) === true ? path.slice(basePath.length + 1) : undefined;
    const file = name === undefined ? undefined : dashboard?.get(name === '' ? 'index.html' : name);
    if (file) {
      const { status, headers, body } = fileResponse(file, request.headers);
      response.writeHead(status, headers);
      response.end(method === 'HEAD' ? undefined : body);
    } else if (path?.endsWith(HEALTH_PATH) === true)
      // The client has found the server, but not its base path.
      sendHealth(request, response, 404, { ...identity(options), feed: relativePath(path, `${basePath}/`) });
    else sendText(request, response, 404, notFoundText(rawPath, options));
  }
}

/** Answers an upgrade request for another path as if it asked for no upgrade: Java's client asks for HTTP/2 this way. */
function respondWithoutUpgrade(request: IncomingMessage, options: HttpOptions): void {
  const { socket } = request;
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  socket.on('error', () => socket.destroy());
  response.assignSocket(socket);
  response.once('finish', () => socket.destroySoon());
  respond(request, response, options);
}

function identity({ version }: HttpOptions): { readonly tapewire: string; readonly protocol: number } {
  return { tapewire: version, protocol: PROTOCOL_VERSION };
}

/** The path from "/other/healthz" to "/ticker/" is "../ticker/": relative, since a proxy may have stripped a prefix. */
function relativePath(path: string, folder: string): string {
  return `${'../'.repeat(path.split('/').length - 2)}${folder.slice(1)}` || './';
}

/** Pages of every origin may read it, to find out why they cannot connect. */
function sendHealth(request: IncomingMessage, response: ServerResponse, status: number, body: object): void {
  response.setHeader('Access-Control-Allow-Origin', '*');
  send(request, response, status, 'application/json', `${JSON.stringify(body)}\n`);
}

function sendText(request: IncomingMessage, response: ServerResponse, status: number, text: string): void {
  send(request, response, status, 'text/plain; charset=utf-8', text);
}

function send(request: IncomingMessage, response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, {
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    // The rest of the body will not be read.
    ...(!request.complete && request.method !== 'GET' && request.method !== 'HEAD' && { Connection: 'close' }),
  });
  response.end(request.method === 'HEAD' ? undefined : text);
}

function notFoundText(rawPath: string, { version, listen: { basePath }, dashboard }: HttpOptions): string {
  const shownPath = rawPath.length > MAX_SHOWN_CHARACTERS ? `${rawPath.slice(0, MAX_SHOWN_CHARACTERS)}…` : rawPath;
  const paths = [
    ...(dashboard ? [`the dashboard at ${basePath}/`] : []),
    `Socket.IO at ${basePath}${SOCKET_PATH}/`,
    `its health at ${basePath}${HEALTH_PATH}`,
  ];
  return `There is nothing at ${shownPath}. This is a Tapewire feed server (${version}), with ${paths.join(', ')}\n`;
}

/** Undefined if the path is invalid. */
function decodePath(rawPath: string): string | undefined {
  try {
    return decodeURIComponent(rawPath);
  } catch {
    return undefined;
  }
}
