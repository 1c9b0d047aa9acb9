// A feed on real sockets that sends well-formed messages with content chosen by the test.
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
import { addCleanup } from '../time/cleanup.ts';
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

export interface FeedScript {
  readonly welcome?: Partial<Welcome>;
  readonly instruments?: readonly Instrument[] | Uint8Array;
  /** The subscriptions accepted in every reply to subscribe and resume; by default, those requested. */
  readonly accepted?: readonly Accepted[];
  readonly snapshot?: Partial<Snapshot>;
  readonly heartbeat?: () => Partial<Heartbeat>;
  /** If true, the feed sends no heartbeats. */
  readonly silent?: boolean;
  /** Called with each connection after its welcome. */
  readonly onConnection?: (socket: Socket) => void;
}

export class ScriptedFeed {
  /** Number of connections so far. */
  connections = 0;
  readonly url: string;
  #script: FeedScript;
  #delayMs = 0;
  #heartbeatsSent = 0;
  readonly #delayed: (() => void)[] = [];

  private constructor(server: Server, url: string, script: FeedScript) {
    this.url = url;
    this.#script = script;
    server.on('connection', (socket) => this.#serve(socket));
  }

  /** The feed is closed after the current test or, outside a test as in `beforeAll`, after the file's last test. */
  static async start(script: FeedScript): Promise<ScriptedFeed> {
    const http = createServer();
    const server = new Server(http, { transports: ['websocket'], cors: { origin: '*' } });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    addCleanup(() => server.close());
    return new ScriptedFeed(server, `http://127.0.0.1:${(http.address() as AddressInfo).port}`, script);
  }

  /** Applies from the next message on. */
  setScript(script: FeedScript): void {
    this.#script = script;
  }

  /** Delays every heartbeat from now on by `ms`. With 0, also sends the delayed ones at once. */
  delayHeartbeats(ms: number): void {
    this.#delayMs = ms;
    if (ms === 0) for (const send of this.#delayed.splice(0)) send();
  }

  /** Resolves once `n` more heartbeats have been sent. */
  untilHeartbeats(n: number): Promise<void> {
    const last = this.#heartbeatsSent + n;
    return until(`${n} heartbeats`, () => this.#heartbeatsSent >= last).then(() => undefined);
  }

  #sendHeartbeat(socket: Socket, heartbeat: Uint8Array): void {
    let sent = false;
    const send = (): void => {
      if (sent) return;
      sent = true;
      this.#heartbeatsSent++;
      socket.emit('heartbeat', heartbeat);
    };
    if (this.#delayMs === 0) send();
    else {
      this.#delayed.push(send);
      setTimeout(send, this.#delayMs);
    }
  }

  #serve(socket: Socket): void {
    this.connections++;
    const now = (): { serverTime: number; marketTime: number } => ({ serverTime: Date.now(), marketTime: Date.now() });
    socket.emit(
      'welcome',
      encodeWelcome(makeWelcome({ heartbeatMs: HEARTBEAT_MS, ...now(), ...this.#script.welcome })),
    );
    const { instruments = makeInstruments(3) } = this.#script;
    socket.on('instruments', (_: Uint8Array, reply: Reply) =>
      reply(instruments instanceof Uint8Array ? instruments : encodeInstruments(instruments)),
    );
    for (const event of ['subscribe', 'resume'])
      socket.on(event, (request: Uint8Array, reply: Reply) => this.#answer(socket, event, request, reply));
    for (const event of ['unsubscribe', 'configure'])
      socket.on(event, (_: Uint8Array, reply: Reply) => reply(encodeReply(makeReply())));
    const heartbeatTimer = setInterval(() => {
      if (this.#script.silent !== true)
        this.#sendHeartbeat(socket, encodeHeartbeat(makeHeartbeat({ ...now(), ...this.#script.heartbeat?.() })));
    }, HEARTBEAT_MS);
    socket.on('disconnect', () => clearInterval(heartbeatTimer));
    this.#script.onConnection?.(socket);
  }

  #answer(socket: Socket, event: string, request: Uint8Array, reply: Reply): void {
    const requested = event === 'resume' ? decodeResume(request).subscriptions : decodeSubscribe(request);
    const { instruments, snapshot } = this.#script;
    const offered = instruments instanceof Uint8Array ? [] : (instruments ?? makeInstruments(3));
    const offeredSubscriptions = requested.flatMap(({ symbol, mode }) => {
      const instrument = offered.find((i) => i.symbol === symbol);
      return instrument && mode ? [makeAccepted(instrument.id, { instrument, mode })] : [];
    });
    const accepted = this.#script.accepted ?? offeredSubscriptions;
    reply(encodeReply(makeReply({ accepted })));
    const states = accepted
      .filter(({ mode }) => mode === 'board')
      .map(({ instrument: { id } }) => makeState({ id, reference: 99, quote: makeQuote(), trades: makeTrades() }));
    if (states.length > 0)
      socket.emit('snapshot', encodeSnapshot({ intervalMs: 0, at: { epoch: 1, sequence: 0 }, states, ...snapshot }));
  }
}
