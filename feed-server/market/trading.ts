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
/** Usual size of a trade, in lots. */
const USUAL_TRADE_LOTS = 1.5;
/** Minimum size of an auction, in average trades, even for an inactive instrument. */
const MIN_AUCTION_TRADES = 1;

export class Trading {
  readonly #id: number;
  readonly #isIndex: boolean;
  readonly #lot: number;
  readonly #price: PriceProcess;
  readonly #quote: BestQuote;
  readonly #flow: OrderFlow;
  readonly #random: Random;
  /** The last sale, units; before the first one, the previous close. */
  lastSale: number;

  constructor(id: number, terms: InstrumentTerms, price: PriceProcess, seed: number, symbol: string) {
    this.#id = id;
    this.#isIndex = terms.kind === 'index';
    this.#lot = terms.quote.lot;
    this.#price = price;
    this.#random = new Random(seed, `${symbol} trading`);
    this.#quote = new BestQuote(terms.quote, this.#random);
    this.#flow = new OrderFlow(new Random(seed, `${symbol} flow`));
    this.lastSale = terms.reference;
  }

  /** Draws whether the next update is a trade. Every update of an index is: its values are trades of size 0. */
  nextIsTrade(): boolean {
    return this.#isIndex || this.#random.next() < TRADE_SHARE;
  }

  /** Publishes a quote around `mid`, in units. `thinness`: see BestQuote. */
  publishQuote(time: number, mid: number, thinness: number, sink: TickSink): void {
    const quote = this.#quote;
    quote.update(mid, this.#price.relativeVolatility, thinness);
    sink.quote(this.#id, time, quote.bid, quote.bidSize, quote.ask, quote.askSize);
  }

  /** Publishes a trade at the bid or the ask, no larger than the displayed size; for an index, its value. */
  publishTrade(time: number, sink: TickSink): void {
    if (this.#isIndex) {
      this.#trade(time, Math.round(this.#price.advanceTo(time)), 0, sink);
      return;
    }
    const { bid, bidSize, ask, askSize } = this.#quote;
    const buying = this.#flow.nextIsBuy();
    const size = Math.min(buying ? askSize : bidSize, this.#quote.drawSize(USUAL_TRADE_LOTS));
    this.#trade(time, buying ? ask : bid, size, sink);
  }

  /** Call when trading starts. Publishes a quote, so that there is one before the first trade; for an index, its value. */
  begin(time: number, thinness: number, sink: TickSink): void {
    if (this.#isIndex) this.publishTrade(time, sink);
    else this.publishQuote(time, this.#price.advanceTo(time), thinness, sink);
  }

  /** Publishes a quote and one trade within it, as large as about `trades` average trades. Returns its price. */
  publishAuction(time: number, trades: number, sink: TickSink): number {
    const mid = this.#price.advanceTo(time);
    this.publishQuote(time, mid, 1, sink);
    const price = Math.min(this.#quote.ask, Math.max(this.#quote.bid, Math.round(mid)));
    const lots = Math.round(USUAL_TRADE_LOTS * Math.max(MIN_AUCTION_TRADES, trades) * (0.5 + this.#random.next()));
    this.#trade(time, price, Math.min(MAX_SIZE, lots * this.#lot), sink);
    return price;
  }

  #trade(time: number, price: number, size: number, sink: TickSink): void {
    this.lastSale = price;
    sink.trade(this.#id, time, price, size);
  }
}
