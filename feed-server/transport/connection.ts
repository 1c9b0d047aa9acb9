// One client's connection: queues its requests, and sends replies and the hub's events in order.
import { encodeClose, encodeRefusal, encodeWelcome } from '../../proto/codec.ts';
import type { Reply } from '../../proto/events.ts';
import { CLOSE_CODES, type Close, type CloseKind, type Refusal } from '../../proto/messages.ts';
import { UNITS } from '../delivery/budget.ts';
import type { Subscriber } from '../delivery/subscriber.ts';
import type { LogFields, Logger } from '../logging/logger.ts';
import type { FaultyPort, Outlet } from '../scenarios/faulty-port.ts';
import type { TrackedConnection } from './admission.ts';
import type { Answer } from './request-handler.ts';
import { createByteSink, type ByteSink } from './byte-sink.ts';
import { RequestQueue } from './request-queue.ts';
import type { FeedSocket, LogService, ConnectionContext, SocketsOptions } from './socket-context.ts';

/** A connection is closed after this many invalid requests. */
const MAX_BAD_REQUESTS = 10;

/** A connection as the admin API shows it. */
export interface ConnectionInfo {
  readonly id: string;
  /** Counts connections since the server started, from 1. Undefined on a server that injects no faults. */
  readonly number: number | undefined;
  /** The process id of the worker that serves it; undefined without workers. */
  readonly worker?: number | undefined;
  readonly address: string;
  readonly subscriptions: number;
  /** Everything up to this sequence has been sent to it. */
  readonly cursor: number;
  /** Bytes in this process that wait for the client to read. */
  readonly waiting: number;
}

export class Connection implements Outlet {
  readonly #socket: FeedSocket;
  readonly #options: SocketsOptions;
  readonly #context: ConnectionContext;
  /** Undefined if the TCP connection has already ended. */
  readonly #tracked: TrackedConnection | undefined;
  readonly #requests: RequestQueue;
  readonly #sink: ByteSink;
  /** Engine.IO's transport, which never changes with WebSockets alone. */
  readonly #transport: FeedSocket['conn']['transport'];
  readonly #port: FaultyPort | undefined;
  readonly #notifyDrained: () => void;
  #service: LogService;
  #subscriber: Subscriber;
  /** Whether the hub or the fault port waits for `drained`. */
  #isDrainAwaited = false;
  #unreadBytes = 0;
  #badRequests = 0;

