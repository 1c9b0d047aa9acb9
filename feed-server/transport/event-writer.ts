// Writes events straight to TCP sockets: what Socket.IO would send, in one write each and with nothing allocated.
import { writeSync } from 'node:fs';
import type { Socket as TcpSocket } from 'node:net';

/** The first byte of a WebSocket frame (RFC 6455, 5.2): final, and text or binary. */
const TEXT = 0x81;
const BINARY = 0x82;
const MAX_HEADER_BYTES = 10;
const ROOM_BYTES = 256 * 1_024;

/** What Node's sockets hold and do not declare: the system's number of an open one, where there is any (not on Windows). */
interface WithHandle {
  readonly _handle?: { readonly fd?: number } | null;
}

/** Where events go. */
export class Outgoing {
  readonly tcp: TcpSocket;
  /** Called once what the system did not take at once has left this process. */
  readonly written: () => void;
  /** Bytes that the system took at once; the socket does not count them. */
  taken = 0;

  constructor(tcp: TcpSocket, written: () => void) {
    this.tcp = tcp;
    this.written = written;
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
    const bytes = this.#bytes;
    let start = 0;
    let isTaken = true;
    for (let i = 0; i < this.#outgoing.length; i++) {
      const outgoing = this.#outgoing[i] as Outgoing;
      const end = this.#ends[i] as number;
      const taken = offer(outgoing.tcp, bytes, start, end);
      outgoing.taken += taken;
      if (start + taken < end) {
        outgoing.tcp.write(bytes.subarray(start + taken, end), outgoing.written);
        isTaken = false;
      }
      start = end;
    }
    this.#outgoing.length = this.#ends.length = this.#end = 0;
    // What is left of these bytes stays the socket's until the system has taken it.
    if (!isTaken) this.#bytes = Buffer.allocUnsafe(ROOM_BYTES);
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

/** How many of the bytes from `start` to `end` the system takes at once. None while others wait, or where it can't be asked. */
function offer(tcp: TcpSocket, bytes: Buffer, start: number, end: number): number {
  // Asked for each time: a socket that is closed has none, and its number may be another's by then.
  const fd = (tcp as WithHandle)._handle?.fd ?? -1;
  if (fd < 0 || tcp.writableLength > 0) return 0;
  try {
    return writeSync(fd, bytes, start, end - start);
  } catch {
    // It is full, or broken: the stream finds out which, and tells as it always does.
    return 0;
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
