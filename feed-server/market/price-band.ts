// The limit-up/limit-down price band: 5 % around the mean of the last minutes' trades, as for S&P 500 stocks. An
// instrument whose price leaves the band is paused at once; the real rule's 15-second limit state is omitted.

const BAND_SHARE = 0.05;
const AVERAGING_MS = 5 * 60_000;
/** The reference moves to the mean once they differ by this share of the reference. */
const UPDATE_THRESHOLD = 0.01;

export const PAUSE_MS = 5 * 60_000;

export class PriceBand {
  /** 0: no band yet. */
  #reference = 0;
  #mean = 0;
  #lastTime = 0;

  /** Restarts the band around an auction's price; units, and market time in milliseconds. */
  restart(price: number, time: number): void {
    this.#reference = price;
    this.#mean = price;
    this.#lastTime = time;
  }

  /** Removes the band until it is restarted. */
  lift(): void {
    this.#reference = 0;
  }

  addTrade(price: number, time: number): void {
    const since = time - this.#lastTime;
    this.#mean += (price - this.#mean) * (since / (since + AVERAGING_MS));
    this.#lastTime = time;
    if (this.#reference === 0) return;
    if (Math.abs(this.#mean - this.#reference) >= UPDATE_THRESHOLD * this.#reference) this.#reference = this.#mean;
  }

  /** The limit that `price` exceeds, if any. */
  exceededLimit(price: number): 'limit-up' | 'limit-down' | undefined {
    if (this.#reference === 0) return undefined;
    if (price > this.#reference * (1 + BAND_SHARE)) return 'limit-up';
    return price < this.#reference * (1 - BAND_SHARE) ? 'limit-down' : undefined;
  }
}
