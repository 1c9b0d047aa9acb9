// One connection: what a client says goes to who answers it, and what the hub sends goes out in its place in the order.
import { encodeClose, encodeRefusal, encodeWelcome } from '../../proto/codec.ts';
import type { Reply } from '../../proto/events.ts';
import { CLOSE_CODES, type Close, type CloseKind, type Refusal } from '../../proto/messages.ts';
import type { Subscriber } from '../delivery/subscriber.ts';
import type { FaultyPort, Outlet } from '../scenarios/faulty-port.ts';
import { Outgoing, type EventWriter } from './event-writer.ts';
import type { FeedSocket, Serving, SocketsOptions } from './sockets.ts';

/** After so many requests that are none, a connection is closed. */
const MAX_BAD_FRAMES = 10;
/** Bytes of replies kept for a client that does not read them; batches and heartbeats are not even made while it does not. */
const MAX_UNREAD_BYTES = 8 * 1024 * 1024;
/** How long a client that is closed may take to agree: who was slow may yet read why. */
const GOODBYE_LIMIT_MS = 10_000;

/** One connection, for a person. */
export interface ConnectionFacts {
  readonly id: string;
  /** Counts connections since the server started, from 1; undefined where nothing is to go wrong with them. */
  readonly number: number | undefined;
  /** The process that serves it, where that is a gateway. */
  readonly gateway?: number | undefined;
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
  readonly #writer: EventWriter;
  readonly #outgoing: Outgoing;
  /** Engine.IO's; with WebSockets alone it is never exchanged for another. */
  readonly #transport: FeedSocket['conn']['transport'];
  readonly #port: FaultyPort | undefined;
  #serving: Serving;
  #subscriber: Subscriber;
  /** Whether the hub, or the port, waits to be told that all has left. */
  #awaited = false;
  #unreadBytes = 0;
  #badFrames = 0;
  /** Ends it where the client does not, once it has been told that it is closed. */
  #goodbye: NodeJS.Timeout | undefined;

  constructor(socket: FeedSocket, options: SocketsOptions, writer: EventWriter) {
    const { serving, injector } = options;
    this.#socket = socket;
    this.#options = options;
    this.#writer = writer;
    this.#transport = socket.conn.transport;
    this.#outgoing = new Outgoing(socket.request.socket, () => this.#tellDrained());
    this.#port = injector?.join(this, socket.data.number);
    this.#serving = serving();
    this.#subscriber = this.#serving.hub.join(this.#port ?? this);
    // 'ready' comes, and the transport is writable again, once the last frame has been handed to the operating system.
    this.#transport.on('ready', () => {
      this.#unreadBytes = this.#port?.heldBytes ?? 0;
      this.#tellDrained();
    });
    socket.onAny((event: string, ...args: unknown[]) => this.#hear(event, args));
    socket.on('disconnect', () => {
      if (this.#port) injector?.leave(this.#port);
      this.#serving.hub.leave(this.#subscriber);
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
      waiting: this.#outgoing.tcp.writableLength + this.#unreadBytes,
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
    if (this.writable()) setImmediate(() => this.#tellDrained());
  }

  taken(): number {
    const { tcp, taken } = this.#outgoing;
    return taken + tcp.bytesWritten - tcp.writableLength;
  }

  send(event: 'batch' | 'snapshot' | 'heartbeat', payload: Uint8Array): void {
    // What a fault held back may come right behind a reply: then it takes its place behind that, through Socket.IO itself.
    if (this.#transport.writable) this.#writer.put(this.#outgoing, event, payload);
    else this.#socket.emit(event, payload.slice());
  }

  close(kind: CloseKind, message: string): void {
    this.closeWith({ code: CLOSE_CODES[kind], message });
  }

  closeWith(close: Close): void {
    const { tcp } = this.#outgoing;
    this.#writer.flush();
    closeSocket(this.#socket, close);
    if (this.#goodbye) return;
    // One that does not read never agrees, and what waits for it would wait with it.
    this.#goodbye = setTimeout(() => tcp.destroy(), GOODBYE_LIMIT_MS);
    tcp.once('close', () => clearTimeout(this.#goodbye));
  }

  drop(): void {
    this.#outgoing.tcp.destroy();
  }

  drained(): void {
    this.#serving.hub.drained(this.#subscriber);
  }

  listensTo(symbols: readonly string[]): boolean {
    const { lanes, awaiting } = this.#subscriber;
    return symbols.some((symbol) => {
      const id = this.#serving.symbols.indexOf(symbol);
      return id >= 0 && (awaiting.has(id) || lanes.some(({ modes }) => modes[id] !== 0));
    });
  }

  #tellDrained(): void {
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

  #hear(event: string, args: unknown[]): void {
    const acknowledge = args.pop();
    if (typeof acknowledge !== 'function') {
      this.#refuse(this.#serving.answerer.withoutAcknowledgement(event));
      return;
    }
    const { hub, answerer } = this.#serving;
    const port = this.#port;
    const refuses = port && ((symbol: string) => port.refuses(symbol));
    const { reply, refusal, serves } = answerer.answer(this.#subscriber, event, args, refuses);
    this.#unreadBytes += reply.length;
    if (this.#unreadBytes > MAX_UNREAD_BYTES) {
      this.close('fell-behind', `${MAX_UNREAD_BYTES} bytes of replies have not been read`);
      return;
    }
    this.#pass(reply.length, () => (acknowledge as Reply)(reply));
    if (refusal) this.#refuse(refusal);
    else if (serves) {
      hub.serve(this.#subscriber);
      // The client is to have its reply before a fault that waited for it strikes.
      if (this.#subscriber.count > 0) setImmediate(() => this.#port?.subscribed());
    }
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
      this.#writer.flush();
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
