// Hands connections over to workers. Keeps each connection until a worker accepts it, and offers it to another if that takes too long.
import type { TcpConnection } from '../transport/listener.ts';

/** Time is counted in checks, CHECK_MS apart, so that workers do not seem silent if this process was suspended. */
export const CHECK_MS = 500;
/** Checks after which an unanswered offer is withdrawn. */
const MAX_OFFER_CHECKS = 2;
/** Checks after which a connection is closed if no worker has accepted it: 10 s. */
export const MAX_WAIT_CHECKS = 20;
/** The most connections that may wait. Others are closed at once. */
export const MAX_WAITING = 4_096;
/** While the worker with the fewest connections has a pending offer, others may get up to this many connections more than it has. */
const MAX_SPREAD = 16;

/** The part of a worker that the hand-over uses. */
export interface HandOverTarget {
  /** The number of connections that it serves. */
  readonly load: number;
  /** Sends the worker a connection, which it must not read yet. The worker replies with `accepted`. */
  offer(number: number, tcp: TcpConnection): void;
  /** Transfers the connection to the worker. */
  serve(number: number): void;
  /** Withdraws the offer. The worker replies with `withdrawn`, whether or not the offer has reached it. */
  withdraw(number: number): void;
}

interface PendingConnection {
  readonly number: number;
  readonly tcp: TcpConnection;
  checks: number;
  state: 'waiting' | 'offered' | 'settled';
}

type Offer =
  | { readonly kind: 'none' }
  | { readonly kind: 'pending'; readonly connection: PendingConnection; checks: number }
  /** The worker gets no other offer until it replies. */
  | { readonly kind: 'withdrawn'; readonly connection: PendingConnection };

const NONE: Offer = { kind: 'none' };

export class HandOver {
  readonly #offers = new Map<HandOverTarget, Offer>();
  /** Connections without an offer, the oldest first. */
  #waiting: PendingConnection[] = [];
  #added = 0;
  readonly #maxLoad: number;
  readonly #onClosed: (connections: number) => void;

  /**
   * `maxLoad`: the most connections of one worker. `onClosed` is called when connections were closed because no worker accepted
   * them in time, or because too many were waiting.
   */
  constructor(maxLoad: number, onClosed: (connections: number) => void) {
    this.#maxLoad = maxLoad;
    this.#onClosed = onClosed;
  }

  add(tcp: TcpConnection): void {
    if (this.#waiting.length >= MAX_WAITING) {
      tcp.destroy();
      this.#onClosed(1);
      return;
    }
    this.#waiting.push({ number: ++this.#added, tcp, checks: 0, state: 'waiting' });
    this.#offerWaiting();
  }

  /** Starts offering connections to the worker. */
  addWorker(worker: HandOverTarget): void {
    this.#offers.set(worker, NONE);
    this.#offerWaiting();
  }

  /** Call this when the worker's process has ended. Connections that it had not accepted go to others. */
  removeWorker(worker: HandOverTarget): void {
    this.#endOffer(worker);
    this.#offers.delete(worker);
    this.#offerWaiting();
  }

  accepted(worker: HandOverTarget, number: number): void {
    const offer = this.#offers.get(worker);
    // Too late: the offer has been withdrawn.
    if (offer?.kind !== 'pending' || offer.connection.number !== number) return;
    offer.connection.state = 'settled';
    worker.serve(number);
    this.#endOffer(worker);
    this.#offerWaiting();
  }

  withdrawn(worker: HandOverTarget, number: number): void {
    const offer = this.#offers.get(worker);
    if (offer?.kind !== 'withdrawn' || offer.connection.number !== number) return;
    this.#endOffer(worker);
    this.#offerWaiting();
  }

  /** Call this every CHECK_MS. */
  check(): void {
    for (const connection of this.#waiting) connection.checks++;
    for (const [worker, offer] of this.#offers) {
      if (offer.kind !== 'pending') continue;
      offer.connection.checks++;
      if (++offer.checks >= MAX_OFFER_CHECKS) this.#withdraw(worker, offer.connection);
    }
    const expired = this.#waiting.filter(({ checks }) => checks >= MAX_WAIT_CHECKS);
    this.#close(expired);
    if (expired.length > 0) this.#onClosed(expired.length);
    this.#offerWaiting();
  }

  /** Closes every connection that no worker has accepted. */
  closeAll(): void {
    for (const [worker, offer] of this.#offers) if (offer.kind === 'pending') this.#withdraw(worker, offer.connection);
    this.#close(this.#waiting);
  }

  #offerWaiting(): void {
    for (;;) {
      const [connection] = this.#waiting;
      const worker = connection && this.#chooseTarget();
      if (!worker) return;
      this.#waiting.shift();
      connection.state = 'offered';
      this.#offers.set(worker, { kind: 'pending', connection, checks: 0 });
      worker.offer(connection.number, connection.tcp);
    }
  }

  /** Picks a worker with the fewest connections at random, so that a client that retries does not get the same one each time. */
  #chooseTarget(): HandOverTarget | undefined {
    const candidates = [...this.#offers].filter(([{ load }, { kind }]) => kind !== 'withdrawn' && load < this.#maxLoad);
    const loadLimit =
      Math.min(...candidates.map(([{ load }, { kind }]) => (kind === 'pending' ? load + 1 : load))) + MAX_SPREAD;
    const available = candidates.flatMap(([worker, { kind }]) =>
      kind === 'none' && worker.load <= loadLimit ? [worker] : [],
    );
    const minLoad = Math.min(...available.map(({ load }) => load));
    const leastLoaded = available.filter(({ load }) => load === minLoad);
    return leastLoaded[Math.floor(Math.random() * leastLoaded.length)];
  }

  #withdraw(worker: HandOverTarget, connection: PendingConnection): void {
    this.#offers.set(worker, { kind: 'withdrawn', connection });
    connection.state = 'waiting';
    this.#waiting.unshift(connection);
    worker.withdraw(connection.number);
  }

  /** Ends the offer of a worker that no longer holds a copy of the connection. */
  #endOffer(worker: HandOverTarget): void {
    const offer = this.#offers.get(worker) ?? NONE;
    this.#offers.set(worker, NONE);
    if (offer.kind === 'none') return;
    const { connection } = offer;
    if (offer.kind === 'pending' && connection.state === 'offered') {
      connection.state = 'waiting';
      this.#waiting.unshift(connection);
    }
    this.#destroyIfUnused(connection);
  }

  #close(connections: readonly PendingConnection[]): void {
    for (const connection of connections) connection.state = 'settled';
    this.#waiting = this.#waiting.filter(({ state }) => state === 'waiting');
    for (const connection of connections) this.#destroyIfUnused(connection);
  }

  /**
   * Closes this process's copy of a settled connection, which ends it only if no worker has one. The copy must stay open while an
   * offer may still wait to be sent: closing it would block the channel for every message behind that offer.
   */
  #destroyIfUnused(connection: PendingConnection): void {
    if (connection.state !== 'settled') return;
    const isHeld = [...this.#offers.values()].some((offer) => offer.kind !== 'none' && offer.connection === connection);
    if (!isHeld) connection.tcp.destroy();
  }
}
