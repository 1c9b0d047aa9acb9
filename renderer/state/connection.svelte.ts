// The state of the link and the feed as components show it, and the time that countdowns run on.
import type { FeedStatus } from '../feed/link.ts';

/** From the loss of the link until it is live again. */
export interface Outage {
  /** What is shown is true as of then, local clock; undefined where nothing was ever shown. */
  readonly asOf: number | undefined;
  readonly why: string;
}

export class ConnectionState {
  #status: FeedStatus;
  #now: number;
  #updates = $state(0);
  #outage = $state.raw<Outage>();
  #currentAt: number | undefined;
  // A status arrives every frame; what most of the page reads of it hardly ever changes.
  readonly #current = $derived.by(() => this.#status.link.kind === 'live');
  readonly #marketOpen = $derived.by(() => this.#status.facts?.session === 'open');

  /** `now`: local clock, milliseconds. */
  constructor(status: FeedStatus, now: number) {
    this.#status = $state.raw(status);
    this.#now = $state(now);
    this.publish(status);
  }

  get status(): FeedStatus {
    return this.#status;
  }

  /** Local clock, a few times a second. */
  get now(): number {
    return this.#now;
  }

  /** Updates that arrived in the last second. */
  get updatesPerSecond(): number {
    return this.#updates;
  }

  /** Whether what is shown is current. */
  get current(): boolean {
    return this.#current;
  }

  get marketOpen(): boolean {
    return this.#marketOpen;
  }

  /** A resume on a link that was not lost is none. */
  get outage(): Outage | undefined {
    return this.#outage;
  }

  /** Market time now by what the server last said; undefined before it said anything. */
  get marketTime(): number | undefined {
    const { facts } = this.#status;
    if (!facts) return undefined;
    return facts.marketTime + (this.current ? Math.max(0, this.#now - facts.heardAt) * facts.speed : 0);
  }

  publish(status: FeedStatus): void {
    this.#status = status;
    const { link, heardAt } = status;
    switch (link.kind) {
      case 'live':
        // A later connection may speak without bringing prices, so the time of its words is not theirs.
        this.#currentAt = heardAt;
        this.#outage = undefined;
        return;
      case 'stale':
        this.#outage = { asOf: this.#currentAt, why: 'silent' };
        return;
      case 'waiting':
      case 'refused':
        this.#outage = { asOf: this.#currentAt, why: link.why };
        return;
      case 'idle':
      case 'connecting':
      case 'resuming':
        return;
    }
  }

  tick(now: number): void {
    this.#now = now;
  }

  countUpdates(updatesPerSecond: number): void {
    this.#updates = updatesPerSecond;
  }
}
