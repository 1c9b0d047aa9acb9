// Accepts TCP connections that other processes serve, and carries them from one process to another without reading from them.
import type { SendHandle } from 'node:child_process';
import { createServer, Socket, type Server } from 'node:net';

export type Listener = Server;
export type TcpConnection = Socket;

/**
 * The system's end of a connection, as it travels between processes. A `Socket` would do, too, but the process that
 * receives one reads from it at once. Node's own cluster module passes the bare handle for the same reason.
 */
export type TcpHandle = SendHandle & { close(): void };

/** A server that is not listening yet. `hand`: gets each connection, paused. */
export function createListener(hand: (tcp: TcpConnection) => void): Listener {
  return createServer({ pauseOnConnect: true, noDelay: true }, (tcp) => {
    // Nobody else listens for the error of a connection that is reset before it is handed over.
    tcp.on('error', () => tcp.destroy());
    hand(tcp);
  });
}

/** What to send another process; undefined where the connection has ended. The connection itself stays open here. */
export function handleOf(tcp: TcpConnection): TcpHandle | undefined {
  return (tcp as { readonly _handle?: TcpHandle | null })._handle ?? undefined;
}

/** The connection behind a handle that came from another process. It reads once somebody listens. */
export function connectionOf(handle: TcpHandle): TcpConnection {
  const options: unknown = { handle, readable: true, writable: true };
  return new Socket(options as ConstructorParameters<typeof Socket>[0]);
}
