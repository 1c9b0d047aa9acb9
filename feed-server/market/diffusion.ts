// The random part of a logarithmic price: normal moves whose volatility wanders and comes back, and jumps.
import { exp, log } from './exact-math.ts';
import type { Random } from './random.ts';

/** How far the logarithm of the volatility wanders (standard deviation), and in how many seconds it comes back. */
const VOLATILITY_SPREAD = 0.45;
const REVERSION_SECONDS = 5_400;
/** Drawing it anew at every step would cost more than the steps. */
const VOLATILITY_BEAT_SECONDS = 10;
const LARGEST_JUMP = 0.15;
/** The share of jumps beyond x falls with x^-3 (Gopikrishnan et al., 1998). */
const JUMP_TAIL = 3;

export interface DiffusionTerms {
  /** Standard deviation of the logarithm over one second. */
  readonly volatility: number;
  readonly jumpsASecond: number;
  /** The least size of a jump, as a share of the price. */
  readonly jumpSize: number;
}

export class Diffusion {
  readonly #terms: DiffusionTerms;
  readonly #random: Random;
  #logVolatility: number;
  #sinceBeat = 0;
  /** The volatility of now, times the usual. */
  multiple: number;

  constructor(terms: DiffusionTerms, random: Random) {
    this.#terms = terms;
    this.#random = random;
    this.#logVolatility = VOLATILITY_SPREAD * random.normal();
    this.multiple = multipleOf(this.#logVolatility);
  }

  /** The move of the logarithm over `seconds` of an open market's time. */
  move(seconds: number): number {
    this.#sinceBeat += seconds;
    if (this.#sinceBeat >= VOLATILITY_BEAT_SECONDS) this.#wander();
    const { volatility, jumpsASecond } = this.#terms;
    const move = volatility * this.multiple * Math.sqrt(seconds) * this.#random.normal();
    return this.#random.next() < jumpsASecond * seconds ? move + this.#jump() : move;
  }

  /** An Ornstein-Uhlenbeck step, implicit so that a step of any length is stable. */
  #wander(): void {
    const share = this.#sinceBeat / REVERSION_SECONDS;
    const kick = VOLATILITY_SPREAD * Math.sqrt(2 * share + share * share) * this.#random.normal();
    this.#logVolatility = (this.#logVolatility + kick) / (1 + share);
    this.multiple = multipleOf(this.#logVolatility);
    this.#sinceBeat = 0;
  }

  #jump(): number {
    const size = this.#terms.jumpSize * exp(-log(1 - this.#random.next()) / JUMP_TAIL);
    return (this.#random.next() < 0.5 ? -1 : 1) * Math.min(LARGEST_JUMP, size);
  }
}

/** So that the variance is on average what the terms say. */
function multipleOf(logVolatility: number): number {
  return exp(logVolatility - VOLATILITY_SPREAD * VOLATILITY_SPREAD);
}