  constructor(socket: FeedSocket, options: SocketsOptions, context: ConnectionContext) {
    const { service, injector } = options;
    const { guard, tasks, admission } = context;
    this.#socket = socket;
    this.#options = options;
    this.#context = context;
    this.#tracked = admission.find(socket.request.socket);
    this.#transport = socket.conn.transport;
    const destroy = (): void => this.drop();
    const fields = (): LogFields => ({ connection: socket.id, address: socket.handshake.address });
    this.#notifyDrained = guard.wrap('a drain event', () => this.#onDrained(), destroy, fields);
    this.#requests = new RequestQueue({
      tasks,
      readLimiter: this.#tracked?.readLimiter,
      unreadBytes: () => this.#unread,
      answer: guard.wrap('a request', (event: string, args: unknown[]) => this.#answer(event, args), destroy, fields),
    });
    this.#sink = createByteSink(socket.request.socket, this.#notifyDrained);
    this.#port = injector?.join(this, socket.data.number);
    this.#service = service();
    this.#subscriber = this.#service.hub.join(this.#port ?? this);
    // The transport emits 'ready', and is writable again, once the operating system has its last frame.
    const onReady = (): void => {
      this.#unreadBytes = this.#port?.heldBytes ?? 0;
      this.#onDrained();
    };
    this.#transport.on('ready', guard.wrap('a drain event', onReady, destroy, fields));
    // Socket.IO allows numbers as event names.
    const onEvent = (event: unknown, ...args: unknown[]): void => this.#requests.push(String(event), args);
    socket.onAny(guard.wrap('a request', onEvent, destroy, fields));
    socket.on(
      'disconnect',
      guard.wrap('a disconnect', () => this.#onDisconnect(), destroy, fields),
    );
    this.#tracked?.join({
      id: socket.id,
      waiting: () => this.#unreadBytes + this.#requests.bytes,
      close: (why) => this.close('fell-behind', why),
    });
    options.logger.debug('connection opened', fields());
    this.#welcome();
  }

  get id(): string {
    return this.#socket.id;
  }

  get info(): ConnectionInfo {
    const { subscriptionCount, defaultLane } = this.#subscriber;
    const { id, handshake } = this.#socket;
    return {
      id,
      number: this.#port?.number,
      address: handshake.address,
      subscriptions: subscriptionCount,
      cursor: defaultLane.cursor,
      waiting: this.#unread,
    };
  }

  rejoin(): void {
    const { batchIntervalMs } = this.#subscriber;
    this.#service.hub.leave(this.#subscriber);
    this.#service = this.#options.service();
    this.#subscriber = this.#service.hub.join(this.#port ?? this);
    this.#subscriber.batchIntervalMs = batchIntervalMs;
  }

  /** Whether Engine.IO and the socket have sent everything. */
  writable(): boolean {
    return this.#transport.writable && this.#sink.isIdle && !this.#sink.tcp.destroyed;
  }

  whenWritable(): void {
    if (this.#isDrainAwaited) return;
    this.#isDrainAwaited = true;
    // In a later turn of the event loop, so that a long replay does not hold up other connections.
    if (this.writable()) setImmediate(this.#notifyDrained);
  }

  flushed(): number {
    const { tcp, directBytes } = this.#sink;
    return directBytes + tcp.bytesWritten - tcp.writableLength;
  }

  send(event: 'batch' | 'snapshot' | 'heartbeat', payload: Uint8Array): void {
    // A fault may release an event while Socket.IO is still sending a reply. Socket.IO then keeps the two in order.
    if (this.#transport.writable) this.#context.writer.write(this.#sink, event, payload);
    else this.#socket.emit(event, payload.slice());
  }

  close(kind: CloseKind, message: string): void {
    this.closeWith({ code: CLOSE_CODES[kind], message });
  }

  closeWith(close: Close): void {
    this.#context.writer.flush();
    closeSocket(this.#socket, close, this.#options.logger);
  }

  drop(): void {
    this.#sink.tcp.destroy();
  }

  drained(): void {
    this.#requests.resume();
    this.#service.hub.drained(this.#subscriber);
  }

  listensTo(symbols: readonly string[]): boolean {
    const { lanes, awaitingSnapshot } = this.#subscriber;
    return symbols.some((symbol) => {
      const id = this.#service.symbols.indexOf(symbol);
      return id >= 0 && (awaitingSnapshot.has(id) || lanes.some(({ modes }) => modes[id] !== 0));
    });
  }

  /** Bytes that the client has not read yet. Those already in the socket count twice. */
  get #unread(): number {
    return this.#sink.tcp.writableLength + this.#unreadBytes;
  }

  /** The connection has ended or was closed. Its WebSocket stays for ten more seconds, so that a slow client can read the reason. */
  #onDisconnect(): void {
    this.#options.logger.debug('connection ended', { connection: this.id });
    this.#requests.close();
    this.#context.admission.startClosing(this.#sink.tcp);
    if (this.#port) this.#options.injector?.leave(this.#port);
    this.#service.hub.leave(this.#subscriber);
    // Without its only namespace, a client has no use for the WebSocket.
    this.#socket.conn.close();
  }

  #onDrained(): void {
    this.#requests.resume();
    if (!this.#isDrainAwaited || !this.writable()) return;
    this.#isDrainAwaited = false;
    if (this.#port) this.#port.drained();
    else this.drained();
  }

  #welcome(): void {
    const welcome = this.#options.welcome();
    const serverTime = welcome.serverTime + (this.#port?.skewMs ?? 0);
    const payload = encodeWelcome({ ...welcome, serverTime });
    this.#sendInOrder(payload.length, () => this.#socket.emit('welcome', payload));
  }

  /** Returns the cost in units of the budget. */
  #answer(event: string, args: unknown[]): number {
    const acknowledge = args.pop();
    const { hub, requestHandler } = this.#service;
    if (typeof acknowledge !== 'function') {
      this.#refuse(requestHandler.missingAcknowledgement(event));
      return UNITS.request;
    }
    const { reply, refusal, serves, units } = this.#answerWithinBudget(event, args);
    this.#unreadBytes += reply.length;
    this.#sendInOrder(reply.length, () => (acknowledge as Reply)(reply));
    if (refusal) this.#refuse(refusal);
    else if (serves) {
      hub.serve(this.#subscriber);
      // A fault that waits for a subscription strikes after the client has its reply.
      if (this.#subscriber.subscriptionCount > 0) setImmediate(() => this.#port?.subscribed());
    }
    this.#tracked?.readLimiter?.spend(units);
    if (this.#tracked) this.#context.admission.recount(this.#tracked);
    return units;
  }

  /** Answers the request, or refuses it if the budget is spent. */
  #answerWithinBudget(event: string, args: readonly unknown[]): Answer {
    const { requestHandler } = this.#service;
    const retryAfterMs = this.#tracked?.readLimiter?.retryAfterMs() ?? 0;
    if (retryAfterMs > 0) return requestHandler.refuseTooFast(event, retryAfterMs);
    const port = this.#port;
    return requestHandler.handle(this.#subscriber, event, args, port && ((symbol) => port.refuses(symbol)));
  }

  #refuse(refusal: Refusal): void {
    const payload = encodeRefusal(refusal);
    this.#sendInOrder(payload.length, () => this.#socket.emit('refusal', payload));
    if (++this.#badRequests >= MAX_BAD_REQUESTS)
      this.close('too-many-bad-frames', `${MAX_BAD_REQUESTS} invalid requests; the last: ${refusal.message}`);
  }

  /** Sends through Socket.IO after everything written earlier. */
  #sendInOrder(bytes: number, send: () => void): void {
    const sendNow = (): void => {
      this.#context.writer.flush();
      send();
    };
    if (this.#port) this.#port.sendInOrder(bytes, sendNow);
    else sendNow();
  }
}

/** Sends the reason, then closes. */
export function closeSocket(socket: FeedSocket, close: Close, logger: Logger): void {
  const { code, message } = close;
  logger.debug(`connection closed: ${message}`, { connection: socket.id, code });
  socket.emit('close', encodeClose(close));
  socket.disconnect(true);
}
