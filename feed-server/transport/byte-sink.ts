// Writes the bytes of events to a connection: straight to the operating system for plain TCP, through the stream otherwise.
import { writeSync } from 'node:fs';
import { Socket } from 'node:net';

/** Writes the bytes of one connection's events. */
export interface ByteSink {
  readonly tcp: Socket;
  /** Bytes written directly to the operating system. The socket does not count them. */
  readonly directBytes: number;
  /** Whether the operating system has accepted everything written here. */
  readonly isIdle: boolean;
  /** Writes the bytes from `start` to `end`. The caller may overwrite them afterwards. */
  write(bytes: Buffer, start: number, end: number): void;
}

/** `onIdle` is called when the operating system has accepted everything that it did not accept at once. */
export function createByteSink(tcp: Socket, onIdle: () => void): ByteSink {
  return isPlainTcp(tcp) ? new DirectSink(tcp, onIdle) : new StreamSink(tcp, onIdle);
}

/** An encrypted socket has another class, and the descriptor in its handle is that of the raw connection. */
function isPlainTcp(tcp: Socket): boolean {
  return Object.getPrototypeOf(tcp) === Socket.prototype;
}

/** Writes through Node's stream, which works for every kind of socket. */
export class StreamSink implements ByteSink {
  readonly tcp: Socket;
  directBytes = 0;
  /** The number of writes that the socket has not finished. */
  #pendingWrites = 0;
  readonly #onWritten: () => void;

  constructor(tcp: Socket, onIdle: () => void) {
    this.tcp = tcp;
    this.#onWritten = () => {
      if (--this.#pendingWrites === 0) onIdle();
    };
  }

  get isIdle(): boolean {
    return this.#pendingWrites === 0;
  }

  write(bytes: Buffer, start: number, end: number): void {
    this.#pendingWrites++;
    // A copy: bytes that wait for a slow reader must not keep the shared buffer alive.
    this.tcp.write(Buffer.from(bytes.subarray(start, end)), this.#onWritten);
  }
}

/** An undeclared property of Node's sockets; null once closed. Windows has no descriptor. */
interface WithHandle {
  readonly _handle?: { readonly fd?: number } | null;
}

/**
 * Writes to the descriptor, which nearly always accepts everything; the stream gets the rest. The stream adds half the cost of the
 * write itself: it touches a dozen objects of one connection, none of which is in the processor's cache after thousands of other
 * connections. Only for plain TCP: on an encrypted socket this would put plaintext on the wire.
 */
export class DirectSink extends StreamSink {
  readonly #handle: WithHandle['_handle'];
  readonly #fd: number;

  constructor(tcp: Socket, onIdle: () => void) {
    super(tcp, onIdle);
    this.#handle = (tcp as WithHandle)._handle;
    this.#fd = this.#handle?.fd ?? -1;
  }

  override write(bytes: Buffer, start: number, end: number): void {
    const writtenBytes = this.#writeDirectly(bytes, start, end);
    this.directBytes += writtenBytes;
    if (start + writtenBytes < end) super.write(bytes, start + writtenBytes, end);
  }

  /** Returns the number of bytes that the operating system accepted: 0 while earlier bytes wait, or without a descriptor. */
  #writeDirectly(bytes: Buffer, start: number, end: number): number {
    const { tcp } = this;
    // The descriptor of a closed socket may have been reused.
    if (this.#fd < 0 || (tcp as WithHandle)._handle !== this.#handle || tcp.writableLength > 0) return 0;
    try {
      return writeSync(this.#fd, bytes, start, end - start);
    } catch {
      // The socket buffer is full or the connection is broken. The stream finds out which, and reports it as usual.
      return 0;
    }
  }
}
