// Limits a process's TCP connections: their number, how long each may take to join and to close, and how many bytes may wait.
import type { Logger } from '../logging/logger.ts';
import type { ReadLimiter } from './read-limiter.ts';
import { ReadGate, type GatedSocket } from './read-gate.ts';

/** The most clients. With these limits, connections take less than 256 MB in total: docs/decisions/number-of-clients.md. */
export const MAX_CLIENTS = 11_000;
/** The most other connections, such as file downloads. The HTTP server limits how long they last. */
const MAX_OTHERS = 1_000;
/** The most bytes that may wait in this process for all connections together, in any buffer. */
export const MAX_WAITING_BYTES = 32 * 1024 * 1024;
/** Above the limit, connections are closed until this much is left, so that not every new chunk closes another one. */
const WAITING_AFTER_CLOSES = MAX_WAITING_BYTES / 2;

/**
 * `joining`: has requested a WebSocket, or has one that Socket.IO has not connected yet. `client`: connected by Socket.IO; from then on
 * the hub and pings watch it. `leaving`: has been closed or is about to be.
 */
type Stage =
  | { readonly kind: 'http' | 'client' }
  /** When it is destroyed, by the clock; milliseconds. */
  | { readonly kind: 'joining' | 'leaving'; readonly until: number };

/** How long a connection may take to become a client, and to end after it was closed. */
const JOIN_LIMIT_MS = 10_000;
const LEAVE_LIMIT_MS = 10_000;

/** The part of a TCP socket that is used here. */
export interface Tcp extends GatedSocket {
  readonly writableLength: number;
  readonly remoteAddress?: string | undefined;
  once(event: 'close', listener: () => void): unknown;
  destroy(): unknown;
}

/** A connection that Socket.IO has connected. */
export interface JoinedClient {
  readonly id: string;
  /** Bytes that wait, except those in its socket. */
  waiting(): number;
  close(why: string): void;
}

/** One TCP connection. */
export class TrackedConnection {
  readonly tcp: Tcp;
  /** Counts connections, so that a share of them can be checked at a time. */
  readonly number: number;
  stage: Stage = { kind: 'http' };
  /** Undefined until it is upgraded to a WebSocket. */
  readLimiter: ReadLimiter | undefined;
  #client: JoinedClient | undefined;
  /** Bytes that waited at the last count. */
  countedBytes = 0;
  /** Orders connections by when data last arrived; 0 if none has. */
  lastArrival = 0;

  constructor(tcp: Tcp, number: number) {
    this.tcp = tcp;
    this.number = number;
  }

  /** Bytes in this process that the client has not read, or that belong to an incomplete message from it. */
  get waiting(): number {
    return this.tcp.writableLength + (this.readLimiter?.incompleteBytes ?? 0) + (this.#client?.waiting() ?? 0);
  }

  /** Call this when Socket.IO has connected it. */
  join(client: JoinedClient): void {
    this.#client = client;
    this.stage = { kind: 'client' };
  }

  /** Undefined until Socket.IO has connected it. */
  get id(): string | undefined {
    return this.#client?.id;
  }

  close(why: string): void {
    this.#client?.close(why);
    this.tcp.destroy();
  }
}

export class Admission {
  readonly #connections = new Map<Tcp, TrackedConnection>();
  /** Connections that count as clients. */
  readonly #clients = new Set<TrackedConnection>();
  readonly #now: () => number;
  readonly #logger: Logger;
  readonly #maxClients: number;
  readonly #gate = new ReadGate();
  #arrivals = 0;
  #accepted = 0;
  #waiting = 0;

  /** `now`: any clock, milliseconds. */
  constructor(logger: Logger, now: () => number = () => performance.now(), maxClients = MAX_CLIENTS) {
    this.#logger = logger;
    this.#now = now;
    this.#maxClients = maxClients;
  }

  /** All TCP connections, clients or not. */
  get size(): number {
    return this.#connections.size;
  }

  /** Bytes that waited for all connections at the last count. */
  get waiting(): number {
    return this.#waiting;
  }

