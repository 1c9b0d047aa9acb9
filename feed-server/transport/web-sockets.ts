// The WebSocket server for Engine.IO, which delivers one message per turn of the event loop. The only file that imports ws.
import type { IncomingMessage } from 'node:http';
import type { Socket as TcpSocket } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type ServerOptions, type WebSocket } from 'ws';
import { ReadLimiter } from './read-limiter.ts';

/** The most fragments of a message, and the most chunks of a frame. The longest message takes about a hundred network packets. */
const MAX_PARTS = 1_024;
/** How long a client may take to answer a close frame. */
const CLOSE_LIMIT_MS = 5_000;

/** Returns a class for Engine.IO's `wsEngine`. `onOpen` is called with every WebSocket before Engine.IO gets it. */
export function webSocketEngine(onOpen: (tcp: TcpSocket, readLimiter: ReadLimiter) => void): typeof WebSocketServer {
  return class extends WebSocketServer {
    constructor(options: ServerOptions) {
      super({
        ...options,
        // Delivers the next message in the next turn, and stops reading from the socket until then.
        allowSynchronousEvents: false,
        // ws would queue a pong for every ping, even if the client does not read.
        autoPong: false,
        maxFragments: MAX_PARTS,
        maxBufferedChunks: MAX_PARTS,
        closeTimeout: CLOSE_LIMIT_MS,
      } as ServerOptions);
    }

    override handleUpgrade(
      request: IncomingMessage,
      tcp: Duplex,
      head: Buffer,
      done: (webSocket: WebSocket, request: IncomingMessage) => void,
    ): void {
      super.handleUpgrade(request, tcp, head, (webSocket, upgraded) => {
        onOpen(upgraded.socket, new ReadLimiter(webSocket, upgraded.socket));
        done(webSocket, upgraded);
      });
    }
  } as typeof WebSocketServer;
}
