// The side of trades: large orders are split into many trades on the same side, so that trade signs have long memory.
import { exp, log } from './exact-math.ts';
import type { Random } from './random.ts';

/** The share of orders with more than n trades falls with n^-1.5 (Lillo, Mike and Farmer, 2005). */
const ORDER_TAIL_EXPONENT = 1.5;
const MAX_ORDER_TRADES = 2_000;
/** Share of trades that do not belong to a large order. */
const NOISE_SHARE = 0.15;

export class OrderFlow {
  readonly #random: Random;
  #buying = true;
  #tradesLeft = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  /** Draws whether the next trade is buyer-initiated, at the ask. */
  nextIsBuy(): boolean {
    if (this.#random.next() < NOISE_SHARE) return this.#random.next() < 0.5;
    if (this.#tradesLeft === 0) {
      this.#buying = this.#random.next() < 0.5;
      this.#tradesLeft = Math.min(
        MAX_ORDER_TRADES,
        Math.floor(exp(-log(1 - this.#random.next()) / ORDER_TAIL_EXPONENT)),
      );
    }
    this.#tradesLeft--;
    return this.#buying;
  }
}
