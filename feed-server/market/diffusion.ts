// The random part of a log price: normal moves with mean-reverting stochastic volatility, and jumps.
import { exp, log } from './exact-math.ts';
import type { Random } from './random.ts';

/** The standard deviation of log volatility, and its mean-reversion time in seconds. */
const LOG_VOLATILITY_DEVIATION = 0.45;
const REVERSION_SECONDS = 5_400;
/** Volatility is updated only this often, because drawing it at every step would cost more than the steps. */
const VOLATILITY_UPDATE_SECONDS = 10;
/** Change of the log price. */
const MAX_JUMP = 0.15;
/** The probability of a jump larger than x falls with x^-3 (Gopikrishnan et al., 1998). */
const JUMP_TAIL_EXPONENT = 3;

export interface DiffusionTerms {
  /** Standard deviation of the log price over one second. */
  readonly volatility: number;
  readonly jumpsPerSecond: number;
  /** As a fraction of the price. */
  readonly minJump: number;
}

export class Diffusion {
  readonly #terms: DiffusionTerms;
  readonly #random: Random;
  #logVolatility: number;
  #secondsSinceUpdate = 0;
  /** The current volatility, relative to its average. */
  relativeVolatility: number;

  constructor(terms: DiffusionTerms, random: Random) {
    this.#terms = terms;
    this.#random = random;
    this.#logVolatility = LOG_VOLATILITY_DEVIATION * random.normal();
    this.relativeVolatility = relativeVolatilityOf(this.#logVolatility);
  }

  /** The change of the log price over `seconds` of open-market time. */
  move(seconds: number): number {
    this.#secondsSinceUpdate += seconds;
    if (this.#secondsSinceUpdate >= VOLATILITY_UPDATE_SECONDS) this.#updateVolatility();
    const { volatility, jumpsPerSecond } = this.#terms;
    const move = volatility * this.relativeVolatility * Math.sqrt(seconds) * this.#random.normal();
    return this.#random.next() < jumpsPerSecond * seconds ? move + this.#jump() : move;
  }

  /** An implicit Ornstein-Uhlenbeck step, which is stable for any length. */
  #updateVolatility(): void {
    const share = this.#secondsSinceUpdate / REVERSION_SECONDS;
    const noise = LOG_VOLATILITY_DEVIATION * Math.sqrt(2 * share + share * share) * this.#random.normal();
    this.#logVolatility = (this.#logVolatility + noise) / (1 + share);
    this.relativeVolatility = relativeVolatilityOf(this.#logVolatility);
    this.#secondsSinceUpdate = 0;
  }

  #jump(): number {
    const size = this.#terms.minJump * exp(-log(1 - this.#random.next()) / JUMP_TAIL_EXPONENT);
    return (this.#random.next() < 0.5 ? -1 : 1) * Math.min(MAX_JUMP, size);
  }
}

/** Normalized so that the average variance matches the terms. */
function relativeVolatilityOf(logVolatility: number): number {
  return exp(logVolatility - LOG_VOLATILITY_DEVIATION * LOG_VOLATILITY_DEVIATION);
}
