// Who is to be served when, in buckets of a millisecond.
import type { Subscriber } from './subscriber.ts';

/**
 * As many buckets are in use as the batch interval has milliseconds, so the earliest is found by looking at all.
 * An entry is not taken out when its subscriber is served otherwise: who takes it looks at the subscriber's own state.
 */
export class DueList {
  readonly #buckets = new Map<number, Subscriber[]>();

  /** `at`: clock time in milliseconds, rounded up. */
  add(subscriber: Subscriber, at: number): void {
    const key = Math.ceil(at);
    const bucket = this.#buckets.get(key);
    if (bucket) bucket.push(subscriber);
    else this.#buckets.set(key, [subscriber]);
  }

  /** When the earliest entry is due; Infinity where there is none. */
  get earliest(): number {
    let earliest = Infinity;
    for (const key of this.#buckets.keys()) if (key < earliest) earliest = key;
    return earliest;
  }

  /** Takes out all that is due at `now`. */
  take(now: number): Subscriber[] {
    const due: Subscriber[] = [];
    for (const [key, bucket] of this.#buckets) {
      if (key > now) continue;
      due.push(...bucket);
      this.#buckets.delete(key);
    }
    return due;
  }
}
