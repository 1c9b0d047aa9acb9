// When each lane is due, in buckets of one millisecond.
import type { Lane } from './subscriber.ts';

/**
 * Finds what is due by looking at all buckets. At 20 batches a second there are about 50, and one more for each millisecond in
 * which a slower lane is due.
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

  /** Removes a lane that was added for `at`, if it is still there. Otherwise the list would keep connections that have ended. */
  remove(lane: Lane, at: number): void {
    const key = Math.ceil(at);
    const bucket = this.#buckets.get(key);
    if (bucket?.delete(lane) && bucket.size === 0) this.#buckets.delete(key);
  }

  /** When the earliest lane is due, even if it has been removed since; Infinity if there is none. */
  get earliest(): number {
    return this.#earliest;
  }

  /** Removes and returns the lanes that are due at `now`. */
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
