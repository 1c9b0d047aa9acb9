// Accepts TCP connections on behalf of other processes, without reading from them.
import type { SendHandle } from 'node:child_process';
import { createServer, Socket, type Server } from 'node:net';

export type Listener = Server;
export type TcpConnection = Socket;

/**
 * Node's handle of a connection, which processes can pass on. A process that receives a `Socket` starts reading from it at once; with
 * a handle it does not. Node's cluster module passes handles for the same reason.
 */
export type TcpHandle = SendHandle & { close(): void };

/** Creates a server that does not listen yet. `onConnection`: gets each connection, paused. */
export function createListener(onConnection: (tcp: TcpConnection) => void): Listener {
  return createServer({ pauseOnConnect: true, noDelay: true }, (tcp) => {
    // A connection may be reset before it is handed over. Without a handler, the error would end the process.
    tcp.on('error', () => tcp.destroy());
    onConnection(tcp);
  });
}

/** The handle to send to another process; undefined if the connection has ended. The connection stays open here. */
export function handleOf(tcp: TcpConnection): TcpHandle | undefined {
  return (tcp as { readonly _handle?: TcpHandle | null })._handle ?? undefined;
}

/** Creates a connection from the handle that another process sent. It starts reading when it gets a listener. */
export function connectionOf(handle: TcpHandle): TcpConnection {
  const options: unknown = { handle, readable: true, writable: true };
  return new Socket(options as ConstructorParameters<typeof Socket>[0]);
}
