// A TCP connection that asks a feed over plain HTTP whether it is well, and says what became of it.
import { connect, type Socket } from 'node:net';
import { afterwards } from './afterwards.ts';
import { within } from './until.ts';

const REQUEST = 'GET /healthz HTTP/1.1\r\nHost: feed\r\nConnection: close\r\n\r\n';

export class HttpProbe {
  /** `closed`: without an answer. */
  readonly outcome: Promise<'answered' | 'closed'>;
  readonly #socket: Socket;

  /** `request`: what it sends at once; by default a request that is answered. */
  constructor(port: number, request = REQUEST) {
    const socket = connect(port, '127.0.0.1');
    this.#socket = socket;
    let heard = '';
    socket.setEncoding('latin1').on('data', (text: string) => (heard += text));
    socket.on('error', () => undefined);
    this.outcome = new Promise((resolve) => {
      socket.once('close', () => resolve(heard.startsWith('HTTP/1.1 200 ') ? 'answered' : 'closed'));
    });
    socket.write(request);
    afterwards(() => socket.destroy());
  }

  close(): void {
    this.#socket.destroy();
  }
}

/** What became of all of them, within `limitMs`. */
export function outcomes(probes: readonly HttpProbe[], limitMs: number): Promise<('answered' | 'closed')[]> {
  return within(
    `${probes.length} connections to be answered or closed`,
    Promise.all(probes.map((p) => p.outcome)),
    limitMs,
  );
}
