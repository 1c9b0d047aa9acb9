// Who is to be served when, in buckets of a millisecond.
import type { Lane } from './subscriber.ts';

/**
 * What is due is found by looking at all buckets; with batches at 20 a second there are some 50 of them, and one more for each
 * millisecond in which a slower lane is due.
 */
export class DueList {
  readonly #buckets = new Map<number, Set<Lane>>();
  #earliest = Infinity;

  /** `at`: clock time in milliseconds, rounded up. */
  add(lane: Lane, at: number): void {
    const key = Math.ceil(at);
    const bucket = this.#buckets.get(key);
    if (bucket) bucket.add(lane);
    else this.#buckets.set(key, new Set([lane]));
    if (key < this.#earliest) this.#earliest = key;
  }

  /** Takes out what was added for `at`, where it is still in. The list would keep all of a connection that has gone. */
  remove(lane: Lane, at: number): void {
    const key = Math.ceil(at);
    const bucket = this.#buckets.get(key);
    if (bucket?.delete(lane) && bucket.size === 0) this.#buckets.delete(key);
  }

  /** When the earliest entry is due, or was before it was taken out; Infinity where there is none. */
  get earliest(): number {
    return this.#earliest;
  }

  /** Takes out all that is due at `now`. */
  take(now: number): Lane[] {
    const due: Lane[] = [];
    this.#earliest = Infinity;
    for (const [key, bucket] of this.#buckets) {
      if (key > now) {
        if (key < this.#earliest) this.#earliest = key;
        continue;
      }
      for (const lane of bucket) due.push(lane);
      this.#buckets.delete(key);
    }
    return due;
  }

  clear(): void {
    this.#buckets.clear();
    this.#earliest = Infinity;
  }
}
