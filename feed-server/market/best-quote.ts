// The best bid and ask of one instrument: the spread widens and the sizes shrink when the price is volatile or trading
// is thin.
import { MAX_SIZE } from '../../proto/messages.ts';
import { exp } from './exact-math.ts';
import type { Random } from './random.ts';

export interface QuoteTerms {
  /** Half of the usual spread, as a fraction of the price. */
  readonly halfSpread: number;
  /** Usual size of a side, in lots. */
  readonly lots: number;
  /** Units of size in a lot. */
  readonly lot: number;
}

/** Standard deviation of the logarithm of a size. */
const LOG_SIZE_DEVIATION = 0.9;
const MAX_LOTS = 5_000;

export class BestQuote {
  readonly #terms: QuoteTerms;
  readonly #random: Random;
  bid = 0;
  bidSize = 0;
  ask = 0;
  askSize = 0;

  constructor(terms: QuoteTerms, random: Random) {
    this.#terms = terms;
    this.#random = random;
  }

  /**
   * Draws a new quote around `mid`, in units. `relativeVolatility`: 1 on average. `thinness`: 1 in an open market, higher when
   * there are few participants.
   */
  update(mid: number, relativeVolatility: number, thinness: number): void {
    const { halfSpread, lots } = this.#terms;
    const half = mid * halfSpread * thinness * (0.4 + 0.6 * relativeVolatility) * (0.6 + 0.8 * this.#random.next());
    this.bid = Math.max(1, Math.round(mid - half));
    this.ask = Math.max(this.bid + 1, Math.round(mid + half));
    const usualLots = lots / (thinness * (0.5 + 0.5 * relativeVolatility));
    this.bidSize = this.drawSize(usualLots);
    this.askSize = this.drawSize(usualLots);
  }

  /** A size in units: whole lots, log-normal around `lots`; occasionally an odd lot. */
  drawSize(lots: number): number {
    const { lot } = this.#terms;
    const drawn = lots * exp(LOG_SIZE_DEVIATION * this.#random.normal());
    const size = drawn < 1 ? Math.ceil(drawn * lot) : Math.min(MAX_LOTS, Math.round(drawn)) * lot;
    return Math.min(MAX_SIZE, Math.max(1, size));
  }
}
