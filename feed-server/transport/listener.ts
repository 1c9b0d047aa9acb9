// Accepts TCP connections for other processes and passes them on without reading from them.
import type { SendHandle } from 'node:child_process';
import { createServer, Socket, type Server } from 'node:net';

export type Listener = Server;
export type TcpConnection = Socket;

/**
 * Node's handle of a connection, as it is passed between processes. A process that receives a `Socket` starts reading from
 * it at once; with a handle it does not. Node's cluster module passes handles for the same reason.
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

/** The handle to send to another process; undefined if the connection has ended. The connection stays open here. */
export function handleOf(tcp: TcpConnection): TcpHandle | undefined {
  return (tcp as { readonly _handle?: TcpHandle | null })._handle ?? undefined;
}

/** The connection of a handle that came from another process. It starts reading when it gets a listener. */
export function connectionOf(handle: TcpHandle): TcpConnection {
  const options: unknown = { handle, readable: true, writable: true };
  return new Socket(options as ConstructorParameters<typeof Socket>[0]);
}
