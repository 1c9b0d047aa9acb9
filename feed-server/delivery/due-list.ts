// Who is to be served when, in buckets of a millisecond.
import type { Lane } from './subscriber.ts';

/**
 * What is due is found by looking at all buckets; with batches at 20 a second there are some 50 of them, and one more for each
 * millisecond in which a slower lane is due. An entry is not taken out when its lane is served otherwise: who takes it
 * looks at the lane's own state.
 */
export class DueList {
  readonly #buckets = new Map<number, Lane[]>();
  #earliest = Infinity;

  /** `at`: clock time in milliseconds, rounded up. */
  add(lane: Lane, at: number): void {
    const key = Math.ceil(at);
    const bucket = this.#buckets.get(key);
    if (bucket) bucket.push(lane);
    else this.#buckets.set(key, [lane]);
    if (key < this.#earliest) this.#earliest = key;
  }

  /** When the earliest entry is due; Infinity where there is none. */
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
