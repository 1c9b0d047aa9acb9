// One client's connection: has its requests answered, and sends replies and what the hub has for it in order.
import { encodeClose, encodeRefusal, encodeWelcome } from '../../proto/codec.ts';
import type { Reply } from '../../proto/events.ts';
import { CLOSE_CODES, type Close, type CloseKind, type Refusal } from '../../proto/messages.ts';
import { UNITS } from '../delivery/budget.ts';
import type { Subscriber } from '../delivery/subscriber.ts';
import type { LogFields, Logger } from '../logging/logger.ts';
import type { FaultyPort, Outlet } from '../scenarios/faulty-port.ts';
import type { Line } from './admission.ts';
import type { Answer } from './request-handler.ts';
import { outgoingTo, type Outgoing } from './outgoing.ts';
import { Inbox } from './inbox.ts';
import type { FeedSocket, Serving, Shared, SocketsOptions } from './socket-context.ts';

/** A connection is closed after this many invalid requests. */
const MAX_BAD_FRAMES = 10;

/** What the admin API shows of a connection. */
export interface ConnectionFacts {
  readonly id: string;
  /** Numbers connections from 1 since the server started. Undefined on a server that injects no faults. */
  readonly number: number | undefined;
  /** The process that serves it, if that is a worker. */
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
  /** Undefined if the TCP connection has already ended. */
  readonly #line: Line | undefined;
  readonly #inbox: Inbox;
  readonly #outgoing: Outgoing;
  /** Engine.IO's; with WebSockets alone it is never exchanged for another. */
  readonly #transport: FeedSocket['conn']['transport'];
  readonly #port: FaultyPort | undefined;
  readonly #drainedSoon: () => void;
  #serving: Serving;
  #subscriber: Subscriber;
  /** Whether the hub, or the port, waits for `drained`. */
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
    const about = (): LogFields => ({ connection: socket.id, address: socket.handshake.address });
    this.#drainedSoon = guard.wrap('a connection that has drained', () => this.#tellDrained(), cut, about);
    this.#inbox = new Inbox({
      turns,
      intake: this.#line?.intake,
      unread: () => this.#unread,
      answer: guard.wrap('a request', (event: string, args: unknown[]) => this.#answer(event, args), cut, about),
    });
    this.#outgoing = outgoingTo(socket.request.socket, this.#drainedSoon);
    this.#port = injector?.join(this, socket.data.number);
    this.#serving = serving();
    this.#subscriber = this.#serving.hub.join(this.#port ?? this);
    // The transport emits 'ready', and is writable again, once the operating system has its last frame.
    const ready = (): void => {
      this.#unreadBytes = this.#port?.heldBytes ?? 0;
      this.#tellDrained();
    };
    this.#transport.on('ready', guard.wrap('a connection that has drained', ready, cut, about));
    // Socket.IO allows a number as the name of an event.
    const hear = (event: unknown, ...args: unknown[]): void => this.#inbox.put(String(event), args);
    socket.onAny(guard.wrap('a request', hear, cut, about));
    socket.on(
      'disconnect',
      guard.wrap('the end of a connection', () => this.#leave(), cut, about),
    );
    this.#line?.join({
      id: socket.id,
      waiting: () => this.#unreadBytes + this.#inbox.bytes,
      close: (why) => this.close('fell-behind', why),
    });
    options.logger.debug('connection opened', about());
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

  /** Whether nothing that was sent waits in Engine.IO or in the socket. */
  writable(): boolean {
    return this.#transport.writable && this.#outgoing.isFree && !this.#outgoing.tcp.destroyed;
  }

  whenWritable(): void {
    if (this.#awaited) return;
    this.#awaited = true;
    // In a later turn of the event loop, so that a long replay does not hold up other connections.
    if (this.writable()) setImmediate(this.#drainedSoon);
  }

  taken(): number {
    const { tcp, taken } = this.#outgoing;
    return taken + tcp.bytesWritten - tcp.writableLength;
  }

  send(event: 'batch' | 'snapshot' | 'heartbeat', payload: Uint8Array): void {
    // A fault may release an event while Socket.IO is still sending a reply. Socket.IO then keeps the two in order.
    if (this.#transport.writable) this.#shared.writer.put(this.#outgoing, event, payload);
    else this.#socket.emit(event, payload.slice());
  }

  close(kind: CloseKind, message: string): void {
    this.closeWith({ code: CLOSE_CODES[kind], message });
  }

  closeWith(close: Close): void {
    this.#shared.writer.flush();
    closeSocket(this.#socket, close, this.#options.logger);
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

  /** Bytes that wait until the client reads. Those already in the socket are counted twice. */
  get #unread(): number {
    return this.#outgoing.tcp.writableLength + this.#unreadBytes;
  }

  /** The connection has ended or was closed. Its WebSocket has ten more seconds, so that a slow client can still read the reason. */
  #leave(): void {
    this.#options.logger.debug('connection ended', { connection: this.id });
    this.#inbox.close();
    this.#shared.admission.leave(this.#outgoing.tcp);
    if (this.#port) this.#options.injector?.leave(this.#port);
    this.#serving.hub.leave(this.#subscriber);
    // Without its only namespace, a client has no use for the WebSocket.
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
    const { hub, requestHandler } = this.#serving;
    if (typeof acknowledge !== 'function') {
      this.#refuse(requestHandler.withoutAcknowledgement(event));
      return UNITS.request;
    }
    const { reply, refusal, serves, units } = this.#answerWithin(event, args);
    this.#unreadBytes += reply.length;
    this.#pass(reply.length, () => (acknowledge as Reply)(reply));
    if (refusal) this.#refuse(refusal);
    else if (serves) {
      hub.serve(this.#subscriber);
      // A fault that waits for a subscription strikes after the client has its reply.
      if (this.#subscriber.count > 0) setImmediate(() => this.#port?.subscribed());
    }
    this.#line?.intake?.spend(units);
    if (this.#line) this.#shared.admission.recount(this.#line);
    return units;
  }

  /** The answer, or a refusal if the budget is spent. */
  #answerWithin(event: string, args: readonly unknown[]): Answer {
    const { requestHandler } = this.#serving;
    const retryAfterMs = this.#line?.intake?.retryAfterMs() ?? 0;
    if (retryAfterMs > 0) return requestHandler.tooFast(event, retryAfterMs);
    const port = this.#port;
    return requestHandler.handle(this.#subscriber, event, args, port && ((symbol) => port.refuses(symbol)));
  }

  #refuse(refusal: Refusal): void {
    const payload = encodeRefusal(refusal);
    this.#pass(payload.length, () => this.#socket.emit('refusal', payload));
    if (++this.#badFrames >= MAX_BAD_FRAMES)
      this.close('too-many-bad-frames', `${MAX_BAD_FRAMES} invalid requests; the last: ${refusal.message}`);
  }

  /** Sends through Socket.IO, after everything that was written before. */
  #pass(bytes: number, send: () => void): void {
    const go = (): void => {
      this.#shared.writer.flush();
      send();
    };
    if (this.#port) this.#port.pass(bytes, go);
    else go();
  }
}

/** Sends the reason, then closes. */
export function closeSocket(socket: FeedSocket, close: Close, logger: Logger): void {
  const { code, message } = close;
  logger.debug(`connection closed: ${message}`, { connection: socket.id, code });
  socket.emit('close', encodeClose(close));
  socket.disconnect(true);
}
