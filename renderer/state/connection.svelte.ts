// The state of the link and the feed as components show it, and the time that countdowns run on.
import type { FeedStatus, Outage } from '../feed/link.ts';

export class ConnectionState {
  #status: FeedStatus;
  #now: number;
  #updates = $state(0);
  // A status arrives every frame; what most of the page reads of it hardly ever changes.
  readonly #current = $derived.by(() => this.#status.link.kind === 'live');
  readonly #outage = $derived.by(() => this.#status.outage);
  readonly #marketOpen = $derived.by(() => this.#status.facts?.session === 'open');

  /** `now`: local clock, milliseconds. */
  constructor(status: FeedStatus, now: number) {
    this.#status = $state.raw(status);
    this.#now = $state(now);
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
  }

  tick(now: number): void {
    this.#now = now;
  }

  countUpdates(updatesPerSecond: number): void {
    this.#updates = updatesPerSecond;
  }
}
