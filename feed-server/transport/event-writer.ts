// Lays out events as the bytes that Socket.IO would send, and writes them: one write per connection, and nothing allocated.
import type { Outgoing } from './outgoing.ts';

/** The first byte of a WebSocket frame (RFC 6455, 5.2): final, and text or binary. */
const TEXT = 0x81;
const BINARY = 0x82;
const MAX_HEADER_BYTES = 10;
const ROOM_BYTES = 256 * 1_024;

/**
 * A Socket.IO event with one binary payload is two WebSocket frames: one of text, the same for every event of a name, and the
 * payload. Sent through Socket.IO and Engine.IO they cost several objects and two writes, which is most of the cost of a batch.
 * Here they are laid out one after the other. Clients see no difference.
 *
 * Events are written once the current code has finished: all connections one after the other, and everything for one
 * connection in one write. That is cheaper for the system than writes with work in between, each of which wakes up a reader.
 * What goes through Socket.IO itself keeps its place in the order if `flush` is called first, and if nothing is put here
 * while any of it waits: see `Connection.writable`.
 */
export class EventWriter {
  readonly #heads = new Map<string, Buffer>();
  #bytes = Buffer.allocUnsafe(ROOM_BYTES);
  /** Where the bytes go, and where those of each connection end. */
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

  /** Writes everything that was put. */
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
