// Hands connections over to workers. Keeps each until a worker has accepted it, and offers it to another when that takes too long.
import type { TcpConnection } from '../transport/listener.ts';

/** Time is counted in looks, LOOK_MS apart: a process that was itself stopped must not take its workers for silent. */
export const LOOK_MS = 500;
/** Looks after which an unanswered offer is withdrawn. */
const OFFER_LOOKS = 2;
/** Looks after which a connection that no worker has accepted is closed: 10 s. */
export const WAIT_LOOKS = 20;
/** The most connections that may wait. More are closed at once. */
export const MAX_WAITING = 4_096;
/** While the worker with the fewest connections is busy with an offer, others may get up to this many more than it. */
const SPREAD = 16;

/** A worker, as the hand-over sees it. */
export interface Taker {
  /** Connections that it serves. */
  readonly load: number;
  /** Sends the worker a connection that it must not read yet. It answers with `accepted`. */
  offer(number: number, tcp: TcpConnection): void;
  /** The connection belongs to the worker from now on. */
  serve(number: number): void;
  /** Takes the offer back. The worker answers with `withdrawn`, whether or not the offer has reached it. */
  withdraw(number: number): void;
}

interface Arrival {
  readonly number: number;
  readonly tcp: TcpConnection;
  looks: number;
  state: 'waiting' | 'offered' | 'settled';
}

type Offer =
  | { readonly kind: 'none' }
  | { readonly kind: 'made'; readonly arrival: Arrival; looks: number }
  /** The worker gets no other offer before it answers. */
  | { readonly kind: 'withdrawn'; readonly arrival: Arrival };

const NONE: Offer = { kind: 'none' };

export class HandOver {
  readonly #offers = new Map<Taker, Offer>();
  /** The oldest first. */
  #waiting: Arrival[] = [];
  #arrivals = 0;
  readonly #maxLoad: number;
  readonly #closed: (connections: number) => void;

  /**
   * `maxLoad`: the most connections of one worker. `closed`: called when connections were closed because no worker accepted
   * them in time, or too many were waiting.
   */
  constructor(maxLoad: number, closed: (connections: number) => void) {
    this.#maxLoad = maxLoad;
    this.#closed = closed;
  }

  arrive(tcp: TcpConnection): void {
    if (this.#waiting.length >= MAX_WAITING) {
      tcp.destroy();
      this.#closed(1);
      return;
    }
    this.#waiting.push({ number: ++this.#arrivals, tcp, looks: 0, state: 'waiting' });
    this.#offerWaiting();
  }

  /** Offers connections to the worker from now on. */
  join(taker: Taker): void {
    this.#offers.set(taker, NONE);
    this.#offerWaiting();
  }

  /** The worker's process has ended. Connections that it had not accepted go to others. */
  leave(taker: Taker): void {
    this.#letGo(taker);
    this.#offers.delete(taker);
    this.#offerWaiting();
  }

  accepted(taker: Taker, number: number): void {
    const offer = this.#offers.get(taker);
    // The answer comes too late: the offer has been withdrawn.
    if (offer?.kind !== 'made' || offer.arrival.number !== number) return;
    offer.arrival.state = 'settled';
    taker.serve(number);
    this.#letGo(taker);
    this.#offerWaiting();
  }

  withdrawn(taker: Taker, number: number): void {
    const offer = this.#offers.get(taker);
    if (offer?.kind !== 'withdrawn' || offer.arrival.number !== number) return;
    this.#letGo(taker);
    this.#offerWaiting();
  }

  /** Call every LOOK_MS. */
  look(): void {
    for (const arrival of this.#waiting) arrival.looks++;
    for (const [taker, offer] of this.#offers) {
      if (offer.kind !== 'made') continue;
      offer.arrival.looks++;
      if (++offer.looks >= OFFER_LOOKS) this.#withdraw(taker, offer.arrival);
    }
    const late = this.#waiting.filter(({ looks }) => looks >= WAIT_LOOKS);
    this.#close(late);
    if (late.length > 0) this.#closed(late.length);
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
      const taker = arrival && this.#nextTaker();
      if (!taker) return;
      this.#waiting.shift();
      arrival.state = 'offered';
      this.#offers.set(taker, { kind: 'made', arrival, looks: 0 });
      taker.offer(arrival.number, arrival.tcp);
    }
  }

  /** A worker with the fewest connections, chosen at random: a client that tries again should not meet the same one each time. */
  #nextTaker(): Taker | undefined {
    const able = [...this.#offers].filter(([{ load }, { kind }]) => kind !== 'withdrawn' && load < this.#maxLoad);
    const most = Math.min(...able.map(([{ load }, { kind }]) => (kind === 'made' ? load + 1 : load))) + SPREAD;
    const free = able.flatMap(([taker, { kind }]) => (kind === 'none' && taker.load <= most ? [taker] : []));
    const least = Math.min(...free.map(({ load }) => load));
    const idlest = free.filter(({ load }) => load === least);
    return idlest[Math.floor(Math.random() * idlest.length)];
  }

  #withdraw(taker: Taker, arrival: Arrival): void {
    this.#offers.set(taker, { kind: 'withdrawn', arrival });
    arrival.state = 'waiting';
    this.#waiting.unshift(arrival);
    taker.withdraw(arrival.number);
  }

  /** The worker no longer holds its offer. */
  #letGo(taker: Taker): void {
    const offer = this.#offers.get(taker) ?? NONE;
    this.#offers.set(taker, NONE);
    if (offer.kind === 'none') return;
    const { arrival } = offer;
    if (offer.kind === 'made' && arrival.state === 'offered') {
      arrival.state = 'waiting';
      this.#waiting.unshift(arrival);
    }
    this.#release(arrival);
  }

  #close(arrivals: readonly Arrival[]): void {
    for (const arrival of arrivals) arrival.state = 'settled';
    this.#waiting = this.#waiting.filter(({ state }) => state === 'waiting');
    for (const arrival of arrivals) this.#release(arrival);
  }

  /**
   * Closes this process's copy of a settled connection, which ends it only if no worker has one. The copy has to stay while
   * an offer may still be waiting to be sent: closing it would block the channel for every message behind that offer.
   */
  #release(arrival: Arrival): void {
    if (arrival.state !== 'settled') return;
    const isHeld = [...this.#offers.values()].some((offer) => offer.kind !== 'none' && offer.arrival === arrival);
    if (!isHeld) arrival.tcp.destroy();
  }
}
