// The feed client's typed events and their listeners.
import type { Accepted, Batch, Instrument, Mode, Snapshot } from '../proto/messages.ts';
import type { SubscriptionReceipt } from './machine/state.ts';

/** Trades that the server left out of the tape because this client was too slow. FeedClient.fetchTrades fetches them. */
export interface SkippedTrades {
  readonly epoch: number;
  /** Their range in the log is (after, through]. */
  readonly after: number;
  readonly through: number;
  /** The number of skipped trades, over all subscribed tapes. */
  readonly count: number;
}

/** Events that come from one message come in the order of this list, and `status` comes last. */
export interface FeedEvents {
  /** The feed's instruments, the busiest first. */
  readonly instruments: readonly Instrument[];
  /** Subscriptions the server accepted. `newEpoch`: ids received earlier are no longer valid. */
  readonly accepted: { readonly subscriptions: readonly Accepted[]; readonly newEpoch: boolean };
  /** A resume was answered: one receipt for each subscription. */
  readonly receipts: readonly SubscriptionReceipt[];
  /** The last handle of a subscription was closed. */
  readonly unsubscribed: { readonly symbol: string; readonly mode: Mode };
  /** Complete states, which replace the earlier ones of these instruments. */
  readonly snapshot: Snapshot;
  /** Rows of the board: `statuses`, `quotes` and `sales` of the batch. Apply them in this order. */
  readonly rows: Batch;
  /** Trades are missing from the tape, before those of `trades` that come with it. */
  readonly skipped: SkippedTrades;
  /** Trades of the tape, oldest first: `tape` of the batch. */
  readonly trades: Batch;
  /** The server asked the client to slow down. Its requests are sent again after this time, milliseconds. */
  readonly deferred: number;
  /** After every message and change of state: see FeedClient.status. */
  readonly status: undefined;
}

type Listener<Name extends keyof FeedEvents> = (payload: FeedEvents[Name]) => void;

export class Listeners {
  readonly #byName: { readonly [Name in keyof FeedEvents]?: Set<Listener<Name>> } = {};

  /** Returns a function that removes the listener. */
  add<Name extends keyof FeedEvents>(name: Name, listener: Listener<Name>): () => void {
    const byName = this.#byName as { [N in Name]?: Set<Listener<N>> };
    const listeners = (byName[name] ??= new Set());
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  emitBatch(batch: Batch): void {
    const { epoch, after, through, tapeSkipped, statuses, quotes, sales, tape } = batch;
    if (statuses.id.length + quotes.id.length + sales.id.length > 0) this.emit('rows', batch);
    if (tapeSkipped > 0) this.emit('skipped', { epoch, after, through, count: tapeSkipped });
    if (tape.id.length > 0) this.emit('trades', batch);
  }

  emit<Name extends keyof FeedEvents>(name: Name, payload: FeedEvents[Name]): void {
    const listeners = this.#byName[name];
    if (listeners) for (const listener of listeners) listener(payload);
  }
}
