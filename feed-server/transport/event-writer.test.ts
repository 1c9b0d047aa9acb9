// The event writer writes the same bytes as the libraries it replaces, even if the socket accepts only some of them.
import { connect, createServer, type AddressInfo, type Socket as TcpSocket } from 'node:net';
import { Encoder, PacketType } from 'socket.io-parser';
import { afterEach, describe, expect, it } from 'vitest';
import * as ws from 'ws';
import { Dice } from '../../tests/support/random/seeded.ts';
import { EventWriter } from './event-writer.ts';
import { createByteSink } from './byte-sink.ts';

interface FrameOptions {
  readonly fin: boolean;
  readonly opcode: number;
  readonly mask: boolean;
  readonly readOnly: boolean;
  readonly rsv1: boolean;
}

/** A class that the types of ws do not declare. */
const { Sender } = ws as unknown as {
  readonly Sender: { frame(data: Uint8Array, options: FrameOptions): Uint8Array[] };
};

/** Type of an Engine.IO packet: a message. Binary ones are sent as they are. */
const MESSAGE = '4';

/** Returns the bytes that Socket.IO, Engine.IO and ws send for an event. */
function libraryBytes(event: string, payload: Uint8Array): Buffer {
  const packet = { type: PacketType.EVENT, nsp: '/', data: [event, payload] };
  const frames = new Encoder().encode(packet).flatMap((part: string | Uint8Array) => {
    const [bytes, opcode] = typeof part === 'string' ? [Buffer.from(MESSAGE + part), 1] : [part, 2];
    return Sender.frame(bytes, { fin: true, opcode, mask: false, readOnly: true, rsv1: false });
  });
  return Buffer.concat(frames);
}

/** Records the bytes written to it. `finishesWrites`: whether it finishes each write at once, like a socket whose buffer has room. */
class RecordingSocket {
  readonly chunks: Uint8Array[] = [];
  finishesWrites = true;

  get writableLength(): number {
    return this.finishesWrites ? 0 : 1;
  }

  write(bytes: Uint8Array, onWritten: () => void): boolean {
    this.chunks.push(this.finishesWrites ? Uint8Array.from(bytes) : bytes);
    if (this.finishesWrites) onWritten();
    return this.finishesWrites;
  }

  get tcp(): TcpSocket {
    return this as unknown as TcpSocket;
  }
}

function randomBytes(length: number, dice = new Dice(length)): Uint8Array {
  return Uint8Array.from({ length }, () => dice.below(256));
}

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanUp of cleanups.splice(0)) cleanUp();
});

