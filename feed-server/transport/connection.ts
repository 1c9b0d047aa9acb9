// One connection: what a client says goes to who answers it, and what the hub sends goes out in its place in the order.
import { encodeClose, encodeRefusal, encodeWelcome } from '../../proto/codec.ts';
import type { Reply } from '../../proto/events.ts';
import { CLOSE_CODES, type Close, type CloseKind, type Refusal } from '../../proto/messages.ts';
import { UNITS } from '../delivery/budget.ts';
import type { Subscriber } from '../delivery/subscriber.ts';
import type { FaultyPort, Outlet } from '../scenarios/faulty-port.ts';
import type { Line } from './admission.ts';
import type { Answer } from './answerer.ts';
import { outgoingTo, type Outgoing } from './outgoing.ts';
import { Inbox } from './inbox.ts';
import type { FeedSocket, Serving, Shared, SocketsOptions } from './socket-context.ts';

/** After so many requests that are none, a connection is closed. */
const MAX_BAD_FRAMES = 10;
/** One connection, for a person. */
export interface ConnectionFacts {
  readonly id: string;
  /** Counts connections since the server started, from 1; undefined where nothing is to go wrong with them. */
  readonly number: number | undefined;
  /** The process that serves it, where that is a worker. */
  readonly worker?: number | undefined;
  readonly address: string;
  readonly subscriptions: number;
  /** The sequence up to which it has been sent everything. */
  readonly cursor: number;
  /** Bytes that wait for it in this process. */
  readonly waiting: number;
}

export class Connection implements Outlet {
  readonly #socket: FeedSocket;
  readonly #options: SocketsOptions;
  readonly #shared: Shared;
  /** Undefined where the TCP connection is gone already. */
  readonly #line: Line | undefined;
  readonly #inbox: Inbox;
  readonly #outgoing: Outgoing;
  /** Engine.IO's; with WebSockets alone it is never exchanged for another. */
  readonly #transport: FeedSocket['conn']['transport'];
  readonly #port: FaultyPort | undefined;
  readonly #drainedSoon: () => void;
  #serving: Serving;
  #subscriber: Subscriber;
  /** Whether the hub, or the port, waits to be told that all has left. */
  #awaited = false;
  #unreadBytes = 0;
  #badFrames = 0;

