// Attacks on the server's memory: unread replies and endless messages.
import { connect } from 'node:net';
import { clientFrame, OPCODE } from '../../../bench/wire/frames.ts';
import { within } from '../time/until.ts';
import { chunkOf, floodWithoutReading, openAll, times } from './floods.ts';
import { connectedSocket, requestFrames, type RawSocket } from './raw-socket.ts';
import { barsRequest, type Attack } from './target.ts';

const EMPTY = new Uint8Array();
const ATTACHMENT_BYTES = 65_000;
/** 520 MB over all connections. A server process buffers at most 32 MiB, so two processes keep about 1,000 of the connections. */
const FRAME_BYTES = 65_000;
const CONNECTIONS = 8_000;
const MIN_CLOSED_CONNECTIONS = 6_900;

export const MEMORY_ATTACKS = {
  pings: ({ port }) =>
    floodWithoutReading({ port, connections: 10, chunk: chunkOf(clientFrame(OPCODE.ping, Buffer.alloc(125, 1))) }),
  'unread bars replies': (target) => {
    const chunk = chunkOf(requestFrames('bars', barsRequest(target)));
    return floodWithoutReading({ port: target.port, connections: 100, chunk, open: connectedSocket });
  },
  'unread instruments replies': ({ port }) => {
    const chunk = chunkOf(requestFrames('instruments', EMPTY));
    return floodWithoutReading({ port, connections: 100, chunk, open: connectedSocket });
  },
  'endless frames': async ({ port }) => {
    const sockets = await openAll(port, CONNECTIONS);
    const frame = clientFrame(OPCODE.binary, new Uint8Array(FRAME_BYTES + 1)).subarray(0, FRAME_BYTES);
    for (const socket of sockets) socket.tcp.write(frame);
    await untilClosed(sockets, MIN_CLOSED_CONNECTIONS);
  },
  'endless fragments': ({ port }) => sendUntilClosed(port, fragments()),
  'endless attachments': ({ port }) => {
    const part = clientFrame(OPCODE.binary, new Uint8Array(ATTACHMENT_BYTES));
    const head = clientFrame(OPCODE.text, Buffer.from('459-1["bars",{"_placeholder":true,"num":0}]'));
    return sendUntilClosed(port, Buffer.concat([head, ...times(8, () => part)]), connectedSocket);
  },
  'slow request headers': async ({ port }) => {
    const sockets = times(2_000, () => connect({ port, host: '127.0.0.1' }).on('error', () => undefined));
    for (const socket of sockets)
      socket.write('GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: f\r\nX-A: ');
    // Connections are accepted in order: a reply to this request means that all of them were.
    await fetch(`http://127.0.0.1:${port}/healthz`);
  },
} satisfies Record<string, Attack>;

/** An endless message in one-byte fragments. */
function fragments(): Buffer {
  const part = clientFrame(OPCODE.continuation, Buffer.from('x'));
  part[0] = OPCODE.continuation;
  const first = clientFrame(OPCODE.text, Buffer.from('4'));
  first[0] = OPCODE.text;
  return Buffer.concat([first, ...times(60_000, () => part)]);
}

/** Sends the bytes over each of a hundred connections, which the server must close. */
async function sendUntilClosed(
  port: number,
  bytes: Buffer,
  open?: (port: number) => Promise<RawSocket>,
): Promise<void> {
  const sockets = await openAll(port, 100, open);
  for (const socket of sockets) socket.tcp.write(bytes);
  await untilClosed(sockets, sockets.length);
}

async function untilClosed(sockets: readonly RawSocket[], count: number): Promise<void> {
  let closed = 0;
  const enough = new Promise<void>((resolve) => {
    for (const socket of sockets)
      void socket.closed.then(() => {
        if (++closed === count) resolve();
      });
  });
  await within(`${count} of ${sockets.length} connections to be closed`, enough);
}
