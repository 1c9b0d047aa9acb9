// Writes an event straight to the TCP socket: what Socket.IO would send, in one write and with nothing allocated.
import type { Socket as TcpSocket } from 'node:net';

/** The first byte of a WebSocket frame (RFC 6455, 5.2): final, and text or binary. */
const TEXT = 0x81;
const BINARY = 0x82;
const MAX_HEADER_BYTES = 10;
const ROOM_BYTES = 64 * 1_024;

/**
 * A Socket.IO event with one binary payload is two WebSocket frames: one of text, the same for every event of a name, and the
 * payload. Handed through Socket.IO and Engine.IO they cost several objects and two writes, which is most of what a batch
 * costs; here they are laid out one behind the other. Clients cannot tell. What goes through Socket.IO itself keeps its place in
 * the order as long as nothing is written here before all of that has left: see `Connection.writable`.
 */
export class EventWriter {
  readonly #heads = new Map<string, Buffer>();
  #bytes = Buffer.allocUnsafe(ROOM_BYTES);
  /** How much of them is to be written. */
  #end = 0;

  /** To be written next, behind what was put before. */
  put(event: string, payload: Uint8Array): void {
    const head = this.#headOf(event);
    this.#makeRoom(head.length + MAX_HEADER_BYTES + payload.length);
    const bytes = this.#bytes;
    bytes.set(head, this.#end);
    const at = putHeader(bytes, this.#end + head.length, BINARY, payload.length);
    bytes.set(payload, at);
    this.#end = at + payload.length;
  }

  /** `written` is called once all of it has left this process; a function of the connection's own makes that cost nothing. */
  write(tcp: TcpSocket, written: () => void): void {
    tcp.write(this.#bytes.subarray(0, this.#end), written);
    this.#end = 0;
    // The system takes nearly always all of it at once. Where not, these bytes stay the socket's until it has.
    if (tcp.writableLength > 0) this.#bytes = Buffer.allocUnsafe(ROOM_BYTES);
  }

  #makeRoom(bytes: number): void {
    const needed = this.#end + bytes;
    if (needed <= this.#bytes.length) return;
    const roomier = Buffer.allocUnsafe(2 * needed);
    roomier.set(this.#bytes.subarray(0, this.#end));
    this.#bytes = roomier;
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