/** Opens a TCP connection, and returns both ends. `reader` is paused. */
async function connectedPair(): Promise<{ writer: TcpSocket; reader: TcpSocket }> {
  const server = createServer({ pauseOnConnect: true });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const accepted = new Promise<TcpSocket>((resolve) => server.once('connection', resolve));
  const writer = connect({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' });
  const reader = await accepted;
  server.close();
  cleanups.push(() => [writer, reader].forEach((socket) => socket.destroy()));
  return { writer, reader };
}

function writeOne(writer: EventWriter, tcp: TcpSocket, event: string, payload: Uint8Array, onIdle: () => void): void {
  writer.write(createByteSink(tcp, onIdle), event, payload);
  writer.flush();
}

describe('EventWriter', () => {
  it.each([0, 1, 125, 126, 127, 65_535, 65_536, 200_000])(
    'writes a payload of %i bytes as the libraries do, in one write',
    (length) => {
      const socket = new RecordingSocket();
      const payload = randomBytes(length);
      let idleCalls = 0;
      writeOne(new EventWriter(), socket.tcp, 'batch', payload, () => idleCalls++);
      expect(socket.chunks).toHaveLength(1);
      expect(Buffer.from(socket.chunks[0] ?? []).equals(libraryBytes('batch', payload))).toBe(true);
      expect(idleCalls).toBe(1);
    },
  );

  it('writes once per socket, after the current synchronous code', async () => {
    const socket = new RecordingSocket();
    const writer = new EventWriter();
    const [batch, heartbeat] = [randomBytes(70_000), randomBytes(50)];
    const other = new RecordingSocket();
    const sink = createByteSink(socket.tcp, () => undefined);
    writer.write(sink, 'batch', batch);
    writer.write(sink, 'heartbeat', heartbeat);
    writer.write(
      createByteSink(other.tcp, () => undefined),
      'heartbeat',
      heartbeat,
    );
    expect([socket.chunks, other.chunks]).toEqual([[], []]);
    await new Promise(setImmediate);
    expect([socket.chunks, other.chunks].map((chunks) => chunks.length)).toEqual([1, 1]);
    const expected = Buffer.concat([libraryBytes('batch', batch), libraryBytes('heartbeat', heartbeat)]);
    expect(Buffer.from(socket.chunks[0] ?? []).equals(expected)).toBe(true);
    expect(Buffer.from(other.chunks[0] ?? []).equals(libraryBytes('heartbeat', heartbeat))).toBe(true);
  });

  it('writes events of different types in order', () => {
    const socket = new RecordingSocket();
    const writer = new EventWriter();
    const dice = new Dice(3);
    const expected: Buffer[] = [];
    for (let n = 0; n < 300; n++) {
      const [event, payload] = [dice.pick(['batch', 'snapshot', 'heartbeat']), randomBytes(dice.below(300), dice)];
      writeOne(writer, socket.tcp, event, payload, () => undefined);
      expected.push(libraryBytes(event, payload));
    }
    expect(Buffer.concat(socket.chunks).equals(Buffer.concat(expected))).toBe(true);
  });

  it('does not overwrite bytes that have yet to be written to another socket', () => {
    const [full, empty] = [new RecordingSocket(), new RecordingSocket()];
    full.finishesWrites = false;
    const writer = new EventWriter();
    const payloads = Array.from({ length: 20 }, (_, n) => randomBytes(100 + n));
    for (const payload of payloads) {
      writeOne(writer, full.tcp, 'batch', payload, () => undefined);
      writeOne(writer, empty.tcp, 'heartbeat', payload.slice().reverse(), () => undefined);
    }
    for (const [n, payload] of payloads.entries())
      expect(Buffer.from(full.chunks[n] ?? []).equals(libraryBytes('batch', payload)), `event ${n}`).toBe(true);
  });

  it('delivers everything over a real connection to a late reader', async () => {
    const { writer: tcp, reader } = await connectedPair();
    const writer = new EventWriter();
    const expected: Buffer[] = [];
    let idleCalls = 0;
    const sink = createByteSink(tcp, () => idleCalls++);
    // More than the operating system buffers.
    for (let n = 0; n < 400; n++) {
      const payload = randomBytes(1_000).fill(n % 256, 0, 900);
      const large = Buffer.concat(Array<Uint8Array>(40).fill(payload));
      writer.write(sink, 'batch', large);
      writer.flush();
      expected.push(libraryBytes('batch', large));
    }
    expect(sink.directBytes).toBeGreaterThan(0);
    expect(tcp.writableLength).toBeGreaterThan(0);
    const expectedBytes = Buffer.concat(expected);
    expect(sink.directBytes + tcp.writableLength).toBe(expectedBytes.length);
    const receivedChunks: Buffer[] = [];
    let bytes = 0;
    await new Promise<void>((resolve) => {
      reader.on('data', (chunk: Buffer) => {
        receivedChunks.push(chunk);
        if ((bytes += chunk.length) === expectedBytes.length) resolve();
      });
      reader.resume();
    });
    expect(Buffer.concat(receivedChunks).equals(expectedBytes)).toBe(true);
    expect(idleCalls).toBeGreaterThan(0);
  });

  it('writes nothing to the descriptor of a closed socket', async () => {
    const { writer: tcp, reader } = await connectedPair();
    const writer = new EventWriter();
    const sink = createByteSink(tcp, () => undefined);
    reader.resetAndDestroy();
    writer.write(sink, 'batch', randomBytes(10));
    tcp.destroy();
    expect(() => writer.flush()).not.toThrow();
    expect(sink.directBytes).toBe(0);
  });
});
