// The WebSocket server that Engine.IO uses: it delivers one message in a turn of the event loop. The only file that imports ws.
import type { IncomingMessage } from 'node:http';
import type { Socket as TcpSocket } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type ServerOptions, type WebSocket } from 'ws';
import { Intake } from './intake.ts';

/** Most fragments of a message, and most chunks of a frame. The longest message takes about a hundred network packets. */
const MAX_PARTS = 1_024;
/** How long a client may take to answer a close frame. */
const CLOSE_LIMIT_MS = 5_000;

/** A class for Engine.IO's `wsEngine`. `opened` is called with every WebSocket before Engine.IO gets it. */
export function webSocketEngine(opened: (tcp: TcpSocket, intake: Intake) => void): typeof WebSocketServer {
  return class extends WebSocketServer {
    constructor(options: ServerOptions) {
      super({
        ...options,
        // Delivers the next message in the next turn, and reads nothing more from the socket until then.
        allowSynchronousEvents: false,
        // A pong would wait for every ping, even if the client does not read.
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