  get sockets(): Iterable<Tcp> {
    return this.#connections.keys();
  }

  /** Whether another connection may become a client. */
  get hasRoom(): boolean {
    return this.#clients.size < this.#maxClients;
  }

  /** Accepts a new connection. Above the limit it is destroyed without a response, since it has not sent a request yet. */
  accept(tcp: Tcp): void {
    if (this.#connections.size >= this.#maxClients + MAX_OTHERS) {
      tcp.destroy();
      return;
    }
    const line = new TrackedConnection(tcp, this.#accepted++);
    this.#connections.set(tcp, line);
    tcp.once('close', () => {
      this.#connections.delete(tcp);
      this.#waiting -= line.countedBytes;
      this.#clients.delete(line);
    });
  }

  /** Undefined once the connection has ended. */
  find(tcp: Tcp): TrackedConnection | undefined {
    return this.#connections.get(tcp);
  }

  /** Counts a connection that requests a WebSocket as a client. */
  reserve(tcp: Tcp): void {
    const line = this.#connections.get(tcp);
    if (!line) return;
    line.stage = { kind: 'joining', until: this.#now() + JOIN_LIMIT_MS };
    this.#clients.add(line);
  }

  /** Starts the time limit of a connection that has been closed. */
  startClosing(tcp: Tcp): void {
    const line = this.#connections.get(tcp);
    if (line) line.stage = { kind: 'leaving', until: this.#now() + LEAVE_LIMIT_MS };
  }

  /** Checks one of `shares` equal shares of the connections; `share` counts from 0. Call it about ten times a second. */
  check(share: number, shares: number): void {
    const now = this.#now();
    for (const line of this.#connections.values()) {
      if (line.number % shares !== share) continue;
      if ('until' in line.stage && now > line.stage.until) line.tcp.destroy();
      else this.#count(line);
    }
    this.#limitWaiting();
  }

  /** Recounts the bytes that wait for one connection. Call it when there may be more. */
  recount(line: TrackedConnection): void {
    this.#count(line);
    this.#limitWaiting();
  }

  /** Call this when data has arrived. */
  onData(line: TrackedConnection): void {
    line.lastArrival = ++this.#arrivals;
    this.recount(line);
  }

  #count(line: TrackedConnection): void {
    // A connection that has ended must not be counted again.
    if (this.#connections.get(line.tcp) !== line) return;
    const { waiting } = line;
    this.#waiting += waiting - line.countedBytes;
    line.countedBytes = waiting;
  }

  /** If too many bytes wait, closes the connections with the most, and pauses reading from all WebSockets for a moment. */
  #limitWaiting(): void {
    if (this.#waiting <= MAX_WAITING_BYTES) return;
    const lines = [...this.#connections.values()];
    for (const line of lines) this.#count(line);
    // Clients may have read some of it since they were last counted.
    if (this.#waiting <= MAX_WAITING_BYTES) return;
    for (const line of lines
      .filter(({ countedBytes }) => countedBytes > 0)
      .sort((a, b) => b.countedBytes - a.countedBytes)) {
      if (this.#waiting <= WAITING_AFTER_CLOSES) break;
      this.#closeForWaiting(line);
    }
    // Node reads all sockets with data before V8 frees the closed ones' buffers. With thousands of sockets, that is too much memory.
    const webSockets = lines.filter(({ readLimiter }) => readLimiter).sort((a, b) => a.lastArrival - b.lastArrival);
    this.#gate.pause(webSockets.map(({ tcp }) => tcp));
  }

  #closeForWaiting(line: TrackedConnection): void {
    const why = `${line.countedBytes} bytes waited for it, more than for any other connection, and ${this.#waiting} in total`;
    this.#logger.warn(`connection closed: ${why}`, { connection: line.id, address: line.tcp.remoteAddress });
    this.#waiting -= line.countedBytes;
    line.countedBytes = 0;
    this.#connections.delete(line.tcp);
    line.close(why);
  }
}
