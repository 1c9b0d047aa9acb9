// The price of one instrument between its ticks. It follows the market, its sector and its own diffusion, plus incidents.
import { MAX_PRICE } from '../../proto/messages.ts';
import { Diffusion, type DiffusionTerms } from './diffusion.ts';
import { exp } from './exact-math.ts';
import type { Factor, Factors } from './factors.ts';
import type { Random } from './random.ts';

/** Limits of the price, in units. They leave room for a spread on both sides. */
const MIN_MID = 2;
const MAX_MID = MAX_PRICE / 2;
/** The maximum change of the log price at once; a weekend of jumps stays far below. */
const MAX_LOG_MOVE = 2;

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

  /** `start`: in units. `sector`: undefined for an instrument that follows only the market's factor. */
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

  /** The instrument's own relative volatility times the market's. */
  get relativeVolatility(): number {
    return this.#own.relativeVolatility * this.#factors.relativeVolatility;
  }

  /** Moves the price to `time` and returns it, in fractional units. Advance the factors first. */
  advanceTo(time: number): number {
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
    this.#set(this.#mid * exp(Math.min(MAX_LOG_MOVE, Math.max(-MAX_LOG_MOVE, move))));
  }

  /** Splits the share into `ratio` shares. */
  split(ratio: number): void {
    this.#set(this.#mid / ratio);
  }

  /** Pays a dividend of `amount` units. */
  payDividend(amount: number): void {
    this.#set(this.#mid - amount);
  }

  #set(mid: number): void {
    this.#mid = Math.min(MAX_MID, Math.max(MIN_MID, mid));
  }
}
