// Parses WebSocket frames (RFC 6455) from a server, and encodes frames for a server.
import { randomFillSync } from 'node:crypto';

export const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

const FIN = 0x80;
const MASKED = 0x80;
const MAX_FRAME_BYTES = 64 * 1024 * 1024;

/** The bytes are not frames from a server without extensions. */
export class FrameError extends Error {
  override readonly name = 'FrameError';
}

/** `payload` is a view of the input, valid until the call returns. */
export type TakeMessage = (opcode: number, payload: Buffer) => void;

export class FrameParser {
  readonly #take: TakeMessage;
  /** The start of an incomplete frame, and how many bytes are needed to continue. */
  #buffered: Buffer[] = [];
  #keptBytes = 0;
  #needed = 0;
  /** The frames so far of a fragmented message. */
  #fragments: { readonly opcode: number; readonly payloads: Buffer[] } | undefined;

  constructor(take: TakeMessage) {
    this.#take = take;
  }

  /** @throws FrameError */
  push(chunk: Buffer): void {
    let bytes = chunk;
    if (this.#keptBytes > 0) {
      this.#keep(chunk);
      if (this.#keptBytes < this.#needed) return;
      bytes = Buffer.concat(this.#buffered);
      this.#buffered = [];
      this.#keptBytes = 0;
    }
    let at = 0;
    while (at < bytes.length) {
      const header = headerLength(bytes, at);
      const length = header > bytes.length - at ? header : header + payloadLength(bytes, at);
      if (length > bytes.length - at) {
        this.#needed = length;
        this.#keep(bytes.subarray(at));
        return;
      }
      this.#frame(bytes[at] as number, bytes.subarray(at + header, at + length));
      at += length;
    }
  }

  /** A copy, because the read buffer is reused. */
  #keep(bytes: Buffer): void {
    this.#buffered.push(Buffer.from(bytes));
    this.#keptBytes += bytes.length;
  }

  #frame(first: number, payload: Buffer): void {
    if (first & 0x70) throw new FrameError(`expected a frame without extensions, found first byte ${first}`);
    const opcode = first & 0x0f;
    const whole = (first & FIN) !== 0;
    if (opcode >= OPCODE.close || (whole && opcode !== OPCODE.continuation)) {
      this.#take(opcode, payload);
      return;
    }
    if (opcode !== OPCODE.continuation) this.#fragments = { opcode, payloads: [] };
    const fragments = this.#fragments;
    if (!fragments) throw new FrameError('expected a first frame of a message, found one that continues it');
    fragments.payloads.push(Buffer.from(payload));
    if (!whole) return;
    this.#fragments = undefined;
    this.#take(fragments.opcode, Buffer.concat(fragments.payloads));
  }
}

/** Number of bytes before the payload of the frame at `at`, if already known. */
function headerLength(bytes: Buffer, at: number): number {
  if (bytes.length - at < 2) return 2;
  const second = bytes[at + 1] as number;
  if (second & MASKED) throw new FrameError('expected frames of a server, found a masked one');
  return second < 126 ? 2 : second === 126 ? 4 : 10;
}

function payloadLength(bytes: Buffer, at: number): number {
  const second = bytes[at + 1] as number;
  if (second < 126) return second;
  if (second === 126) return bytes.readUInt16BE(at + 2);
  const length = bytes.readUInt32BE(at + 2) * 2 ** 32 + bytes.readUInt32BE(at + 6);
  if (length > MAX_FRAME_BYTES)
    throw new FrameError(`expected a frame of at most ${MAX_FRAME_BYTES} bytes, found ${length}`);
  return length;
}

/** A complete client message, masked as the RFC requires. */
export function clientFrame(opcode: number, payload: Uint8Array): Buffer {
  const { length } = payload;
  const extended = length < 126 ? 0 : length < 65_536 ? 2 : 8;
  const frame = Buffer.allocUnsafe(6 + extended + length);
  frame[0] = FIN | opcode;
  frame[1] = MASKED | (extended === 0 ? length : extended === 2 ? 126 : 127);
  if (extended === 2) frame.writeUInt16BE(length, 2);
  else if (extended === 8) frame.writeBigUInt64BE(BigInt(length), 2);
  const mask = frame.subarray(2 + extended, 6 + extended);
  randomFillSync(mask);
  const at = 6 + extended;
  for (let i = 0; i < length; i++) frame[at + i] = (payload[i] as number) ^ (mask[i & 3] as number);
  return frame;
}
