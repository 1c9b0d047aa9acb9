// A histogram of latencies in tenths of a millisecond, so that millions of them take constant memory.

const BUCKETS_PER_MS = 10;
const MAX_MS = 60_000;

export class Latencies {
  readonly #counts = new Uint32Array(MAX_MS * BUCKETS_PER_MS + 1);
  #count = 0;

  add(ms: number): void {
    const bucket = Math.round(ms * BUCKETS_PER_MS);
    (this.#counts[Math.min(Math.max(bucket, 0), this.#counts.length - 1)] as number)++;
    this.#count++;
  }

  /**
   * The latency, to a tenth of a millisecond, that `share` (above 0, up to 1) of them do not exceed; NaN without any.
   */
  quantile(share: number): number {
    let left = Math.ceil(share * this.#count);
    if (left === 0) return NaN;
    let bucket = -1;
    while (left > 0) left -= this.#counts[++bucket] as number;
    return bucket / BUCKETS_PER_MS;
  }
}
