// A feed over real sockets that sends well-formed messages with whatever content a test chooses.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import {
  decodeResume,
  decodeSubscribe,
  encodeHeartbeat,
  encodeInstruments,
  encodeReply,
  encodeSnapshot,
  encodeWelcome,
} from '../../../proto/codec.ts';
import type { Reply } from '../../../proto/events.ts';
import type { Accepted, Heartbeat, Instrument, Snapshot, Welcome } from '../../../proto/messages.ts';
import { afterwards } from '../time/afterwards.ts';
import {
  makeAccepted,
  makeHeartbeat,
  makeInstruments,
  makeQuote,
  makeReply,
  makeState,
  makeTrades,
  makeWelcome,
} from '../wire/builders.ts';
import { until } from '../time/until.ts';

const HEARTBEAT_MS = 200;

export interface Lies {
  readonly welcome?: Partial<Welcome>;
  readonly instruments?: readonly Instrument[] | Uint8Array;
  /** What every subscribe and resume accepts. By default, the instruments of the requested symbols. */
  readonly accepted?: readonly Accepted[];
  readonly snapshot?: Partial<Snapshot>;
  readonly heartbeat?: () => Partial<Heartbeat>;
  /** Whether it sends no heartbeats. */
  readonly silent?: boolean;
  /** Called with each connection after its welcome. */
  readonly greet?: (socket: Socket) => void;
}

export class LyingFeed {
  /** Connections so far. */
  connections = 0;
  readonly url: string;
  #lies: Lies;
  #delayMs = 0;
  #beats = 0;
  readonly #underWay: (() => void)[] = [];

  private constructor(server: Server, url: string, lies: Lies) {
    this.url = url;
    this.#lies = lies;
    server.on('connection', (socket) => this.#serve(socket));
  }

  /** Closed after the test, or the file's last. */
  static async start(lies: Lies): Promise<LyingFeed> {
    const http = createServer();
    const server = new Server(http, { transports: ['websocket'], cors: { origin: '*' } });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    afterwards(() => server.close());
    return new LyingFeed(server, `http://127.0.0.1:${(http.address() as AddressInfo).port}`, lies);
  }

  /** Changes the lies, from the next message on. */
  say(lies: Lies): void {
    this.#lies = lies;
  }

  /** Heartbeats are on their way for so long from now on, milliseconds; those under way arrive before the next. */
  delay(ms: number): void {
    this.#delayMs = ms;
    if (ms === 0) for (const arrive of this.#underWay.splice(0)) arrive();
  }

  /** Resolves once so many more heartbeats were sent. */
  beats(n: number): Promise<void> {
    const last = this.#beats + n;
    return until(`${n} heartbeats`, () => this.#beats >= last).then(() => undefined);
  }

  #send(socket: Socket, heartbeat: Uint8Array): void {
    let arrived = false;
    const arrive = (): void => {
      if (arrived) return;
      arrived = true;
      this.#beats++;
      socket.emit('heartbeat', heartbeat);
    };
    if (this.#delayMs === 0) arrive();
    else {
      this.#underWay.push(arrive);
      setTimeout(arrive, this.#delayMs);
    }
  }

  #serve(socket: Socket): void {
    this.connections++;
    const now = (): { serverTime: number; marketTime: number } => ({ serverTime: Date.now(), marketTime: Date.now() });
    socket.emit('welcome', encodeWelcome(makeWelcome({ heartbeatMs: HEARTBEAT_MS, ...now(), ...this.#lies.welcome })));
    const { instruments = makeInstruments(3) } = this.#lies;
    socket.on('instruments', (_: Uint8Array, reply: Reply) =>
      reply(instruments instanceof Uint8Array ? instruments : encodeInstruments(instruments)),
    );
    for (const event of ['subscribe', 'resume'])
      socket.on(event, (request: Uint8Array, reply: Reply) => this.#grant(socket, event, request, reply));
    for (const event of ['unsubscribe', 'configure'])
      socket.on(event, (_: Uint8Array, reply: Reply) => reply(encodeReply(makeReply())));
    const beat = setInterval(() => {
      if (this.#lies.silent !== true)
        this.#send(socket, encodeHeartbeat(makeHeartbeat({ ...now(), ...this.#lies.heartbeat?.() })));
    }, HEARTBEAT_MS);
    socket.on('disconnect', () => clearInterval(beat));
    this.#lies.greet?.(socket);
  }

  #grant(socket: Socket, event: string, request: Uint8Array, reply: Reply): void {
    const asked = event === 'resume' ? decodeResume(request).subscriptions : decodeSubscribe(request);
    const { instruments, snapshot } = this.#lies;
    const offered = instruments instanceof Uint8Array ? [] : (instruments ?? makeInstruments(3));
    const granted = asked.flatMap(({ symbol, mode }) => {
      const instrument = offered.find((i) => i.symbol === symbol);
      return instrument && mode ? [makeAccepted(instrument.id, { instrument, mode })] : [];
    });
    const accepted = this.#lies.accepted ?? granted;
    reply(encodeReply(makeReply({ accepted })));
    const states = accepted
      .filter(({ mode }) => mode === 'board')
      .map(({ instrument: { id } }) => makeState({ id, reference: 99, quote: makeQuote(), trades: makeTrades() }));
    if (states.length > 0)
      socket.emit('snapshot', encodeSnapshot({ intervalMs: 0, at: { epoch: 1, sequence: 0 }, states, ...snapshot }));
  }
}