  constructor(socket: FeedSocket, options: SocketsOptions, shared: Shared) {
    const { serving, injector } = options;
    const { guard, turns, admission } = shared;
    this.#socket = socket;
    this.#options = options;
    this.#shared = shared;
    this.#line = admission.lineOf(socket.request.socket);
    this.#transport = socket.conn.transport;
    const cut = (): void => this.drop();
    this.#drainedSoon = guard.wrap('a connection that has drained', () => this.#tellDrained(), cut);
    this.#inbox = new Inbox({
      turns,
      intake: this.#line?.intake,
      unread: () => this.#unread,
      answer: guard.wrap('a request', (event: string, args: unknown[]) => this.#answer(event, args), cut),
    });
    this.#outgoing = outgoingTo(socket.request.socket, this.#drainedSoon);
    this.#port = injector?.join(this, socket.data.number);
    this.#serving = serving();
    this.#subscriber = this.#serving.hub.join(this.#port ?? this);
    // 'ready' comes, and the transport is writable again, once the last frame has been handed to the operating system.
    const ready = (): void => {
      this.#unreadBytes = this.#port?.heldBytes ?? 0;
      this.#tellDrained();
    };
    this.#transport.on('ready', guard.wrap('a connection that has drained', ready, cut));
    // An event may be named by a number.
    const hear = (event: unknown, ...args: unknown[]): void => this.#inbox.put(String(event), args);
    socket.onAny(guard.wrap('a request', hear, cut));
    socket.on(
      'disconnect',
      guard.wrap('the end of a connection', () => this.#leave(), cut),
    );
    this.#line?.join({
      waiting: () => this.#unreadBytes + this.#inbox.bytes,
      close: (why) => this.close('fell-behind', why),
    });
    this.#welcome();
  }

  get id(): string {
    return this.#socket.id;
  }

  get facts(): ConnectionFacts {
    const { count, own } = this.#subscriber;
    const { id, handshake } = this.#socket;
    return {
      id,
      number: this.#port?.number,
      address: handshake.address,
      subscriptions: count,
      cursor: own.cursor,
      waiting: this.#unread,
    };
  }

  rejoin(): void {
    const { batchIntervalMs } = this.#subscriber;
    this.#serving.hub.leave(this.#subscriber);
    this.#serving = this.#options.serving();
    this.#subscriber = this.#serving.hub.join(this.#port ?? this);
    this.#subscriber.batchIntervalMs = batchIntervalMs;
  }

  /** Engine.IO holds nothing back while its transport is writable, and the socket holds nothing of what either has written. */
  writable(): boolean {
    return this.#transport.writable && this.#outgoing.isFree && !this.#outgoing.tcp.destroyed;
  }

  whenWritable(): void {
    if (this.#awaited) return;
    this.#awaited = true;
    // Not from within the call, and after the events that wait: a long replay is no reason to keep others waiting.
    if (this.writable()) setImmediate(this.#drainedSoon);
  }

  taken(): number {
    const { tcp, taken } = this.#outgoing;
    return taken + tcp.bytesWritten - tcp.writableLength;
  }

  send(event: 'batch' | 'snapshot' | 'heartbeat', payload: Uint8Array): void {
    // What a fault held back may come right behind a reply: then it takes its place behind that, through Socket.IO itself.
    if (this.#transport.writable) this.#shared.writer.put(this.#outgoing, event, payload);
    else this.#socket.emit(event, payload.slice());
  }

  close(kind: CloseKind, message: string): void {
    this.closeWith({ code: CLOSE_CODES[kind], message });
  }

  closeWith(close: Close): void {
    this.#shared.writer.flush();
    closeSocket(this.#socket, close);
  }

  drop(): void {
    this.#outgoing.tcp.destroy();
  }

  drained(): void {
    this.#inbox.wake();
    this.#serving.hub.drained(this.#subscriber);
  }

  listensTo(symbols: readonly string[]): boolean {
    const { lanes, awaiting } = this.#subscriber;
    return symbols.some((symbol) => {
      const id = this.#serving.symbols.indexOf(symbol);
      return id >= 0 && (awaiting.has(id) || lanes.some(({ modes }) => modes[id] !== 0));
    });
  }

  /** Bytes that wait until the client reads, counted twice where they have been handed to the socket. */
  get #unread(): number {
    return this.#outgoing.tcp.writableLength + this.#unreadBytes;
  }

  /** Gone, or told to go: what is left of the WebSocket may take ten seconds to agree, since who was slow may yet read why. */
  #leave(): void {
    this.#inbox.close();
    this.#shared.admission.leave(this.#outgoing.tcp);
    if (this.#port) this.#options.injector?.leave(this.#port);
    this.#serving.hub.leave(this.#subscriber);
    // A client that ends its one namespace has no use for the rest.
    this.#socket.conn.close();
  }

  #tellDrained(): void {
    this.#inbox.wake();
    if (!this.#awaited || !this.writable()) return;
    this.#awaited = false;
    if (this.#port) this.#port.drained();
    else this.drained();
  }

  #welcome(): void {
    const welcome = this.#options.welcome();
    const serverTime = welcome.serverTime + (this.#port?.skewMs ?? 0);
    const payload = encodeWelcome({ ...welcome, serverTime });
    this.#pass(payload.length, () => this.#socket.emit('welcome', payload));
  }

  /** Returns what it cost, in units of the budget. */
  #answer(event: string, args: unknown[]): number {
    const acknowledge = args.pop();
    const { hub, answerer } = this.#serving;
    if (typeof acknowledge !== 'function') {
      this.#refuse(answerer.withoutAcknowledgement(event));
      return UNITS.request;
    }
    const { reply, refusal, serves, units } = this.#answerWithin(event, args);
    this.#unreadBytes += reply.length;
    this.#pass(reply.length, () => (acknowledge as Reply)(reply));
    if (refusal) this.#refuse(refusal);
    else if (serves) {
      hub.serve(this.#subscriber);
      // The client is to have its reply before a fault that waited for it strikes.
      if (this.#subscriber.count > 0) setImmediate(() => this.#port?.subscribed());
    }
    this.#line?.intake?.spend(units);
    if (this.#line) this.#shared.admission.recount(this.#line);
    return units;
  }

  /** What is asked, or that too much is. */
  #answerWithin(event: string, args: readonly unknown[]): Answer {
    const { answerer } = this.#serving;
    const retryAfterMs = this.#line?.intake?.retryAfterMs() ?? 0;
    if (retryAfterMs > 0) return answerer.tooFast(event, retryAfterMs);
    const port = this.#port;
    return answerer.answer(this.#subscriber, event, args, port && ((symbol) => port.refuses(symbol)));
  }

  #refuse(refusal: Refusal): void {
    const payload = encodeRefusal(refusal);
    this.#pass(payload.length, () => this.#socket.emit('refusal', payload));
    if (++this.#badFrames >= MAX_BAD_FRAMES)
      this.close('too-many-bad-frames', `${MAX_BAD_FRAMES} requests that are none; the last: ${refusal.message}`);
  }

  /** Sends what goes through Socket.IO, behind what was put before. */
  #pass(bytes: number, send: () => void): void {
    const go = (): void => {
      this.#shared.writer.flush();
      send();
    };
    if (this.#port) this.#port.pass(bytes, go);
    else go();
  }
}

/** Says why, then closes. */
export function closeSocket(socket: FeedSocket, close: Close): void {
  socket.emit('close', encodeClose(close));
  socket.disconnect(true);
}
