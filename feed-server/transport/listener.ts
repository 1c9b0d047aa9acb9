// Accepts TCP connections for others to serve, without reading from them.
import { createServer, type Server, type Socket } from 'node:net';

export type Listener = Server;
export type TcpConnection = Socket;

/** A server that is not listening yet. `hand`: gets each connection, paused. */
export function createListener(hand: (tcp: TcpConnection) => void): Listener {
  return createServer({ pauseOnConnect: true, noDelay: true }, (tcp) => {
    // One that is reset before it is handed over has nobody who would hear of it.
    tcp.on('error', () => tcp.destroy());
    hand(tcp);
  });
}
