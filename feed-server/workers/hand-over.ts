// Hands connections over to workers. Keeps each until a worker accepts it, and offers it to another if that takes too long.
import type { TcpConnection } from '../transport/listener.ts';

/** Time is counted in checks, CHECK_MS apart: after this process was stopped itself, its workers must not seem silent. */
export const CHECK_MS = 500;
/** Checks after which an unanswered offer is withdrawn. */
const OFFER_CHECKS = 2;
/** Checks after which a connection that no worker has accepted is closed: 10 s. */
export const WAIT_CHECKS = 20;
/** The most connections that may wait. Others are closed at once. */
export const MAX_WAITING = 4_096;
/** While the worker with the fewest connections has a pending offer, others may get up to this many more. */
const SPREAD = 16;

/** The part of a worker that the hand-over uses. */
export interface HandOverTarget {
  /** The number of connections that it serves. */
  readonly load: number;
  /** Sends the worker a connection, which it must not read yet. It replies with `accepted`. */
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
  | { readonly kind: 'made'; readonly arrival: PendingConnection; checks: number }
  /** The worker gets no other offer until it replies. */
  | { readonly kind: 'withdrawn'; readonly arrival: PendingConnection };

const NONE: Offer = { kind: 'none' };

export class HandOver {
  readonly #offers = new Map<HandOverTarget, Offer>();
  /** The oldest first. */
  #waiting: PendingConnection[] = [];
  #added = 0;
  readonly #maxLoad: number;
  readonly #onClosed: (connections: number) => void;

  /**
   * `maxLoad`: the most connections of one worker. `closed` is called when connections were closed because no worker accepted them
   * in time, or because too many were waiting.
   */
  constructor(maxLoad: number, closed: (connections: number) => void) {
    this.#maxLoad = maxLoad;
    this.#onClosed = closed;
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
  addWorker(taker: HandOverTarget): void {
    this.#offers.set(taker, NONE);
    this.#offerWaiting();
  }

  /** Call this when the worker's process has ended. Connections that it had not accepted go to others. */
  removeWorker(taker: HandOverTarget): void {
    this.#endOffer(taker);
    this.#offers.delete(taker);
    this.#offerWaiting();
  }

  accepted(taker: HandOverTarget, number: number): void {
    const offer = this.#offers.get(taker);
    // Too late: the offer has been withdrawn.
    if (offer?.kind !== 'made' || offer.arrival.number !== number) return;
    offer.arrival.state = 'settled';
    taker.serve(number);
    this.#endOffer(taker);
    this.#offerWaiting();
  }

  withdrawn(taker: HandOverTarget, number: number): void {
    const offer = this.#offers.get(taker);
    if (offer?.kind !== 'withdrawn' || offer.arrival.number !== number) return;
    this.#endOffer(taker);
    this.#offerWaiting();
  }

  /** Call this every CHECK_MS. */
  check(): void {
    for (const arrival of this.#waiting) arrival.checks++;
    for (const [taker, offer] of this.#offers) {
      if (offer.kind !== 'made') continue;
      offer.arrival.checks++;
      if (++offer.checks >= OFFER_CHECKS) this.#withdraw(taker, offer.arrival);
    }
    const expired = this.#waiting.filter(({ checks }) => checks >= WAIT_CHECKS);
    this.#close(expired);
    if (expired.length > 0) this.#onClosed(expired.length);
    this.#offerWaiting();
  }

  /** Closes every connection that no worker has accepted. */
  closeAll(): void {
    for (const [taker, offer] of this.#offers) if (offer.kind === 'made') this.#withdraw(taker, offer.arrival);
    this.#close(this.#waiting);
  }

  #offerWaiting(): void {
    for (;;) {
      const [arrival] = this.#waiting;
      const taker = arrival && this.#chooseTarget();
      if (!taker) return;
      this.#waiting.shift();
      arrival.state = 'offered';
      this.#offers.set(taker, { kind: 'made', arrival, checks: 0 });
      taker.offer(arrival.number, arrival.tcp);
    }
  }

  /** Picks a worker with the fewest connections at random, so that a client that retries does not get the same one each time. */
  #chooseTarget(): HandOverTarget | undefined {
    const able = [...this.#offers].filter(([{ load }, { kind }]) => kind !== 'withdrawn' && load < this.#maxLoad);
    const most = Math.min(...able.map(([{ load }, { kind }]) => (kind === 'made' ? load + 1 : load))) + SPREAD;
    const free = able.flatMap(([taker, { kind }]) => (kind === 'none' && taker.load <= most ? [taker] : []));
    const least = Math.min(...free.map(({ load }) => load));
    const idlest = free.filter(({ load }) => load === least);
    return idlest[Math.floor(Math.random() * idlest.length)];
  }

  #withdraw(taker: HandOverTarget, arrival: PendingConnection): void {
    this.#offers.set(taker, { kind: 'withdrawn', arrival });
    arrival.state = 'waiting';
    this.#waiting.unshift(arrival);
    taker.withdraw(arrival.number);
  }

  /** The worker no longer holds its offer. */
  #endOffer(taker: HandOverTarget): void {
    const offer = this.#offers.get(taker) ?? NONE;
    this.#offers.set(taker, NONE);
    if (offer.kind === 'none') return;
    const { arrival } = offer;
    if (offer.kind === 'made' && arrival.state === 'offered') {
      arrival.state = 'waiting';
      this.#waiting.unshift(arrival);
    }
    this.#destroyIfUnused(arrival);
  }

  #close(arrivals: readonly PendingConnection[]): void {
    for (const arrival of arrivals) arrival.state = 'settled';
    this.#waiting = this.#waiting.filter(({ state }) => state === 'waiting');
    for (const arrival of arrivals) this.#destroyIfUnused(arrival);
  }

  /**
   * Closes this process's copy of a settled connection, which ends it only if no worker has one. The copy must stay open while an
   * offer may still wait to be sent: closing it would block the channel for every message behind that offer.
   */
  #destroyIfUnused(arrival: PendingConnection): void {
    if (arrival.state !== 'settled') return;
    const isHeld = [...this.#offers.values()].some((offer) => offer.kind !== 'none' && offer.arrival === arrival);
    if (!isHeld) arrival.tcp.destroy();
  }
}
