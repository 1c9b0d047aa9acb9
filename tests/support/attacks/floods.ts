// Floods: more bytes than a server should accept, over many connections at once.
import { clientFrame, OPCODE } from '../../../bench/wire/frames.ts';
import { openSocket, type RawSocket } from './raw-socket.ts';

/** What all connections of a flood send together. A server that buffers or answers all of it exceeds every limit. */
const FLOOD_BYTES = 400 * 2 ** 20;
/** Bytes of one write. */
const CHUNK_BYTES = 64 * 1024;

/** How many connections to open at a time; fewer than the server's accept backlog. */
const MAX_OPENING = 200;

type OpenSocket = (port: number) => Promise<RawSocket>;

export interface Flood {
  readonly port: number;
  readonly connections: number;
  /** What each connection sends repeatedly. */
  readonly chunk: Buffer;
  /** Opens a connection; by default one without a Socket.IO CONNECT. */
  readonly open?: OpenSocket;
}

export function times<T>(n: number, make: (i: number) => T): T[] {
  return Array.from({ length: n }, (_, i) => make(i));
}

/** A chunk filled with copies of one frame. */
export function chunkOf(frame: Buffer): Buffer {
  return Buffer.concat(times(Math.max(1, Math.floor(CHUNK_BYTES / frame.length)), () => frame));
}

export function textChunk(text: string): Buffer {
  return chunkOf(clientFrame(OPCODE.text, Buffer.from(text)));
}

/** Floods the server over connections that read nothing. */
export async function floodWithoutReading({ port, connections, chunk, open = openSocket }: Flood): Promise<void> {
  const sockets = await openAll(port, connections, open);
  for (const socket of sockets) socket.stopReading();
  await Promise.all(sockets.map((socket) => socket.flood(chunk, chunksPerConnection(chunk, connections))));
}

/** Floods the server over connections that read. Each is opened `rounds` times, again after the server closes it. */
export async function floodRepeatedly(flood: Flood, rounds: number): Promise<void> {
  const { port, connections, chunk, open = openSocket } = flood;
  const floodInRounds = async (): Promise<void> => {
    for (let round = 0; round < rounds; round++) {
      const socket = await open(port);
      await socket.flood(chunk, chunksPerConnection(chunk, connections * rounds));
      socket.destroy();
    }
  };
  await Promise.all(times(connections, floodInRounds));
}

export async function openAll(port: number, count: number, open: OpenSocket = openSocket): Promise<RawSocket[]> {
  const sockets: RawSocket[] = [];
  while (sockets.length < count)
    sockets.push(...(await Promise.all(times(Math.min(MAX_OPENING, count - sockets.length), () => open(port)))));
  return sockets;
}

/** How often each connection sends the chunk. */
function chunksPerConnection(chunk: Buffer, connections: number): number {
  return Math.ceil(FLOOD_BYTES / connections / chunk.length);
}
