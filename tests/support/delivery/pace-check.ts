// Whether batches keep the intervals asked for: what a server sends, looked at as it does.
import type { Subscriber } from '../../../feed-server/delivery/subscriber.ts';
import type { Batch } from '../../../proto/messages.ts';

interface Latest {
  readonly at: number;
  /** It went no further than a part of the way: the rest may follow at once. */
  readonly partial: boolean;
}

export class PaceCheck {
  /** By lane. */
  readonly #latest = new Map<number, Latest>();
  /** Lanes that have had a batch since the last request: it can bring forward no more of them. */
  readonly #settled = new Set<number>();

  /** The subscriber has asked for something: once on each lane, a batch may come early. */
  asked(): void {
    this.#settled.clear();
  }

  /** Looks at a batch about to be sent at `now`. Returns what is wrong with its time. */
  sends(batch: Batch, subscriber: Subscriber, now: number, head: number): string | undefined {
    const { intervalMs, through, after } = batch;
    const rows = batch.quotes.id.length + batch.sales.id.length + batch.tape.id.length + batch.statuses.id.length;
    if (rows + batch.tapeSkipped === 0) return undefined;
    const latest = this.#latest.get(intervalMs);
    const excused =
      latest === undefined || latest.partial || !this.#settled.has(intervalMs) || subscriber.awaiting.size > 0;
    this.#latest.set(intervalMs, { at: now, partial: through < head });
    this.#settled.add(intervalMs);
    const least = Math.max(intervalMs, subscriber.batchIntervalMs);
    if (excused || now - latest.at >= least) return undefined;
    return `${after}..${through} of the lane of ${intervalMs} ms, ${now - latest.at} ms after the one before, not ${least}`;
  }
}
