// Attacks with messages that no honest client sends: deeply nested, malformed or out of sequence.
import { clientFrame, OPCODE } from '../../../bench/wire/frames.ts';
import { floodRepeatedly, floodWithoutReading, textChunk, times } from './floods.ts';
import { connectedSocket, openSocket } from './raw-socket.ts';
import type { Attack } from './target.ts';

const EMPTY = new Uint8Array();

export const INPUT_ATTACKS = {
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
      socket.binary(EMPTY);
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
  'foreign namespaces': ({ port }) => floodWithoutReading({ port, connections: 20, chunk: textChunk('40/other,') }),
  'long foreign namespaces': ({ port }) =>
    floodWithoutReading({ port, connections: 20, chunk: textChunk(`40/${'x'.repeat(60_000)},`) }),
  'foreign namespaces over new connections': ({ port }) =>
    floodRepeatedly({ port, connections: 10, chunk: textChunk('40/other,') }, 15),
  'refused CONNECTs': ({ port }) =>
    floodWithoutReading({ port, connections: 20, chunk: textChunk('40{"protocol":9}') }),
  'second CONNECTs': ({ port }) => floodWithoutReading({ port, connections: 20, chunk: textChunk('40{"protocol":2}') }),
  'CONNECT and DISCONNECT': ({ port }) =>
    floodWithoutReading({ port, connections: 20, chunk: textChunk('40{"protocol":2}41') }),
  'events without acknowledgement': ({ port }) =>
    floodWithoutReading({ port, connections: 20, chunk: textChunk('42["subscribe"]'), open: connectedSocket }),
  acknowledgements: ({ port }) =>
    floodWithoutReading({ port, connections: 20, chunk: textChunk('439[]'), open: connectedSocket }),
} satisfies Record<string, Attack>;
