// How one simulated instrument moves: a geometric Brownian mid price, a quote around it, trades at the bid or the ask.
import { MAX_PRICE } from '../../proto/messages.ts';
import type { Random } from './random.ts';
import type { TickSink } from './source.ts';

/** Seconds of trading a year: 252 days of 6.5 hours. */
const TRADING_SECONDS_A_YEAR = 252 * 6.5 * 3_600;
const TRADE_SHARE = 0.2;
/** The chance that a trade is on the side of the one before. */
const SIDE_PERSISTENCE = 0.7;
const LOT = 100;
const MAX_LOTS = 5_000;

export class PriceProcess {
  readonly #id: number;
  readonly #random: Random;
  /** Standard deviation of the logarithm of the price over one second. */
  readonly #volatility: number;
  /** Half of the quoted spread as a share of the price, typically. */
  readonly #halfSpread: number;
  /** Units. */
  readonly reference: number;
  #mid: number;
  #time: number;
  #bid = 0;
  #ask = 0;
  #buying = true;

  /** `reference`: previous close in units, drawn where undefined. `startTime`: market time in milliseconds. */
  constructor(id: number, random: Random, reference: number | undefined, startTime: number) {
    this.#id = id;
    this.#random = random;
    this.reference = reference ?? Math.round(Math.min(90_000, Math.max(800, 10_000 * Math.exp(0.7 * random.normal()))));
    const annual = 0.2 + 0.4 * random.next();
    this.#volatility = annual / Math.sqrt(TRADING_SECONDS_A_YEAR);
    this.#halfSpread = annual * (0.0001 + 0.0003 * random.next());
    this.#mid = this.reference * Math.exp(0.008 * random.normal());
    this.#time = startTime;
  }

  /** The first quote and the first trade of the day. */
  open(sink: TickSink): void {
    this.#quote(this.#time, sink);
    this.#trade(this.#time, sink);
  }

  /** What happens at `time`, milliseconds, not before the last call's. */
  happen(time: number, sink: TickSink): void {
    const seconds = (time - this.#time) / 1_000;
    const moved = this.#mid * Math.exp(this.#volatility * Math.sqrt(seconds) * this.#random.normal());
    this.#mid = Math.min(MAX_PRICE / 2, Math.max(2, moved));
    this.#time = time;
    if (this.#random.next() < TRADE_SHARE) this.#trade(time, sink);
    else this.#quote(time, sink);
  }

  #quote(time: number, sink: TickSink): void {
    const half = this.#mid * this.#halfSpread * (0.5 + this.#random.next());
    this.#bid = Math.max(1, Math.floor(this.#mid - half));
    this.#ask = Math.max(this.#bid + 1, Math.ceil(this.#mid + half));
    sink.quote(this.#id, time, this.#bid, this.#size(3), this.#ask, this.#size(3));
  }

  #trade(time: number, sink: TickSink): void {
    if (this.#random.next() > SIDE_PERSISTENCE) this.#buying = !this.#buying;
    sink.trade(this.#id, time, this.#buying ? this.#ask : this.#bid, this.#size(1.5));
  }

  /** Shares: whole lots, log-normal about `lots`; now and then an odd lot. */
  #size(lots: number): number {
    const drawn = lots * Math.exp(0.9 * this.#random.normal());
    return drawn < 1 ? Math.max(1, Math.round(drawn * LOT)) : Math.min(MAX_LOTS, Math.round(drawn)) * LOT;
  }
}
