// Attacks by name: each is bounded, ends by itself, and says how it went. Run in a process of their own: see attacker.ts.
import { connect } from 'node:net';
import { clientFrame, OPCODE } from '../../../bench/wire/frames.ts';
import { encodeBarsRequest, encodeResume, encodeSubscribe, encodeTradesRequest } from '../../../proto/codec.ts';
import type { Subscription } from '../../../proto/messages.ts';
import { connectedSocket, openSocket, requestFrames } from './raw-socket.ts';

/** What an attacker knows of the feed: where it is, its symbols and how far its log has got. */
export interface Target {
  readonly port: number;
  readonly symbols: readonly string[];
  readonly epoch: number;
  readonly head: number;
}

const FLOOD_MS = 3_000;
/** More than a server may take in: a flood ends with time, or because the server has had enough. */
const ENDLESS = 1_000_000;
const LANES_MS = [0, 100, 200, 300, 400, 500, 600, 700];
const NOTHING = new Uint8Array();

type Attack = (target: Target) => Promise<unknown>;

function times<T>(n: number, make: (i: number) => T): T[] {
  return Array.from({ length: n }, (_, i) => make(i));
}

/** One text frame, over and over in one chunk. */
function chunkOf(frame: Buffer, bytes = 64 * 1024): Buffer {
  return Buffer.concat(times(Math.max(1, Math.floor(bytes / frame.length)), () => frame));
}

function textChunk(text: string): Buffer {
  return chunkOf(clientFrame(OPCODE.text, Buffer.from(text)));
}

/** A resume from the beginning of the log, with the board of every symbol on one of eight lanes. */
function eightLaneResume({ symbols, epoch }: Target, count: number): Uint8Array {
  const subscriptions = times(count, (i): Subscription => ({
    symbol: symbols[i % symbols.length] ?? '',
    mode: 'board',
    intervalMs: LANES_MS[i % LANES_MS.length] ?? 0,
  }));
  const lanes = LANES_MS.slice(1).map((intervalMs) => ({ intervalMs, sequence: 0 }));
  return encodeResume({ from: { epoch, sequence: 0 }, subscriptions, lanes });
}

/** Opens `sockets` connections that don't read, and floods each with `chunk`. */
async function floodUnread(port: number, sockets: number, chunk: Buffer, open = openSocket): Promise<unknown> {
  const opened = await Promise.all(times(sockets, () => open(port)));
  for (const socket of opened) socket.stopReading();
  return Promise.all(opened.map((socket) => socket.flood(chunk, ENDLESS, FLOOD_MS)));
}

/** As `floodUnread`, but reads, and comes again whenever it is closed. */
async function floodAgain(port: number, sockets: number, chunk: Buffer, open = openSocket): Promise<unknown> {
  const end = Date.now() + FLOOD_MS;
  const one = async (): Promise<number> => {
    let connections = 0;
    while (Date.now() < end) {
      const socket = await open(port).catch(() => undefined);
      connections++;
      await socket?.flood(chunk, ENDLESS, end - Date.now());
      socket?.destroy();
    }
    return connections;
  };
  return Promise.all(times(sockets, one));
}

/** Opens connections, has each send `bytes` and then do nothing for a while. */
async function sendAndStay(port: number, sockets: number, bytes: Buffer, open = openSocket): Promise<unknown> {
  const opened = await Promise.all(times(sockets, () => open(port)));
  for (const socket of opened) socket.tcp.write(bytes);
  await new Promise((resolve) => setTimeout(resolve, FLOOD_MS));
  return opened.filter((socket) => socket.isClosed).length;
}

/** A frame of `length` bytes of which only the header and `sent` bytes are sent. */
function partOfFrame(length: number, sent: number): Buffer {
  return clientFrame(OPCODE.binary, new Uint8Array(length)).subarray(0, sent);
}

/** A message that never ends, in fragments of one byte each. */
function fragments(): Buffer {
  const part = clientFrame(OPCODE.continuation, Buffer.from('x'));
  part[0] = OPCODE.continuation;
  const first = clientFrame(OPCODE.text, Buffer.from('4'));
  first[0] = OPCODE.text;
  return Buffer.concat([first, ...times(60_000, () => part)]);
}

