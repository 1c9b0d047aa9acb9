// A client of NATS over WebSocket. Its protocol is a stream of lines and payloads that may be split anywhere between
// frames.
import { OPCODE } from '../../wire/frames.ts';
import { WebSocketClient } from '../../wire/websocket.ts';
import { readJsonTrade, numberBefore } from './json-trade.ts';
import type { ConnectClient } from './load-client.ts';

const [LF, M] = [0x0a, 0x4d];
const CRLF_BYTES = 2;

/** Calls `message` with the position of each payload, and `line` with each line that announces none. */
export class NatsParser {
  readonly #message: (bytes: Buffer, from: number, to: number) => void;
  readonly #line: (line: string) => void;
  #buffered: Buffer | undefined;

  constructor(message: (bytes: Buffer, from: number, to: number) => void, line: (line: string) => void) {
    this.#message = message;
    this.#line = line;
  }

  push(chunk: Buffer): void {
    const bytes = this.#buffered ? Buffer.concat([this.#buffered, chunk]) : chunk;
    let at = 0;
    while (at < bytes.length) {
      const next = this.#take(bytes, at);
      if (next === undefined) break;
      at = next;
    }
    this.#buffered = at < bytes.length ? Buffer.from(bytes.subarray(at)) : undefined;
  }

  /** The end of the item that starts at `at`; undefined if it is incomplete. */
  #take(bytes: Buffer, at: number): number | undefined {
    const lineFeed = bytes.indexOf(LF, at);
    if (lineFeed < 0) return undefined;
    const from = lineFeed + 1;
    if (bytes[at] !== M) {
      this.#line(bytes.toString('latin1', at, lineFeed - 1));
      return from;
    }
    // MSG <subject> <sid> <bytes>
    const to = from + numberBefore(bytes, lineFeed - 1);
    if (to + CRLF_BYTES > bytes.length) return undefined;
    this.#message(bytes, from, to);
    return to + CRLF_BYTES;
  }
}

export const connectNats: ConnectClient = (port, localAddress, symbols, events) => {
  const send = (text: string): void => client.sendBinary(Buffer.from(text));
  const parser = new NatsParser(
    (bytes, from, to) => readJsonTrade(bytes, from, to, client.receivedAt, events),
    (line) => {
      // NATS does not acknowledge subscriptions, but a PONG to a PING sent after them means that they are active.
      if (line.startsWith('INFO')) {
        const subscriptions = symbols.map((symbol, i) => `SUB ${symbol} ${i + 1}\r\n`).join('');
        send(`CONNECT {"verbose":false,"pedantic":false}\r\n${subscriptions}PING\r\n`);
      } else if (line === 'PONG') events.ready();
      else if (line === 'PING') send('PONG\r\n');
      else if (line.startsWith('-ERR')) events.closed(line);
    },
  );
  const client = new WebSocketClient(
    { port, path: '/', localAddress },
    {
      opened: () => undefined,
      message: (opcode, payload) => {
        if (opcode === OPCODE.binary) parser.push(payload);
      },
      closed: (reason) => events.closed(reason),
    },
  );
  return client;
};
