// Limits of a process's TCP connections: how many there are, how long each may take to join and leave, and how many bytes wait.
import type { Logger } from '../logging/logger.ts';
import type { Intake } from './intake.ts';
import { ReadGate, type GatedSocket } from './read-gate.ts';

/** Clients at most. With these limits all that connections take stays below 256 MB: docs/decisions/number-of-clients.md. */
export const MAX_CLIENTS = 11_000;
/** Connections that are not clients, such as downloads of a file. The HTTP server limits how long they last. */
const MAX_OTHERS = 1_000;
/** Bytes that may wait in this process for all connections together, whatever put them there. */
export const MAX_WAITING_BYTES = 32 * 1024 * 1024;
/** What may still wait after connections were closed for it, so that not every chunk that arrives closes another one. */
const WAITING_AFTER_CLOSES = MAX_WAITING_BYTES / 2;

/**
 * `joining`: asks for a WebSocket, or has one that Socket.IO has not connected yet. `client`: Socket.IO has connected it; from
 * then on the hub and pings watch it. `leaving`: has been closed, or is about to be.
 */
type Stage =
  | { readonly kind: 'http' | 'client' }
  /** Clock time in milliseconds when it is cut off. */
  | { readonly kind: 'joining' | 'leaving'; readonly until: number };

/** How long a WebSocket may take to become a client, and a closed one to end its TCP connection. */
const JOIN_LIMIT_MS = 10_000;
const LEAVE_LIMIT_MS = 10_000;

/** The part of a TCP socket that is used here. */
export interface Tcp extends GatedSocket {
  readonly writableLength: number;
  readonly remoteAddress?: string | undefined;
  once(event: 'close', listener: () => void): unknown;
  destroy(): unknown;
}

/** What Socket.IO has made of a connection. */
export interface Client {
  readonly id: string;
  /** Bytes that wait, apart from those in its socket. */
  waiting(): number;
  close(why: string): void;
}

/** One TCP connection. */
export class Line {
  readonly tcp: Tcp;
  /** Numbers connections in order, so that a share of them can be checked at a time. */
  readonly number: number;
  stage: Stage = { kind: 'http' };
  /** Undefined until it is a WebSocket. */
  intake: Intake | undefined;
  #client: Client | undefined;
  /** Bytes that waited when they were last counted. */
  counted = 0;
  /** Orders connections by when bytes last arrived; 0 if none have. */
  lastArrival = 0;

  constructor(tcp: Tcp, number: number) {
    this.tcp = tcp;
    this.number = number;
  }

  /** Bytes in this process that the client has not read, or whose rest it has not sent. */
  get waiting(): number {
    return this.tcp.writableLength + (this.intake?.waiting ?? 0) + (this.#client?.waiting() ?? 0);
  }

  /** Socket.IO has connected it. */
  join(client: Client): void {
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
  readonly #lines = new Map<Tcp, Line>();
  /** Those that have one of the places for clients. */
  readonly #clients = new Set<Line>();
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
    return this.#lines.size;
  }

  /** Bytes that waited for all connections when they were last counted. */
  get waiting(): number {
    return this.#waiting;
  }

  get sockets(): Iterable<Tcp> {
    return this.#lines.keys();
  }

  /** Whether one more may become a client. */
  get hasRoom(): boolean {
    return this.#clients.size < this.#maxClients;
  }

  /** Takes a new connection. Above the limit it is closed without an answer, since it has not asked for anything yet. */
  accept(tcp: Tcp): void {
    if (this.#lines.size >= this.#maxClients + MAX_OTHERS) {
      tcp.destroy();
      return;
    }
    const line = new Line(tcp, this.#accepted++);
    this.#lines.set(tcp, line);
    tcp.once('close', () => {
      this.#lines.delete(tcp);
      this.#waiting -= line.counted;
      this.#clients.delete(line);
    });
  }

  /** Undefined once the connection has ended. */
  lineOf(tcp: Tcp): Line | undefined {
    return this.#lines.get(tcp);
  }

  /** Gives a connection that asks for a WebSocket one of the places for clients. */
  reserve(tcp: Tcp): void {
    const line = this.#lines.get(tcp);
    if (!line) return;
    line.stage = { kind: 'joining', until: this.#now() + JOIN_LIMIT_MS };
    this.#clients.add(line);
  }

  /** Gives a connection that has been closed a limited time to end. */
  leave(tcp: Tcp): void {
    const line = this.#lines.get(tcp);
    if (line) line.stage = { kind: 'leaving', until: this.#now() + LEAVE_LIMIT_MS };
  }

  /** Checks one of `shares` equal shares of the connections, `share` from 0. Call it about ten times a second. */
  look(share: number, shares: number): void {
    const now = this.#now();
    for (const line of this.#lines.values()) {
      if (line.number % shares !== share) continue;
      if ('until' in line.stage && now > line.stage.until) line.tcp.destroy();
      else this.#count(line);
    }
    this.#boundWaiting();
  }

  /** Counts again what waits for one connection. Call it when that may have grown. */
  recount(line: Line): void {
    this.#count(line);
    this.#boundWaiting();
  }

  /** Bytes have arrived. */
  received(line: Line): void {
    line.lastArrival = ++this.#arrivals;
    this.recount(line);
  }

  #count(line: Line): void {
    // A connection that has ended must not be counted again.
    if (this.#lines.get(line.tcp) !== line) return;
    const { waiting } = line;
    this.#waiting += waiting - line.counted;
    line.counted = waiting;
  }

  /** If too many bytes wait, closes the connections with the most, and reads no WebSocket for a moment. */
  #boundWaiting(): void {
    if (this.#waiting <= MAX_WAITING_BYTES) return;
    const lines = [...this.#lines.values()];
    for (const line of lines) this.#count(line);
    // Clients may have read some of it since they were last counted.
    if (this.#waiting <= MAX_WAITING_BYTES) return;
    for (const line of lines.filter(({ counted }) => counted > 0).sort((a, b) => b.counted - a.counted)) {
      if (this.#waiting <= WAITING_AFTER_CLOSES) break;
      this.#closeForWaiting(line);
    }
    // Node reads every socket that has bytes before V8 collects those of closed ones, and with thousands that is too much.
    const webSockets = lines.filter(({ intake }) => intake).sort((a, b) => a.lastArrival - b.lastArrival);
    this.#gate.pause(webSockets.map(({ tcp }) => tcp));
  }

  #closeForWaiting(line: Line): void {
    const why = `${line.counted} bytes waited for it, more than for any other connection, and ${this.#waiting} in total`;
    this.#logger.warn(`connection closed: ${why}`, { connection: line.id, address: line.tcp.remoteAddress });
    this.#waiting -= line.counted;
    line.counted = 0;
    this.#lines.delete(line.tcp);
    line.close(why);
  }
}