export const ATTACKS = {
  'deep CONNECT': async ({ port }) => {
    for (let i = 0; i < 8; i++) {
      const socket = await openSocket(port);
      socket.text(`40{"protocol":${'['.repeat(5_000)}${']'.repeat(5_000)}}`);
      const small = await openSocket(port);
      small.text(`40{"protocol":${'['.repeat(1_900)}${']'.repeat(1_900)}}`);
      await Promise.all([socket.closed, small.until('a refusal', () => small.texts.length > 1)]);
      small.destroy();
    }
  },
  'deep events': async ({ port }) => {
    for (const text of [
      `451-1["bars",${'['.repeat(30_000)}{"_placeholder":true,"num":0}${']'.repeat(30_000)}]`,
      `451-1["bars",${'{"a":'.repeat(10_000)}{"_placeholder":true,"num":0}${'}'.repeat(10_000)}]`,
      `421["bars",${'['.repeat(30_000)}${']'.repeat(30_000)}]`,
      `451-1["bars",${'['.repeat(1_900)}{"_placeholder":true,"num":0}${']'.repeat(1_900)}]`,
    ]) {
      const socket = await connectedSocket(port);
      socket.text(text);
      socket.binary(NOTHING);
      socket.text('41');
      await socket.closed;
    }
  },
  garbage: async ({ port }) => {
    for (let i = 0; i < 50; i++) {
      const socket = await connectedSocket(port);
      const [opcode, length] = [i % 16, (i * 37) % 126];
      const frame = clientFrame(OPCODE.binary, Buffer.alloc(length, i));
      frame[0] = 0x80 | opcode;
      socket.tcp.end(Buffer.concat(times(20, () => frame)));
      await socket.closed;
    }
  },
  'resumes in one write': async (target) => {
    const request = requestFrames('resume', eightLaneResume(target, 8));
    const socket = await connectedSocket(target.port);
    socket.tcp.write(Buffer.concat(times(230, () => request)));
    await socket.until('230 replies', () => socket.texts.filter((text) => text.startsWith('461-')).length === 230);
  },
  'resumes from many connections': async (target) =>
    floodAgain(target.port, 20, requestFrames('resume', eightLaneResume(target, 515)), connectedSocket),
  'empty subscriptions': async ({ port }) => {
    // Each is two bytes: field 1, of length 0.
    const payload = Buffer.alloc(64_000, Buffer.from([0x0a, 0x00]));
    return floodAgain(port, 10, requestFrames('subscribe', payload), connectedSocket);
  },
  'requests of every kind': async (target) => {
    const { port, symbols, epoch, head } = target;
    const all = symbols.map((symbol): Subscription => ({ symbol, mode: 'board' }));
    const chunk = Buffer.concat([
      requestFrames('subscribe', encodeSubscribe(all)),
      requestFrames('instruments', NOTHING),
      requestFrames('trades', encodeTradesRequest({ symbol: symbols[0] ?? '', epoch, after: 0, through: head })),
      requestFrames('bars', barsRequest(target)),
      requestFrames('unsubscribe', encodeSubscribe(all)),
    ]);
    return floodAgain(port, 10, chunk, connectedSocket);
  },
  pings: ({ port }) => floodUnread(port, 10, chunkOf(clientFrame(OPCODE.ping, Buffer.alloc(125, 1)))),
  'small pings that are read': ({ port }) => floodAgain(port, 10, chunkOf(clientFrame(OPCODE.ping, NOTHING))),
  pongs: ({ port }) => floodUnread(port, 10, chunkOf(clientFrame(OPCODE.pong, NOTHING))),
  'foreign namespaces': ({ port }) => floodUnread(port, 20, textChunk('40/other,')),
  'long foreign namespaces': ({ port }) => floodUnread(port, 20, textChunk(`40/${'x'.repeat(60_000)},`)),
  'foreign namespaces, again and again': ({ port }) => floodAgain(port, 10, textChunk('40/other,')),
  'refused CONNECTs': ({ port }) => floodUnread(port, 20, textChunk('40{"protocol":9}')),
  'second CONNECTs': ({ port }) => floodUnread(port, 20, textChunk('40{"protocol":1}')),
  'CONNECT and DISCONNECT': ({ port }) => floodUnread(port, 20, textChunk('40{"protocol":1}41')),
  'events without acknowledgement': ({ port }) => floodUnread(port, 20, textChunk('42["subscribe"]'), connectedSocket),
  acknowledgements: ({ port }) => floodUnread(port, 20, textChunk('439[]'), connectedSocket),
  'bars that nobody reads': (target) =>
    floodUnread(target.port, 100, chunkOf(requestFrames('bars', barsRequest(target))), connectedSocket),
  'instruments that nobody reads': ({ port }) =>
    floodUnread(port, 100, chunkOf(requestFrames('instruments', NOTHING)), connectedSocket),
  'a frame that never ends': ({ port }) => sendAndStay(port, 1_000, partOfFrame(65_536, 65_000)),
  'fragments that never end': ({ port }) => sendAndStay(port, 100, fragments()),
  'attachments that never end': ({ port }) => {
    const part = clientFrame(OPCODE.binary, new Uint8Array(65_000));
    const head = '459-1["bars",{"_placeholder":true,"num":0}]';
    const bytes = Buffer.concat([clientFrame(OPCODE.text, Buffer.from(head)), ...times(8, () => part)]);
    return sendAndStay(port, 100, bytes, connectedSocket);
  },
  'connections that come and go': async ({ port }) => {
    const end = Date.now() + FLOOD_MS;
    const one = async (): Promise<void> => {
      while (Date.now() < end) (await connectedSocket(port)).destroy();
    };
    await Promise.all(times(50, one));
  },
  'slow heads': async ({ port }) => {
    const sockets = times(2_000, () => connect({ port, host: '127.0.0.1' }).on('error', () => undefined));
    for (const socket of sockets)
      socket.write('GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: f\r\nX-A: ');
    await new Promise((resolve) => setTimeout(resolve, FLOOD_MS));
  },
} satisfies Record<string, Attack>;

export type AttackName = keyof typeof ATTACKS;

/** A day of bars of one second: as many as one reply holds. */
function barsRequest({ symbols }: Target): Uint8Array {
  const to = Date.now() + 86_400_000;
  return encodeBarsRequest({ symbol: symbols[0] ?? '', intervalS: 1, from: to - 3 * 86_400_000, to });
}
