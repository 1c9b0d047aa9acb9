// Encodes events as the bytes that Socket.IO would send, and writes them: one write per connection, without allocations.
import type { ByteSink } from './byte-sink.ts';

/** The first byte of a final text or binary WebSocket frame (RFC 6455, section 5.2). */
const TEXT_FRAME = 0x81;
const BINARY_FRAME = 0x82;
const MAX_HEADER_BYTES = 10;
const BUFFER_BYTES = 256 * 1_024;

/**
 * A Socket.IO event with one binary payload is two WebSocket frames: a text frame, which depends only on the event's name, and the
 * payload. Sent through Socket.IO and Engine.IO, they cost several objects and two writes, most of the cost of a batch. Here they are
 * written back to back into one buffer. Clients see no difference.
 *
 * Events are flushed once the running code has finished: all connections one after the other, with one write per connection. That is
 * cheaper for the operating system than writes with work in between, each of which wakes up a reader. Messages sent through Socket.IO
 * itself stay in order if `flush` is called first, and if nothing is written here while any of them waits: see `Connection.writable`.
 */
export class EventWriter {
  readonly #textFrames = new Map<string, Buffer>();
  #bytes = Buffer.allocUnsafe(BUFFER_BYTES);
  /** The sinks to write to, and where the bytes of each end in the buffer. */
  #sinks: ByteSink[] = [];
  #ends: number[] = [];
  #end = 0;
  readonly #flushLater = (): void => this.flush();

  write(sink: ByteSink, event: string, payload: Uint8Array): void {
    const head = this.#textFrameOf(event);
    this.#ensureRoom(head.length + MAX_HEADER_BYTES + payload.length);
    const bytes = this.#bytes;
    bytes.set(head, this.#end);
    const at = writeHeader(bytes, this.#end + head.length, BINARY_FRAME, payload.length);
    bytes.set(payload, at);
    this.#end = at + payload.length;
    const last = this.#sinks.length - 1;
    if (this.#sinks[last] === sink) {
      this.#ends[last] = this.#end;
      return;
    }
    if (last < 0) process.nextTick(this.#flushLater);
    this.#sinks.push(sink);
    this.#ends.push(this.#end);
  }

  /** Writes all buffered events to their sinks. */
  flush(): void {
    let start = 0;
    for (let i = 0; i < this.#sinks.length; i++) {
      const end = this.#ends[i] as number;
      (this.#sinks[i] as ByteSink).write(this.#bytes, start, end);
      start = end;
    }
    this.#sinks.length = this.#ends.length = this.#end = 0;
  }

  #ensureRoom(bytes: number): void {
    if (this.#end + bytes <= this.#bytes.length) return;
    this.flush();
    if (bytes > this.#bytes.length) this.#bytes = Buffer.allocUnsafe(2 * bytes);
  }

  /** The text frame: Engine.IO packet 4 (message) that contains Socket.IO packet 5 (binary event, one attachment). */
  #textFrameOf(event: string): Buffer {
    const cached = this.#textFrames.get(event);
    if (cached) return cached;
    const text = Buffer.from(`451-${JSON.stringify([event, { _placeholder: true, num: 0 }])}`);
    const head = Buffer.alloc(MAX_HEADER_BYTES + text.length);
    const at = writeHeader(head, 0, TEXT_FRAME, text.length);
    head.set(text, at);
    const frame = head.subarray(0, at + text.length);
    this.#textFrames.set(event, frame);
    return frame;
  }
}

/** Writes the header of an unmasked frame with `length` bytes of payload at `at`. Returns where the header ends. */
function writeHeader(bytes: Buffer, at: number, firstByte: number, length: number): number {
  bytes[at] = firstByte;
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
