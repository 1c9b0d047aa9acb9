// What the feed server says over plain HTTP: whether it is well, and the dashboard's files.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Server as NetServer } from 'node:net';
import sirv from 'sirv';

/** The dashboard may talk to any feed a user names; everything else comes from where the page does. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self' http: https: ws: wss:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export type HttpServer = Server;

/** `code` is EADDRINUSE, EACCES, EADDRNOTAVAIL or what else the system says. */
export class ListenError extends Error {
  readonly code: string;

  constructor(code: string, message: string, cause: unknown) {
    super(message, { cause });
    this.name = 'ListenError';
    this.code = code;
  }
}

/** An HTTP server that is not listening yet. `dashboard`: the folder of the built renderer, undefined to serve none. */
export function createHttp(dashboard: string | undefined): HttpServer {
  const files = dashboard === undefined ? undefined : sirv(dashboard, { setHeaders });
  return createServer((request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0];
    if (path === '/healthz') answer(request, response, 200, 'ok\n');
    else if (files) files(request, response, () => answer(request, response, 404, 'not found\n'));
    else answer(request, response, 404, 'This is a Tapewire feed server; it speaks Socket.IO at /socket.io\n');
  });
}

/** Resolves with the port once it listens; `port` 0 takes any. @throws ListenError */
export function listen(server: NetServer, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const refused = (error: NodeJS.ErrnoException): void => {
      const code = error.code ?? 'unknown';
      reject(new ListenError(code, whyNot(code, port, host), error));
    };
    server.once('error', refused);
    server.listen(port, host, () => {
      server.off('error', refused);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function whyNot(code: string, port: number, host: string): string {
  if (code === 'ENOTFOUND' || code === 'EADDRNOTAVAIL')
    return `--host: expected an address of this machine, such as 127.0.0.1, found "${host}" (${code})`;
  const free = port < 65_535 ? port + 1 : 4_400;
  const why = code === 'EADDRINUSE' ? `port ${port} on ${host} is taken` : `cannot listen on ${host}:${port} (${code})`;
  return `${why}; choose another: --port ${free}, or PORT=${free} in the environment`;
}

function setHeaders(response: ServerResponse): void {
  response.setHeader('Content-Security-Policy', CONTENT_SECURITY_POLICY);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
}

function answer(request: IncomingMessage, response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'X-Content-Type-Options': 'nosniff' });
  response.end(request.method === 'HEAD' ? undefined : text);
}
