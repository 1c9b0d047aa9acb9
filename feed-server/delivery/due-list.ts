// Who is to be served when, in buckets of a millisecond.
import type { Subscriber } from './subscriber.ts';

/**
 * As many buckets are in use as the batch interval has milliseconds, so what is due is found by looking at all.
 * An entry is not taken out when its subscriber is served otherwise: who takes it looks at the subscriber's own state.
 */
export class DueList {
  readonly #buckets = new Map<number, Subscriber[]>();
  #earliest = Infinity;

  /** `at`: clock time in milliseconds, rounded up. */
  add(subscriber: Subscriber, at: number): void {
    const key = Math.ceil(at);
    const bucket = this.#buckets.get(key);
    if (bucket) bucket.push(subscriber);
    else this.#buckets.set(key, [subscriber]);
    if (key < this.#earliest) this.#earliest = key;
  }

  /** When the earliest entry is due; Infinity where there is none. */
  get earliest(): number {
    return this.#earliest;
  }

  /** Takes out all that is due at `now`. */
  take(now: number): Subscriber[] {
    const due: Subscriber[] = [];
    this.#earliest = Infinity;
    for (const [key, bucket] of this.#buckets) {
      if (key > now) {
        if (key < this.#earliest) this.#earliest = key;
        continue;
      }
      for (const subscriber of bucket) due.push(subscriber);
      this.#buckets.delete(key);
    }
    return due;
  }

  clear(): void {
    this.#buckets.clear();
    this.#earliest = Infinity;
  }
}
