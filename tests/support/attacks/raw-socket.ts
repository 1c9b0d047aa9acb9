// An attacker's WebSocket: sends arbitrary bytes, and may stop reading.
import { connect, type Socket } from 'node:net';
import { clientFrame, FrameParser, OPCODE } from '../../../bench/wire/frames.ts';
import { within } from '../time/until.ts';

const END_OF_HEAD = '\r\n\r\n';
const PATH = '/socket.io/?EIO=4&transport=websocket';

/** A server that accepts no bytes for this long has stopped reading. Shorter than the server's shortest pause. */
const STALL_MS = 400;

/** How a flood ended: the server closed the connection, stopped reading, or accepted everything. */
export type FloodEnd = 'closed' | 'stalled' | 'sent';

export class RawSocket {
  readonly tcp: Socket;
  /** Text messages received so far. */
  readonly texts: string[] = [];
  /** The status line of the response to the upgrade: "HTTP/1.1 101 Switching Protocols". */
  status = '';
  readonly closed: Promise<void>;
  #isClosed = false;
  #head = '';
  #onChange: () => void = () => undefined;
  readonly #parser = new FrameParser((opcode, payload) => {
    if (opcode === OPCODE.text) this.texts.push(payload.toString());
    else if (opcode === OPCODE.close) this.tcp.end();
  });

  constructor(port: number, path = PATH) {
    this.tcp = connect({ port, host: '127.0.0.1', noDelay: true });
    this.closed = new Promise((resolve) => this.tcp.once('close', () => resolve()));
    void this.closed.then(() => {
      this.#isClosed = true;
      this.#onChange();
    });
    this.tcp.on('error', () => undefined);
    this.tcp.on('data', (bytes) => this.#read(bytes));
    this.tcp.write(
      `GET ${path} HTTP/1.1\r\nHost: feed\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==${END_OF_HEAD}`,
    );
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Resolves once `condition` holds, checked after every message; rejects if the connection ends first. */
  until(description: string, condition: () => boolean): Promise<void> {
    const met = new Promise<void>((resolve, reject) => {
      this.#onChange = () => {
        if (condition()) resolve();
        else if (this.#isClosed) reject(new Error(`the connection ended before ${description}`));
      };
      this.#onChange();
    });
    return within(description, met);
  }

  text(text: string): void {
    this.tcp.write(clientFrame(OPCODE.text, Buffer.from(text)));
  }

  binary(payload: Uint8Array): void {
    this.tcp.write(clientFrame(OPCODE.binary, payload));
  }

  stopReading(): void {
    this.tcp.pause();
  }

  /** Writes `bytes` `times` times, as fast as the server accepts them, until it closes the connection or stops reading. */
  async flood(bytes: Buffer, times: number): Promise<FloodEnd> {
    for (let i = 0; i < times; i++) {
      if (this.#isClosed) return 'closed';
      if (!this.tcp.write(bytes) && !(await this.#acceptsMore())) return 'stalled';
    }
    return this.#isClosed ? 'closed' : 'sent';
  }

  destroy(): void {
    this.tcp.destroy();
  }

  /** Resolves with true once the server accepts more bytes or closes the connection, with false if it has stopped reading. */
  #acceptsMore(): Promise<boolean> {
    return new Promise((resolve) => {
      const { tcp } = this;
      const settle = (accepts: boolean): void => {
        clearTimeout(timer);
        tcp.off('drain', onDrain).off('close', onDrain);
        resolve(accepts);
      };
      const onDrain = (): void => settle(true);
      const timer = setTimeout(() => settle(false), STALL_MS);
      tcp.once('drain', onDrain).once('close', onDrain);
    });
  }

  #read(bytes: Buffer): void {
    if (this.status === '') {
      this.#head += bytes.toString('latin1');
      const end = this.#head.indexOf(END_OF_HEAD);
      if (end < 0) return;
      this.status = this.#head.slice(0, this.#head.indexOf('\r\n'));
      if (this.status.startsWith('HTTP/1.1 101'))
        this.#parser.push(Buffer.from(this.#head.slice(end + END_OF_HEAD.length), 'latin1'));
    } else if (this.status.startsWith('HTTP/1.1 101')) this.#parser.push(bytes);
    this.#onChange();
  }
}

/** Opens a socket. Resolves once Engine.IO has opened it, before the Socket.IO CONNECT. */
export async function openSocket(port: number): Promise<RawSocket> {
  const socket = new RawSocket(port);
  await socket.until('an open WebSocket', () => socket.texts.length > 0);
  return socket;
}

/** Opens a socket. Resolves once Socket.IO has connected it. */
export async function connectedSocket(port: number): Promise<RawSocket> {
  const socket = await openSocket(port);
  socket.text('40{"protocol":2}');
  await socket.until('a connection', () => socket.texts.some((text) => text.startsWith('40')));
  return socket;
}

/** The two frames of a Socket.IO event with one binary payload and an acknowledgement id. */
export function requestFrames(event: string, payload: Uint8Array, id = 1): Buffer {
  const head = `451-${id}${JSON.stringify([event, { _placeholder: true, num: 0 }])}`;
  return Buffer.concat([clientFrame(OPCODE.text, Buffer.from(head)), clientFrame(OPCODE.binary, payload)]);
}
