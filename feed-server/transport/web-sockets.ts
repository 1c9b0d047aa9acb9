// WebSockets as Engine.IO is to use them: one message in a turn of the event loop. The one file that imports ws.
import type { IncomingMessage } from 'node:http';
import type { Socket as TcpSocket } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type ServerOptions, type WebSocket } from 'ws';
import { Intake } from './intake.ts';

/** Fragments of a message and chunks of a frame: the longest message takes a hundred packets of the network. */
const MAX_PARTS = 1_024;
/** How long a client may take to answer a close frame. */
const CLOSE_LIMIT_MS = 5_000;

/** A class for Engine.IO's `wsEngine`. `opened` is called with every WebSocket before Engine.IO gets it. */
export function webSocketEngine(opened: (tcp: TcpSocket, intake: Intake) => void): typeof WebSocketServer {
  return class extends WebSocketServer {
    constructor(options: ServerOptions) {
      super({
        ...options,
        // The next message is taken in the next turn; meanwhile the socket is not read, beyond what Node has buffered.
        allowSynchronousEvents: false,
        // Every ping would have a pong waiting for it, whether or not the client reads.
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
      super.handleUpgrade(request, tcp, head, (webSocket, of) => {
        opened(of.socket, new Intake(webSocket, of.socket));
        done(webSocket, of);
      });
    }
  } as typeof WebSocketServer;
}
