// Connections on their way to a worker. Each is kept until a worker has accepted it, and goes to another where that takes too long.
import type { TcpConnection } from '../transport/listener.ts';

/** Time is counted in looks, LOOK_MS apart, so that a process that was stopped itself does not take its workers for silent. */
export const LOOK_MS = 500;
/** A worker that leaves an offer unanswered for so many looks loses it to another. */
const OFFER_LOOKS = 2;
/** A connection that nobody has accepted after so many looks is closed: 10 s. */
export const WAIT_LOOKS = 20;
/** Connections that wait at most; further ones are closed at once. */
export const MAX_WAITING = 4_096;
/** A worker gets the next connection although another has fewer, by so many at most, while that one is busy with an offer. */
const SPREAD = 16;

/** One worker's side. */
export interface Taker {
  /** Connections that it serves. */
  readonly load: number;
  /** Sends it a connection that it may not read from yet; it answers with `accepted`. */
  offer(number: number, tcp: TcpConnection): void;
  /** The connection is its own from now on. */
  serve(number: number): void;
  /** The offer no longer stands; it answers with `withdrawn`, whether or not the offer reached it. */
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
  /** Nothing else is offered until the worker says that it has let go. */
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
   * `maxLoad`: connections of one worker at most. `closed`: called when connections were closed because nobody accepted
   * them in time, or too many wait.
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

  /** From now on it is offered connections. */
  join(taker: Taker): void {
    this.#offers.set(taker, NONE);
    this.#offerWaiting();
  }

  /** Its process has ended. What it had not accepted goes to others. */
  leave(taker: Taker): void {
    this.#letGo(taker);
    this.#offers.delete(taker);
    this.#offerWaiting();
  }

  accepted(taker: Taker, number: number): void {
    const offer = this.#offers.get(taker);
    // It answers too late: the withdrawal is on its way.
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

  /** Closes every connection that nobody has accepted. */
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

  /** The one with the fewest connections, any of those: a client that asks twice is not to get the same one each time. */
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

  /** The worker has nothing of ours any longer. */
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
   * Closes our copy of a connection that is settled, which ends it only where no worker has one. While an offer of it
   * has yet to leave this process the copy stays: closed under the message, it would block everything behind it.
   */
  #release(arrival: Arrival): void {
    if (arrival.state !== 'settled') return;
    const isHeld = [...this.#offers.values()].some((offer) => offer.kind !== 'none' && offer.arrival === arrival);
    if (!isHeld) arrival.tcp.destroy();
  }
}
