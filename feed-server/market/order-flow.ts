// The side of trades: large orders are split into many trades on the same side, so that trade signs have long memory.
import { exp, log } from './exact-math.ts';
import type { Random } from './random.ts';

/** The share of orders with more than n trades falls with n^-1.5 (Lillo, Mike and Farmer, 2005). */
const ORDER_TAIL = 1.5;
const LONGEST_ORDER = 2_000;
/** Share of trades that are not part of such an order. */
const NOISE_SHARE = 0.15;

export class OrderFlow {
  readonly #random: Random;
  #buying = true;
  #left = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  /** Whether the next trade is buyer-initiated, at the ask. */
  next(): boolean {
    if (this.#random.next() < NOISE_SHARE) return this.#random.next() < 0.5;
    if (this.#left === 0) {
      this.#buying = this.#random.next() < 0.5;
      this.#left = Math.min(LONGEST_ORDER, Math.floor(exp(-log(1 - this.#random.next()) / ORDER_TAIL)));
    }
    this.#left--;
    return this.#buying;
  }
}
