// Writes events straight to TCP sockets: what Socket.IO would send, in one write each and with nothing allocated.
import { writeSync } from 'node:fs';
import type { Socket as TcpSocket } from 'node:net';

/** The first byte of a WebSocket frame (RFC 6455, 5.2): final, and text or binary. */
const TEXT = 0x81;
const BINARY = 0x82;
const MAX_HEADER_BYTES = 10;
const ROOM_BYTES = 256 * 1_024;

/** What Node's sockets hold and do not declare: gone once one is closed. The system's number of it is not there on Windows. */
interface WithHandle {
  readonly _handle?: { readonly fd?: number } | null;
}

/** Where events go. */
export class Outgoing {
  readonly tcp: TcpSocket;
  /** Bytes that the system took at once; the socket does not count them. */
  taken = 0;
  /** Writes that the socket has yet to have taken. */
  #waiting = 0;
  readonly #written: () => void;
  readonly #handle: WithHandle['_handle'];
  readonly #fd: number;

  /** `written`: called once what the system did not take at once has left this process. */
  constructor(tcp: TcpSocket, written: () => void) {
    this.tcp = tcp;
    this.#written = () => {
      if (--this.#waiting === 0) written();
    };
    this.#handle = (tcp as WithHandle)._handle;
    this.#fd = this.#handle?.fd ?? -1;
  }

  /** Whether nothing that was written here waits for the system to take it. */
  get isFree(): boolean {
    return this.#waiting === 0;
  }

  /** Writes the bytes from `start` to `end`, which may be used otherwise afterwards. */
  write(bytes: Buffer, start: number, end: number): void {
    const taken = this.#offer(bytes, start, end);
    this.taken += taken;
    if (start + taken === end) return;
    this.#waiting++;
    // A copy: what waits for one slow reader must not hold on to everybody's bytes.
    this.tcp.write(Buffer.from(bytes.subarray(start + taken, end)), this.#written);
  }

  /** How many of the bytes the system takes at once. None while others wait, or where it can't be asked. */
  #offer(bytes: Buffer, start: number, end: number): number {
    const { tcp } = this;
    // The number of a socket that is closed may be another's by now.
    if (this.#fd < 0 || (tcp as WithHandle)._handle !== this.#handle || tcp.writableLength > 0) return 0;
    try {
      return writeSync(this.#fd, bytes, start, end - start);
    } catch {
      // It is full, or broken: the stream finds out which, and tells as it always does.
      return 0;
    }
  }
}

/**
 * A Socket.IO event with one binary payload is two WebSocket frames: one of text, the same for every event of a name, and the
 * payload. Handed through Socket.IO and Engine.IO they cost several objects and two writes, which is most of what a batch
 * costs; here they are laid out one behind the other. Clients cannot tell.
 *
 * The system is asked directly to take them, which it nearly always does; the stream that Node keeps for every socket gets what
 * is left. To pass through it costs half as much again as the write itself: it touches a dozen objects of that one
 * connection, none of which is in the processor's cache after thousands of others.
 *
 * What is put is written once the code that runs now is done: all connections one right after the other, and what goes to one of
 * them in one write. That costs the system less than writes with work between them, at each of which a reader wakes up.
 * What goes through Socket.IO itself keeps its place in the order if `flush` is called before, and if nothing is put here
 * while any of that waits: see `Connection.writable`.
 */
export class EventWriter {
  readonly #heads = new Map<string, Buffer>();
  #bytes = Buffer.allocUnsafe(ROOM_BYTES);
  /** To whom the bytes go that are to be written, and where those of each end. */
  #outgoing: Outgoing[] = [];
  #ends: number[] = [];
  #end = 0;
  readonly #flushSoon = (): void => this.flush();

  put(outgoing: Outgoing, event: string, payload: Uint8Array): void {
    const head = this.#headOf(event);
    this.#makeRoom(head.length + MAX_HEADER_BYTES + payload.length);
    const bytes = this.#bytes;
    bytes.set(head, this.#end);
    const at = putHeader(bytes, this.#end + head.length, BINARY, payload.length);
    bytes.set(payload, at);
    this.#end = at + payload.length;
    const last = this.#outgoing.length - 1;
    if (this.#outgoing[last] === outgoing) {
      this.#ends[last] = this.#end;
      return;
    }
    if (last < 0) process.nextTick(this.#flushSoon);
    this.#outgoing.push(outgoing);
    this.#ends.push(this.#end);
  }

  /** Writes what was put. */
  flush(): void {
    let start = 0;
    for (let i = 0; i < this.#outgoing.length; i++) {
      const end = this.#ends[i] as number;
      (this.#outgoing[i] as Outgoing).write(this.#bytes, start, end);
      start = end;
    }
    this.#outgoing.length = this.#ends.length = this.#end = 0;
  }

  #makeRoom(bytes: number): void {
    if (this.#end + bytes <= this.#bytes.length) return;
    this.flush();
    if (bytes > this.#bytes.length) this.#bytes = Buffer.allocUnsafe(2 * bytes);
  }

  /** The text frame: Engine.IO packet 4 (message) with Socket.IO packet 5 (binary event, one attachment) of that name. */
  #headOf(event: string): Buffer {
    const known = this.#heads.get(event);
    if (known) return known;
    const text = Buffer.from(`451-${JSON.stringify([event, { _placeholder: true, num: 0 }])}`);
    const head = Buffer.alloc(MAX_HEADER_BYTES + text.length);
    const at = putHeader(head, 0, TEXT, text.length);
    head.set(text, at);
    const frame = head.subarray(0, at + text.length);
    this.#heads.set(event, frame);
    return frame;
  }
}

/** Puts the header of an unmasked frame of `length` bytes at `at`. Returns where it ends. */
function putHeader(bytes: Buffer, at: number, first: number, length: number): number {
  bytes[at] = first;
  if (length < 126) {
    bytes[at + 1] = length;
    return at + 2;
  }
  if (length < 65_536) {
    bytes[at + 1] = 126;
    return bytes.writeUInt16BE(length, at + 2);
  }
  bytes[at + 1] = 127;
  return bytes.writeBigUInt64BE(BigInt(length), at + 2);
}
