// Which side trades come from: large orders are worked in many trades of one side, so that signs remember for long.
import { exp, log } from './exact-math.ts';
import type { Random } from './random.ts';

/** The share of orders of more than n trades falls with n^-1.5 (Lillo, Mike and Farmer, 2005). */
const ORDER_TAIL = 1.5;
const LONGEST_ORDER = 2_000;
/** Trades that belong to no such order. */
const NOISE_SHARE = 0.15;

export class OrderFlow {
  readonly #random: Random;
  #buying = true;
  #left = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  /** Whether the next trade is a buyer's, made at the ask. */
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
