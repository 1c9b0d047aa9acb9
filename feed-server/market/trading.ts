// Publishes the ticks of one instrument while it trades: quotes around its price, trades at the bid or the ask, auctions.
import { MAX_SIZE } from '../../proto/messages.ts';
import { BestQuote } from './best-quote.ts';
import type { InstrumentTerms } from './instrument-terms.ts';
import { OrderFlow } from './order-flow.ts';
import type { PriceProcess } from './price-process.ts';
import { Random } from './random.ts';
import type { TickSink } from './source.ts';

/** Share of trades among the updates in continuous trading. */
export const TRADE_SHARE = 0.2;
const TRADE_LOTS = 1.5;
/** Minimum size of an auction, in average trades, even for an inactive instrument. */
const MIN_AUCTION = 1;

export class Trading {
  readonly #id: number;
  readonly #isIndex: boolean;
  readonly #lot: number;
  readonly #price: PriceProcess;
  readonly #quote: BestQuote;
  readonly #flow: OrderFlow;
  readonly #random: Random;
  /** The last sale, units; before the first one, the previous close. */
  last: number;

  constructor(id: number, terms: InstrumentTerms, price: PriceProcess, seed: number, symbol: string) {
    this.#id = id;
    this.#isIndex = terms.kind === 'index';
    this.#lot = terms.quote.lot;
    this.#price = price;
    this.#random = new Random(seed, `${symbol} trading`);
    this.#quote = new BestQuote(terms.quote, this.#random);
    this.#flow = new OrderFlow(new Random(seed, `${symbol} flow`));
    this.last = terms.reference;
  }

  /** Whether the next update is a trade. Index values always are: trades of size 0. */
  nextIsTrade(): boolean {
    return this.#isIndex || this.#random.next() < TRADE_SHARE;
  }

  /** A quote around `mid`, units. `thinness`: see BestQuote. */
  publishQuote(time: number, mid: number, thinness: number, sink: TickSink): void {
    const quote = this.#quote;
    quote.update(mid, this.#price.relativeVolatility, thinness);
    sink.quote(this.#id, time, quote.bid, quote.bidSize, quote.ask, quote.askSize);
  }

  /** A trade at the bid or ask, no larger than the displayed size; or the value of an index. */
  publishTrade(time: number, sink: TickSink): void {
    if (this.#isIndex) {
      this.#trade(time, Math.round(this.#price.at(time)), 0, sink);
      return;
    }
    const { bid, bidSize, ask, askSize } = this.#quote;
    const buying = this.#flow.next();
    const size = Math.min(buying ? askSize : bidSize, this.#quote.drawSize(TRADE_LOTS));
    this.#trade(time, buying ? ask : bid, size, sink);
  }

  /** Trading starts: there is a quote before the first trade. */
  begin(time: number, thinness: number, sink: TickSink): void {
    if (this.#isIndex) this.publishTrade(time, sink);
    else this.publishQuote(time, this.#price.at(time), thinness, sink);
  }

  /** One trade the size of about `trades` average ones, between a new bid and ask. Returns its price. */
  auction(time: number, trades: number, sink: TickSink): number {
    const mid = this.#price.at(time);
    this.publishQuote(time, mid, 1, sink);
    const price = Math.min(this.#quote.ask, Math.max(this.#quote.bid, Math.round(mid)));
    const lots = Math.round(TRADE_LOTS * Math.max(MIN_AUCTION, trades) * (0.5 + this.#random.next()));
    this.#trade(time, price, Math.min(MAX_SIZE, lots * this.#lot), sink);
    return price;
  }

  #trade(time: number, price: number, size: number, sink: TickSink): void {
    this.last = price;
    sink.trade(this.#id, time, price, size);
  }
}
