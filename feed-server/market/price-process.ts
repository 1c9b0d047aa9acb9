// The price of one instrument between its ticks. It follows the market, its sector and its own diffusion, plus incidents.
import { MAX_PRICE } from '../../proto/messages.ts';
import { Diffusion, type DiffusionTerms } from './diffusion.ts';
import { exp } from './exact-math.ts';
import type { Factor, Factors } from './factors.ts';
import type { Random } from './random.ts';

/** Leaves room for a spread on both sides. */
const LOWEST = 2;
const HIGHEST = MAX_PRICE / 2;
/** The maximum change of the log price at once; a weekend of jumps stays far below. */
const LARGEST_MOVE = 2;

export class PriceProcess {
  readonly #factors: Factors;
  readonly #market: Factor;
  readonly #sector: Factor | undefined;
  readonly #beta: number;
  readonly #own: Diffusion;
  #mid: number;
  #seconds: number;
  #marketLevel: number;
  #sectorLevel: number;

  /** `start` in units. `sector` undefined: it has no factor besides the market's. */
  constructor(
    factors: Factors,
    sector: Factor | undefined,
    { beta, own, start }: { readonly beta: number; readonly own: DiffusionTerms; readonly start: number },
    random: Random,
    startTime: number,
  ) {
    this.#factors = factors;
    this.#market = factors.market;
    this.#sector = sector;
    this.#beta = beta;
    this.#own = new Diffusion(own, random);
    this.#mid = start;
    this.#seconds = factors.secondsAt(startTime);
    this.#marketLevel = this.#market.level;
    this.#sectorLevel = sector?.level ?? 0;
  }

  /** Relative volatility: its own times the market's. */
  get relativeVolatility(): number {
    return this.#own.multiple * this.#factors.relativeVolatility;
  }

  /** Its value at `time`, to which the factors have advanced; fractional units. */
  at(time: number): number {
    const seconds = this.#factors.secondsAt(time);
    const marketLevel = this.#market.level;
    const sectorLevel = this.#sector === undefined ? 0 : this.#sector.level;
    const own = this.#own.move(Math.max(0, seconds - this.#seconds));
    this.shock(this.#beta * (marketLevel - this.#marketLevel) + (sectorLevel - this.#sectorLevel) + own);
    this.#seconds = seconds;
    this.#marketLevel = marketLevel;
    this.#sectorLevel = sectorLevel;
    return this.#mid;
  }

  /** Changes the log price at once. */
  shock(move: number): void {
    this.#set(this.#mid * exp(Math.min(LARGEST_MOVE, Math.max(-LARGEST_MOVE, move))));
  }

  /** Splits the share into `ratio` shares. */
  split(ratio: number): void {
    this.#set(this.#mid / ratio);
  }

  /** Pays a dividend of `amount` units. */
  pay(amount: number): void {
    this.#set(this.#mid - amount);
  }

  #set(mid: number): void {
    this.#mid = Math.min(HIGHEST, Math.max(LOWEST, mid));
  }
}
