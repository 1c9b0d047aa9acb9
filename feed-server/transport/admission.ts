// Every TCP connection of a feed: how many there may be, how long each may take at a time, and how much may wait for all of them.
import type { Intake } from './intake.ts';

/** Clients at most. With these limits all that connections take stays below 256 MB: docs/decisions/limits.md. */
export const MAX_CLIENTS = 11_000;
/** Connections that are not clients, such as those that ask for a file; the HTTP server limits their time. */
const MAX_OTHERS = 1_000;
/** Bytes that may wait in this process, for all connections together, whatever put them there. */
export const MAX_WAITING_BYTES = 32 * 1024 * 1024;

/**
 * What a connection is at. `joining`: a WebSocket that Socket.IO has not connected. `client`: Socket.IO has; the hub and pings judge it.
 * `leaving`: it was told that it is closed, or is about to be.
 */
type Stage =
  | { readonly kind: 'http' | 'client' }
  /** Clock time in milliseconds: it is cut off then. */
  | { readonly kind: 'joining' | 'leaving'; readonly until: number };

/** How long a WebSocket may take to become a client, and one that is closed to go. */
const JOIN_LIMIT_MS = 10_000;
const LEAVE_LIMIT_MS = 10_000;

/** A TCP socket as it is needed here. */
export interface Tcp {
  readonly writableLength: number;
  readonly remoteAddress?: string | undefined;
  once(event: 'close', listener: () => void): unknown;
  destroy(): unknown;
}

/** What became of a connection. */
export interface Client {
  /** Bytes that wait for it, beside those of its socket. */
  waiting(): number;
  close(why: string): void;
}

/** One TCP connection. */
export class Line {
  readonly tcp: Tcp;
  /** Counts connections; a share of them at a time is looked at by it. */
  readonly number: number;
  stage: Stage = { kind: 'http' };
  /** Undefined until it is a WebSocket. */
  intake: Intake | undefined;
  #client: Client | undefined;
  /** The bytes that were last counted of it. */
  counted = 0;
  /** Whether it takes one of the places for clients. */
  isCounted = false;

  constructor(tcp: Tcp, number: number) {
    this.tcp = tcp;
    this.number = number;
  }

  /** Bytes in this process that were not taken by the other end, or that it has not sent the rest of. */
  get waiting(): number {
    return this.tcp.writableLength + (this.intake?.waiting ?? 0) + (this.#client?.waiting() ?? 0);
  }

  /** Socket.IO has connected it. */
  join(client: Client): void {
    this.#client = client;
    this.stage = { kind: 'client' };
  }

  close(why: string): void {
    this.#client?.close(why);
    this.tcp.destroy();
  }
}

export class Admission {
  readonly #lines = new Map<Tcp, Line>();
  readonly #now: () => number;
  readonly #say: (line: string) => void;
  readonly #maxClients: number;
  #accepted = 0;
  #waiting = 0;
  #clients = 0;

  /** `now`: any clock, milliseconds. */
  constructor(say: (line: string) => void, now: () => number = () => performance.now(), maxClients = MAX_CLIENTS) {
    this.#say = say;
    this.#now = now;
    this.#maxClients = maxClients;
  }

  /** TCP connections, of whatever kind. */
  get size(): number {
    return this.#lines.size;
  }

  /** Bytes that were last counted to wait, for all of them. */
  get waiting(): number {
    return this.#waiting;
  }

  get sockets(): Iterable<Tcp> {
    return this.#lines.keys();
  }

  /** Whether one more may become a client. */
  get hasRoom(): boolean {
    return this.#clients < this.#maxClients;
  }

  /** A connection was made. Beyond all limits it is closed at once: it has not asked for anything that could be answered. */
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
      if (line.isCounted) this.#clients--;
    });
  }

  /** Undefined for one that is gone. */
  lineOf(tcp: Tcp): Line | undefined {
    return this.#lines.get(tcp);
  }

  /** A connection is to become a client. */
  join(tcp: Tcp): void {
    const line = this.#lines.get(tcp);
    if (!line) return;
    line.stage = { kind: 'joining', until: this.#now() + JOIN_LIMIT_MS };
    line.isCounted = true;
    this.#clients++;
  }

  /** A connection was told that it is closed, or is none any longer: it may take so long to agree. */
  leave(tcp: Tcp): void {
    const line = this.#lines.get(tcp);
    if (line) line.stage = { kind: 'leaving', until: this.#now() + LEAVE_LIMIT_MS };
  }

  /** Call about ten times a second with the next of `shares`, from 0: looks at that share of the connections. */
  look(share: number, shares: number): void {
    const now = this.#now();
    for (const line of this.#lines.values()) {
      if (line.number % shares !== share) continue;
      if ('until' in line.stage && now > line.stage.until) line.tcp.destroy();
      else this.#count(line);
    }
    this.#boundWaiting();
  }

  /** More may wait for this one than was last counted. */
  recount(line: Line): void {
    this.#count(line);
    this.#boundWaiting();
  }

  #count(line: Line): void {
    // One that is gone is not counted any more, whoever still asks.
    if (this.#lines.get(line.tcp) !== line) return;
    const { waiting } = line;
    this.#waiting += waiting - line.counted;
    line.counted = waiting;
  }

  /** Closes those that make most wait until little enough does. They cannot be told: what waits would come first. */
  #boundWaiting(): void {
    while (this.#waiting > MAX_WAITING_BYTES) {
      let worst: Line | undefined;
      for (const line of this.#lines.values()) if (!worst || line.counted > worst.counted) worst = line;
      if (!worst || worst.counted === 0) return;
      const { counted } = worst;
      this.#count(worst);
      // It has taken some meanwhile: perhaps another is the worst by now.
      if (worst.counted < counted) continue;
      const why = `${counted} bytes wait for it, the most of all, and ${this.#waiting} for all together`;
      this.#say(`closed ${String(worst.tcp.remoteAddress)}: ${why}`);
      this.#waiting -= counted;
      worst.counted = 0;
      this.#lines.delete(worst.tcp);
      worst.close(why);
    }
  }
}
