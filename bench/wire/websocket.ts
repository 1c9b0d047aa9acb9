// A WebSocket client for loads with thousands of connections in one process, without a buffer, stream or emitter per
// connection.
import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { now } from './wall-clock.ts';
import { clientFrame, FrameParser, OPCODE } from './frames.ts';

/** Maximum number of connections per local address: well below the number of ephemeral ports. */
const CONNECTIONS_PER_ADDRESS = 20_000;
const END_OF_HEAD = '\r\n\r\n';

export interface Target {
  readonly port: number;
  /** With its query: "/socket.io/?EIO=4&transport=websocket". */
  readonly path: string;
  /** Local address to connect from; undefined lets the system choose. */
  readonly localAddress: string | undefined;
}

export interface WebSocketEvents {
  opened(): void;
  /** `payload` is valid until the call returns. */
  message(opcode: number, payload: Buffer): void;
  /** Called once, but not after `destroy`. */
  closed(reason: string): void;
}

/** The local address for the connection with this number, from 0, so that the ports of one address suffice. */
export function localAddressOf(connection: number): string | undefined {
  const address = Math.floor(connection / CONNECTIONS_PER_ADDRESS);
  return address === 0 ? undefined : `127.0.0.${1 + address}`;
}

/** Shared read buffer of all sockets: data is consumed or copied before the next read. */
const readBuffer = Buffer.allocUnsafeSlow(256 * 1024);

export class WebSocketClient {
  /** Arrival time of the data being processed, milliseconds since 1970-01-01 UTC. */
  receivedAt = 0;
  /** Bytes received, including the handshake. */
  bytesReceived = 0;
  readonly #socket: Socket;
  readonly #events: WebSocketEvents;
  readonly #parser: FrameParser;
  #state: { readonly kind: 'opening'; readonly head: string } | { readonly kind: 'open' | 'closed' } = {
    kind: 'opening',
    head: '',
  };

  constructor({ port, path, localAddress }: Target, events: WebSocketEvents) {
    this.#events = events;
    this.#parser = new FrameParser((opcode, payload) => this.#message(opcode, payload));
    this.#socket = connect({
      host: '127.0.0.1',
      port,
      ...(localAddress !== undefined && { localAddress }),
      noDelay: true,
      onread: {
        buffer: readBuffer,
        callback: (length) => {
          this.#read(readBuffer.subarray(0, length));
          return true;
        },
      },
    });
    this.#socket.once('connect', () => this.#requestUpgrade(port, path));
    this.#socket.once('error', (error) => this.#close(error.message));
    this.#socket.once('close', () => this.#close('the connection ended'));
  }

  sendText(text: string): void {
    this.#socket.write(clientFrame(OPCODE.text, Buffer.from(text)));
  }

  sendBinary(payload: Uint8Array): void {
    this.#socket.write(clientFrame(OPCODE.binary, payload));
  }

  /** Stops reading until `resume`: data then fills the system's buffers, then the sender's. */
  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  /** Cuts the connection abruptly. */
  destroy(): void {
    this.#state = { kind: 'closed' };
    this.#socket.destroy();
  }

  #requestUpgrade(port: number, path: string): void {
    const lines = [
      `GET ${path} HTTP/1.1`,
      `Host: 127.0.0.1:${port}`,
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Version: 13',
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    ];
    this.#socket.write(lines.join('\r\n') + END_OF_HEAD);
  }

  #read(bytes: Buffer): void {
    this.receivedAt = now();
    this.bytesReceived += bytes.length;
    try {
      if (this.#state.kind === 'open') this.#parser.push(bytes);
      else if (this.#state.kind === 'opening') this.#readHead(this.#state.head, bytes);
    } catch (error) {
      this.#close(error instanceof Error ? error.message : String(error));
    }
  }

  #readHead(before: string, bytes: Buffer): void {
    const head = before + bytes.toString('latin1');
    const end = head.indexOf(END_OF_HEAD);
    if (end < 0) {
      this.#state = { kind: 'opening', head };
      return;
    }
    const [status = ''] = head.split('\r\n', 1);
    if (!status.startsWith('HTTP/1.1 101 ')) throw new Error(`handshake: expected HTTP/1.1 101, found "${status}"`);
    this.#state = { kind: 'open' };
    this.#events.opened();
    this.#parser.push(bytes.subarray(end + END_OF_HEAD.length - before.length));
  }

  #message(opcode: number, payload: Buffer): void {
    if (this.#state.kind === 'closed') return;
    if (opcode === OPCODE.ping) this.#socket.write(clientFrame(OPCODE.pong, payload));
    else if (opcode === OPCODE.close) this.#close(`the server closed it with code ${closeCode(payload)}`);
    else if (opcode !== OPCODE.pong) this.#events.message(opcode, payload);
  }

  #close(reason: string): void {
    if (this.#state.kind === 'closed') return;
    this.destroy();
    this.#events.closed(reason);
  }
}

function closeCode(payload: Buffer): number {
  return payload.length < 2 ? 1_005 : payload.readUInt16BE(0);
}
