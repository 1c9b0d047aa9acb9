// Sends a feed one HTTP request over TCP, and reports whether it was answered or closed.
import { connect, type Socket } from 'node:net';
import { addCleanup } from '../time/cleanup.ts';
import { within } from '../time/until.ts';

const REQUEST = 'GET /healthz HTTP/1.1\r\nHost: feed\r\nConnection: close\r\n\r\n';

export class HttpProbe {
  /** `closed`: closed without a response. */
  readonly outcome: Promise<'answered' | 'closed'>;
  readonly #socket: Socket;

  /** `request`: sent at once; by default GET /healthz. */
  constructor(port: number, request = REQUEST) {
    const socket = connect(port, '127.0.0.1');
    this.#socket = socket;
    let received = '';
    socket.setEncoding('latin1').on('data', (text: string) => (received += text));
    socket.on('error', () => undefined);
    this.outcome = new Promise((resolve) => {
      socket.once('close', () => resolve(received.startsWith('HTTP/1.1 200 ') ? 'answered' : 'closed'));
    });
    socket.write(request);
    addCleanup(() => socket.destroy());
  }

  close(): void {
    this.#socket.destroy();
  }
}

/** The outcomes of all probes, within `limitMs`. */
export function outcomes(probes: readonly HttpProbe[], limitMs: number): Promise<('answered' | 'closed')[]> {
  return within(
    `${probes.length} connections to be answered or closed`,
    Promise.all(probes.map((p) => p.outcome)),
    limitMs,
  );
}
