// A tick sink that samples one regular session: prices and spreads by the minute, volume by the half hour, and trade
// signs.
import type { TickSink } from '../../feed-server/market/source.ts';

const MINUTE_MS = 60_000;
const HALF_HOUR_MS = 30 * MINUTE_MS;
/** A quote with a wider spread is ignored: one of its sides is a placeholder. */
const WIDEST = 0.02;
/** Maximum number of signs kept per instrument; enough for lags of a hundred. */
const MAX_SIGNS = 20_000;

/** Observations of one instrument; prices in units. */
export interface Observations {
  /** Mid prices at each full minute of the session, from the open; NaN before the first quote. */
  readonly mids: number[];
  /** Spreads at the same times, as shares of the mid. */
  readonly spreads: number[];
  readonly volumes: number[];
  /** 1 for a trade above the mid, -1 for one below. */
  readonly signs: number[];
}

interface Now {
  readonly observed: Observations;
  bid: number;
  ask: number;
}

export class DayObserver implements TickSink {
  readonly #open: number;
  readonly #close: number;
  readonly #all: Now[];

  /** `open` and `close` of the session: market time in milliseconds. */
  constructor(instruments: number, open: number, close: number) {
    this.#open = open;
    this.#close = close;
    const halfHours = Math.ceil((close - open) / HALF_HOUR_MS);
    this.#all = Array.from({ length: instruments }, () => {
      const volumes = Array.from({ length: halfHours }, () => 0);
      return { observed: { mids: [], spreads: [], volumes, signs: [] }, bid: NaN, ask: NaN };
    });
  }

  quote(id: number, time: number, bid: number, bidSize: number, ask: number, askSize: number): void {
    const now = this.#all[id] as Now;
    this.#sample(now, time);
    const usable = bidSize > 0 && askSize > 0 && bid > 0 && bid < ask && ask - bid <= WIDEST * bid;
    if (usable) [now.bid, now.ask] = [bid, ask];
  }

  trade(id: number, time: number, price: number, size: number): void {
    const now = this.#all[id] as Now;
    this.#sample(now, time);
    // The closing auction's trade has the time of the close itself.
    if (time < this.#open || time > this.#close) return;
    const { volumes, signs } = now.observed;
    const halfHour = Math.min(volumes.length - 1, Math.floor((time - this.#open) / HALF_HOUR_MS));
    volumes[halfHour] = (volumes[halfHour] as number) + size;
    const side = Math.sign(2 * price - now.bid - now.ask);
    if (time < this.#close && (side === 1 || side === -1) && signs.length < MAX_SIGNS) signs.push(side);
  }

  status(): void {
    // Prices stay unchanged while nothing trades.
  }

  /** The session has ended. */
  finish(): Observations[] {
    for (const now of this.#all) this.#sample(now, this.#close + 1);
    return this.#all.map((now) => now.observed);
  }

  /** Records the values at the end of each minute before `time`. */
  #sample({ observed: { mids, spreads }, bid, ask }: Now, time: number): void {
    const until = Math.min(time, this.#close + 1);
    while (this.#open + mids.length * MINUTE_MS < until) {
      const mid = (bid + ask) / 2;
      mids.push(mid);
      spreads.push((ask - bid) / mid);
    }
  }
}
