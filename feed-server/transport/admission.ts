// Limits a process's TCP connections: their number, how long each may take to join and to close, and how many bytes are buffered.
import type { Logger } from '../logging/logger.ts';
import type { ReadLimiter } from './read-limiter.ts';
import { ReadGate, type GatedSocket } from './read-gate.ts';

/** The most clients. With these limits, connections take less than 256 MB in total: docs/decisions/number-of-clients.md. */
export const MAX_CLIENTS = 11_000;
/** The most other connections, such as file downloads. The HTTP server limits how long they last. */
const MAX_OTHER_CONNECTIONS = 1_000;
/** The most bytes that may wait in this process for all connections together, in any buffer. */
export const MAX_WAITING_BYTES = 32 * 1024 * 1024;
/** Above the limit, connections are closed until only this much waits, so that each new chunk does not close another one. */
const WAITING_BYTES_AFTER_CLOSING = MAX_WAITING_BYTES / 2;

/**
 * `joining`: has requested a WebSocket, or has one that Socket.IO has not connected yet. `client`: connected by Socket.IO; from then on
 * the hub and pings watch it. `leaving`: has been closed or is about to be.
 */
type Stage =
  | { readonly kind: 'http' | 'client' }
  /** `deadline`: when the connection is destroyed, on the clock `now`; milliseconds. */
  | { readonly kind: 'joining' | 'leaving'; readonly deadline: number };

/** How long a connection may take to become a client, and to end after it was closed. */
const MAX_JOIN_MS = 10_000;
const MAX_LEAVE_MS = 10_000;

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
  /** Returns the bytes that wait, except those in its socket. */
  waiting(): number;
  close(why: string): void;
}

/** One TCP connection. */
export class TrackedConnection {
  readonly tcp: Tcp;
  /** Numbers connections in order, so that they can be checked in equal shares. */
  readonly number: number;
  stage: Stage = { kind: 'http' };
  /** Undefined until it is upgraded to a WebSocket. */
  readLimiter: ReadLimiter | undefined;
  #client: JoinedClient | undefined;
  /** Bytes that waited at the last count. */
  countedBytes = 0;
  /** Orders connections by when data last arrived; 0 if none has arrived. */
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

  /** The number of TCP connections, clients or not. */
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
    if (this.#connections.size >= this.#maxClients + MAX_OTHER_CONNECTIONS) {
      tcp.destroy();
      return;
    }
    const connection = new TrackedConnection(tcp, this.#accepted++);
    this.#connections.set(tcp, connection);
    tcp.once('close', () => {
      this.#connections.delete(tcp);
      this.#waiting -= connection.countedBytes;
      this.#clients.delete(connection);
    });
  }

  /** Undefined once the connection has ended. */
  find(tcp: Tcp): TrackedConnection | undefined {
    return this.#connections.get(tcp);
  }

  /** Counts a connection that requests a WebSocket as a client. */
  reserve(tcp: Tcp): void {
    const connection = this.#connections.get(tcp);
    if (!connection) return;
    connection.stage = { kind: 'joining', deadline: this.#now() + MAX_JOIN_MS };
    this.#clients.add(connection);
  }

  /** Starts the time limit of a connection that has been closed. */
  startClosing(tcp: Tcp): void {
    const connection = this.#connections.get(tcp);
    if (connection) connection.stage = { kind: 'leaving', deadline: this.#now() + MAX_LEAVE_MS };
  }

  /** Checks one of `shares` equal shares of the connections; `share` counts from 0. Call it about ten times a second. */
  check(share: number, shares: number): void {
    const now = this.#now();
    for (const connection of this.#connections.values()) {
      if (connection.number % shares !== share) continue;
      if ('deadline' in connection.stage && now > connection.stage.deadline) connection.tcp.destroy();
      else this.#count(connection);
    }
    this.#limitWaiting();
  }

  /** Recounts the bytes that wait for one connection. Call it when there may be more. */
  recount(connection: TrackedConnection): void {
    this.#count(connection);
    this.#limitWaiting();
  }

  /** Call this when data has arrived. */
  onData(connection: TrackedConnection): void {
    connection.lastArrival = ++this.#arrivals;
    this.recount(connection);
  }

  #count(connection: TrackedConnection): void {
    // A connection that has ended must not be counted again.
    if (this.#connections.get(connection.tcp) !== connection) return;
    const { waiting } = connection;
    this.#waiting += waiting - connection.countedBytes;
    connection.countedBytes = waiting;
  }

  /** If too many bytes wait, closes the connections with the most, and pauses reading from all WebSockets for a moment. */
  #limitWaiting(): void {
    if (this.#waiting <= MAX_WAITING_BYTES) return;
    const connections = [...this.#connections.values()];
    for (const connection of connections) this.#count(connection);
    // Clients may have read some of it since they were last counted.
    if (this.#waiting <= MAX_WAITING_BYTES) return;
    for (const connection of connections
      .filter(({ countedBytes }) => countedBytes > 0)
      .sort((a, b) => b.countedBytes - a.countedBytes)) {
      if (this.#waiting <= WAITING_BYTES_AFTER_CLOSING) break;
      this.#closeForWaiting(connection);
    }
    // Node reads all sockets with data before V8 frees the closed ones' buffers. With thousands of sockets, that is too much memory.
    const webSockets = connections
      .filter(({ readLimiter }) => readLimiter)
      .sort((a, b) => a.lastArrival - b.lastArrival);
    this.#gate.pause(webSockets.map(({ tcp }) => tcp));
  }

  #closeForWaiting(connection: TrackedConnection): void {
    const why = `${connection.countedBytes} bytes waited for it, more than for any other connection, and ${this.#waiting} in total`;
    this.#logger.warn(`connection closed: ${why}`, {
      connection: connection.id,
      address: connection.tcp.remoteAddress,
    });
    this.#waiting -= connection.countedBytes;
    connection.countedBytes = 0;
    this.#connections.delete(connection.tcp);
    connection.close(why);
  }
}
