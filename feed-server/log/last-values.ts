// The state of every symbol at the head of the log: what a snapshot says.
import type {
  MarketSession,
  Quote,
  StatusReason,
  SymbolState,
  TradeSummary,
  TradingStatus,
} from '../../proto/messages.ts';

export class LastValues {
  readonly #references: (number | undefined)[];
  readonly #quotes: (Quote | undefined)[] = [];
  readonly #trades: (TradeSummary | undefined)[] = [];
  readonly #statuses: (TradingStatus | undefined)[] = [];

  /** Previous closes in units, by instrument id. */
  constructor(references: readonly (number | undefined)[]) {
    this.#references = [...references];
  }

  quote(id: number, time: number, bid: number, bidSize: number, ask: number, askSize: number): void {
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
    day.volume += size;
    day.count++;
  }

  /** With a `reference` a trading day begins: trades add up anew. */
  status(id: number, time: number, session: MarketSession, reason: StatusReason, reference: number | undefined): void {
    this.#statuses[id] = { time, session, reason };
    if (reference === undefined) return;
    this.#references[id] = reference;
    this.#trades[id] = undefined;
  }

  /** A copy, as of now. */
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
