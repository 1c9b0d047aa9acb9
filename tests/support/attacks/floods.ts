// Floods: more than a server should take, over many connections at once.
import { clientFrame, OPCODE } from '../../../bench/wire/frames.ts';
import { openSocket, type RawSocket } from './raw-socket.ts';

/** Sent by all connections of a flood together, unless the server stops it. Whoever keeps all that, or answers all of it, is over every bound. */
const FLOOD_BYTES = 400 * 2 ** 20;
/** Bytes of one write. */
const CHUNK_BYTES = 64 * 1024;

/** Connections that are opened at once: fewer than may wait for a server to accept them. */
const AT_ONCE = 200;

type Open = (port: number) => Promise<RawSocket>;

/** What each connection of a flood sends, again and again. */
export interface Flood {
  readonly port: number;
  readonly connections: number;
  readonly chunk: Buffer;
  /** Opens a connection. The default is one that Socket.IO has not connected. */
  readonly open?: Open;
}

export function times<T>(n: number, make: (i: number) => T): T[] {
  return Array.from({ length: n }, (_, i) => make(i));
}

/** One frame, over and over in one chunk. */
export function chunkOf(frame: Buffer): Buffer {
  return Buffer.concat(times(Math.max(1, Math.floor(CHUNK_BYTES / frame.length)), () => frame));
}

export function textChunk(text: string): Buffer {
  return chunkOf(clientFrame(OPCODE.text, Buffer.from(text)));
}

/** Floods the server from connections that read nothing. */
export async function floodWithoutReading({ port, connections, chunk, open = openSocket }: Flood): Promise<void> {
  const sockets = await openAll(port, connections, open);
  for (const socket of sockets) socket.stopReading();
  await Promise.all(sockets.map((socket) => socket.flood(chunk, chunksOf(chunk, connections))));
}

/** Floods the server from connections that read. Each is opened `rounds` times, again whenever the server closes it. */
export async function floodRepeatedly(flood: Flood, rounds: number): Promise<void> {
  const { port, connections, chunk, open = openSocket } = flood;
  const attacker = async (): Promise<void> => {
    for (let round = 0; round < rounds; round++) {
      const socket = await open(port);
      await socket.flood(chunk, chunksOf(chunk, connections * rounds));
      socket.destroy();
    }
  };
  await Promise.all(times(connections, attacker));
}

export async function openAll(port: number, count: number, open: Open = openSocket): Promise<RawSocket[]> {
  const sockets: RawSocket[] = [];
  while (sockets.length < count)
    sockets.push(...(await Promise.all(times(Math.min(AT_ONCE, count - sockets.length), () => open(port)))));
  return sockets;
}

/** How often each of so many connections sends the chunk. */
function chunksOf(chunk: Buffer, connections: number): number {
  return Math.ceil(FLOOD_BYTES / connections / chunk.length);
}
