// The random part of a log price: normal moves with mean-reverting stochastic volatility, and jumps.
import { exp, log } from './exact-math.ts';
import type { Random } from './random.ts';

/** The standard deviation of log volatility, and its mean-reversion time in seconds. */
const VOLATILITY_SPREAD = 0.45;
const REVERSION_SECONDS = 5_400;
/** Volatility is updated only this often, because drawing it at every step would cost more than the steps. */
const VOLATILITY_UPDATE_SECONDS = 10;
const LARGEST_JUMP = 0.15;
/** The probability of a jump larger than x falls with x^-3 (Gopikrishnan et al., 1998). */
const JUMP_TAIL = 3;

export interface DiffusionTerms {
  /** Standard deviation of the log price over one second. */
  readonly volatility: number;
  readonly jumpsPerSecond: number;
  /** The minimum size of a jump, as a fraction of the price. */
  readonly jumpSize: number;
}

export class Diffusion {
  readonly #terms: DiffusionTerms;
  readonly #random: Random;
  #logVolatility: number;
  #sinceUpdate = 0;
  /** The current relative volatility. */
  multiple: number;

  constructor(terms: DiffusionTerms, random: Random) {
    this.#terms = terms;
    this.#random = random;
    this.#logVolatility = VOLATILITY_SPREAD * random.normal();
    this.multiple = multipleOf(this.#logVolatility);
  }

  /** The change of the log price over `seconds` of open-market time. */
  move(seconds: number): number {
    this.#sinceUpdate += seconds;
    if (this.#sinceUpdate >= VOLATILITY_UPDATE_SECONDS) this.#updateVolatility();
    const { volatility, jumpsPerSecond } = this.#terms;
    const move = volatility * this.multiple * Math.sqrt(seconds) * this.#random.normal();
    return this.#random.next() < jumpsPerSecond * seconds ? move + this.#jump() : move;
  }

  /** An Ornstein-Uhlenbeck step, implicit so that steps of any length are stable. */
  #updateVolatility(): void {
    const share = this.#sinceUpdate / REVERSION_SECONDS;
    const noise = VOLATILITY_SPREAD * Math.sqrt(2 * share + share * share) * this.#random.normal();
    this.#logVolatility = (this.#logVolatility + noise) / (1 + share);
    this.multiple = multipleOf(this.#logVolatility);
    this.#sinceUpdate = 0;
  }

  #jump(): number {
    const size = this.#terms.jumpSize * exp(-log(1 - this.#random.next()) / JUMP_TAIL);
    return (this.#random.next() < 0.5 ? -1 : 1) * Math.min(LARGEST_JUMP, size);
  }
}

/** Normalized so that the average variance matches the terms. */
function multipleOf(logVolatility: number): number {
  return exp(logVolatility - VOLATILITY_SPREAD * VOLATILITY_SPREAD);
}
