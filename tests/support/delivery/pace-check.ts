// Checks, as the server sends batches, that they keep the requested intervals.
import type { Subscriber } from '../../../feed-server/delivery/subscriber.ts';
import type { Batch } from '../../../proto/messages.ts';

interface LatestBatch {
  readonly at: number;
  /** The batch did not reach the head, so the rest may follow at once. */
  readonly partial: boolean;
}

export class PaceCheck {
  /** By lane. */
  readonly #latest = new Map<number, LatestBatch>();
  /** Lanes with a batch since the last request. A request may bring forward one batch per lane. */
  readonly #settled = new Set<number>();

  /** The subscriber has sent a request: one batch per lane may come early. */
  requestSent(): void {
    this.#settled.clear();
  }

  /** Checks a batch that is sent at `now`. Returns the fault, undefined if it is on time. */
  check(batch: Batch, subscriber: Subscriber, now: number, head: number): string | undefined {
    const { intervalMs, through, after } = batch;
    const rows = batch.quotes.id.length + batch.sales.id.length + batch.tape.id.length + batch.statuses.id.length;
    if (rows + batch.tapeSkipped === 0) return undefined;
    const latest = this.#latest.get(intervalMs);
    const mayBeEarly =
      latest === undefined || latest.partial || !this.#settled.has(intervalMs) || subscriber.awaitingSnapshot.size > 0;
    this.#latest.set(intervalMs, { at: now, partial: through < head });
    this.#settled.add(intervalMs);
    const minimum = Math.max(intervalMs, subscriber.batchIntervalMs);
    if (mayBeEarly || now - latest.at >= minimum) return undefined;
    return `${after}..${through} of the lane of ${intervalMs} ms, ${now - latest.at} ms after the previous one, expected at least ${minimum}`;
  }
}
