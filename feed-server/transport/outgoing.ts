// How the bytes of events leave this process: straight to the system for plain TCP sockets, through the stream for all others.
import { writeSync } from 'node:fs';
import { Socket } from 'node:net';

/** Where the events of one connection go. */
export interface Outgoing {
  readonly tcp: Socket;
  /** Bytes that the system took directly. The socket does not count them. */
  readonly taken: number;
  /** Whether nothing that was written here waits for the system. */
  readonly isFree: boolean;
  /** Writes the bytes from `start` to `end`, which may be overwritten afterwards. */
  write(bytes: Buffer, start: number, end: number): void;
}

/** `written` is called once everything that the system did not take at once has left this process. */
export function outgoingTo(tcp: Socket, written: () => void): Outgoing {
  return isPlainTcp(tcp) ? new DirectOutgoing(tcp, written) : new StreamOutgoing(tcp, written);
}

/** An encrypted socket is of another class, and the descriptor in its handle is that of the raw connection. */
function isPlainTcp(tcp: Socket): boolean {
  return Object.getPrototypeOf(tcp) === Socket.prototype;
}

/** Writes to the stream that Node keeps for every socket. Right for every kind of socket. */
export class StreamOutgoing implements Outgoing {
  readonly tcp: Socket;
  taken = 0;
  /** Writes that the socket has not finished. */
  #waiting = 0;
  readonly #written: () => void;

  constructor(tcp: Socket, written: () => void) {
    this.tcp = tcp;
    this.#written = () => {
      if (--this.#waiting === 0) written();
    };
  }

  get isFree(): boolean {
    return this.#waiting === 0;
  }

  write(bytes: Buffer, start: number, end: number): void {
    this.#waiting++;
    // A copy: what waits for one slow reader must not hold on to everybody's bytes.
    this.tcp.write(Buffer.from(bytes.subarray(start, end)), this.#written);
  }
}

/** What Node's sockets have and do not declare; null once closed. There is no descriptor on Windows. */
interface WithHandle {
  readonly _handle?: { readonly fd?: number } | null;
}

/**
 * Asks the system directly to take the bytes, which it nearly always does; the stream gets the rest. Going through the stream
 * costs half as much again as the write itself: it touches a dozen objects of one connection, none of which is in the
 * processor's cache after thousands of other connections. Only for plain TCP: on an encrypted socket this would put plaintext
 * on the wire.
 */
export class DirectOutgoing extends StreamOutgoing {
  readonly #handle: WithHandle['_handle'];
  readonly #fd: number;

  constructor(tcp: Socket, written: () => void) {
    super(tcp, written);
    this.#handle = (tcp as WithHandle)._handle;
    this.#fd = this.#handle?.fd ?? -1;
  }

  override write(bytes: Buffer, start: number, end: number): void {
    const taken = this.#offer(bytes, start, end);
    this.taken += taken;
    if (start + taken < end) super.write(bytes, start + taken, end);
  }

  /** Returns how many bytes the system took. None while others wait, or if it can't be asked. */
  #offer(bytes: Buffer, start: number, end: number): number {
    const { tcp } = this;
    // The descriptor of a closed socket may belong to another one by now.
    if (this.#fd < 0 || (tcp as WithHandle)._handle !== this.#handle || tcp.writableLength > 0) return 0;
    try {
      return writeSync(this.#fd, bytes, start, end - start);
    } catch {
      // It is full, or broken: the stream finds out which, and reports it as usual.
      return 0;
    }
  }
}
