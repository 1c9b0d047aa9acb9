// A reverse proxy in front of a feed server, like nginx. It keeps or strips a path, with or without WebSocket support.
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { addCleanup } from '../time/cleanup.ts';

const HOST = '127.0.0.1';

export interface PathProxyOptions {
  /** The feed server's port. */
  readonly port: number;
  /** "/ticker" */
  readonly path: string;
  /** Whether to keep the path in requests to the feed server. */
  readonly keepsPath: boolean;
  /** Whether to forward WebSocket upgrades. */
  readonly forwardsUpgrades?: boolean;
}

export class PathProxy {
  /** The feed's address behind the proxy: http://host:port/ticker. */
  readonly url: string;
  readonly origin: string;

  private constructor(origin: string, path: string) {
    this.origin = origin;
    this.url = origin + path;
  }

  /** Closed after the test, or after the file's last test. */
  static async start(options: PathProxyOptions): Promise<PathProxy> {
    const { forwardsUpgrades = true } = options;
    const sockets = new Set<Socket>();
    const server = createServer((incoming, response) => forward(incoming, response, options));
    server.on('connection', (tcp) => {
      sockets.add(tcp);
      tcp.once('close', () => sockets.delete(tcp));
    });
    if (forwardsUpgrades)
      server.on('upgrade', (incoming: IncomingMessage, client: Socket) => tunnel(incoming, client, options));
    await new Promise<void>((resolve) => server.listen(0, HOST, resolve));
    addCleanup(() => {
      for (const tcp of sockets) tcp.destroy();
      return new Promise((resolve) => server.close(resolve));
    });
    return new PathProxy(`http://${HOST}:${(server.address() as AddressInfo).port}`, options.path);
  }
}

/** The request target for the feed server; undefined if the request is not below the path. */
function targetOf({ url = '/' }: IncomingMessage, { path, keepsPath }: PathProxyOptions): string | undefined {
  const isBelow = url.startsWith(`${path}/`) || url === path;
  if (!isBelow) return undefined;
  return keepsPath ? url : url.slice(path.length);
}

function forward(incoming: IncomingMessage, response: ServerResponse, options: PathProxyOptions): void {
  const target = targetOf(incoming, options);
  // Redirects to the path with a slash at its end, as nginx does.
  if (target === '') response.writeHead(301, { Location: `${options.path}/` }).end();
  else if (target === undefined) response.writeHead(404, { 'Content-Type': 'text/html' }).end('<h1>404</h1>');
  else {
    const forwarded = Object.entries(incoming.headers).filter(([name]) => name !== 'connection' && name !== 'upgrade');
    const headers = Object.fromEntries(forwarded);
    const to = { host: HOST, port: options.port, path: target, method: incoming.method, headers, agent: false };
    const outgoing = request(to, (feedResponse) => {
      response.writeHead(feedResponse.statusCode ?? 502, feedResponse.headers);
      feedResponse.pipe(response);
    });
    outgoing.on('error', () => response.writeHead(502).end());
    incoming.pipe(outgoing);
  }
}

function tunnel(incoming: IncomingMessage, client: Socket, options: PathProxyOptions): void {
  const target = targetOf(incoming, options);
  if (target === undefined) {
    client.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
    return;
  }
  const feed = connect({ host: HOST, port: options.port, noDelay: true }, () => {
    const headers = Object.entries(incoming.headers).map(([name, value]) => `${name}: ${String(value)}`);
    feed.write([`GET ${target} HTTP/1.1`, ...headers, '', ''].join('\r\n'));
    feed.pipe(client).pipe(feed);
  });
  for (const [from, to] of [
    [client, feed],
    [feed, client],
  ] as const) {
    from.on('error', () => undefined);
    from.on('close', () => to.destroy());
  }
}
