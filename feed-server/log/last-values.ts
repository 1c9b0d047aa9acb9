// The state of every symbol at the head of the log, for snapshots.
import { stateDigest } from '../../proto/state-digest.ts';
import type {
  MarketSession,
  Quote,
  StatusReason,
  SymbolState,
  TradeSummary,
  TradingStatus,
} from '../../proto/messages.ts';
import { addVolume } from '../../proto/volume.ts';

export class LastValues {
  readonly #references: (number | undefined)[];
  readonly #quotes: (Quote | undefined)[] = [];
  readonly #trades: (TradeSummary | undefined)[] = [];
  readonly #statuses: (TradingStatus | undefined)[] = [];
  /** Digests of states; undefined if the state has changed since. */
  readonly #digests: (number | undefined)[] = [];

  /** `references`: previous closes in units, by instrument id. */
  constructor(references: readonly (number | undefined)[]) {
    this.#references = [...references];
  }

  quote(id: number, time: number, bid: number, bidSize: number, ask: number, askSize: number): void {
    this.#digests[id] = undefined;
    const quote = this.#quotes[id];
    if (!quote) {
      this.#quotes[id] = { time, bid, bidSize, ask, askSize };
      return;
    }
    quote.time = time;
    quote.bid = bid;
    quote.bidSize = bidSize;
    quote.ask = ask;
    quote.askSize = askSize;
  }

  trade(id: number, time: number, price: number, size: number): void {
    this.#digests[id] = undefined;
    const day = this.#trades[id];
    if (!day) {
      this.#trades[id] = { time, last: price, size, open: price, high: price, low: price, volume: size, count: 1 };
      return;
    }
    day.time = time;
    day.last = price;
    day.size = size;
    if (price > day.high) day.high = price;
    if (price < day.low) day.low = price;
    day.volume = addVolume(day.volume, size);
    day.count++;
  }

  /** A status with a `reference` starts a trading day: the sums of trades start again. */
  status(id: number, time: number, session: MarketSession, reason: StatusReason, reference: number | undefined): void {
    this.#digests[id] = undefined;
    this.#statuses[id] = { time, session, reason };
    if (reference === undefined) return;
    this.#references[id] = reference;
    this.#trades[id] = undefined;
  }

  /** Replaces the states of these symbols with those from another log. */
  restore(states: readonly SymbolState[]): void {
    for (const { id, reference, quote, trades, status } of states) {
      this.#references[id] = reference;
      this.#quotes[id] = quote && { ...quote };
      this.#trades[id] = trades && { ...trades };
      this.#statuses[id] = status && { ...status };
      this.#digests[id] = undefined;
    }
  }

  /** The digest of the current state, computed at most once between two ticks. */
  digestOf(id: number): number {
    return (this.#digests[id] ??= stateDigest({
      id,
      reference: this.#references[id],
      quote: this.#quotes[id],
      trades: this.#trades[id],
      status: this.#statuses[id],
    }));
  }

  /** A copy of the current state. */
  stateOf(id: number): SymbolState {
    const quote = this.#quotes[id];
    const trades = this.#trades[id];
    const status = this.#statuses[id];
    return {
      id,
      reference: this.#references[id],
      quote: quote && { ...quote },
      trades: trades && { ...trades },
      status: status && { ...status },
    };
  }
}
