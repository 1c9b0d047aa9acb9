// The simplest possible market, as a baseline for the simulated one: instruments in turn, each price one step up or
// down.
import type { TickSink } from '../../feed-server/market/source.ts';

export class RandomWalk {
  readonly #prices: Int32Array;
  #state = 1;
  #next = 0;

  constructor(instruments: number) {
    this.#prices = new Int32Array(instruments).fill(10_000);
  }

  /** Publishes `ticks` ticks, four quotes per trade, all at `time`. */
  play(ticks: number, time: number, sink: TickSink): void {
    for (let i = 0; i < ticks; i++) {
      this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) | 0;
      const id = this.#next;
      this.#next = id + 1 === this.#prices.length ? 0 : id + 1;
      const price = Math.max(2, (this.#prices[id] as number) + (this.#state < 0 ? -1 : 1));
      this.#prices[id] = price;
      if (i % 5 === 4) sink.trade(id, time, price, 100);
      else sink.quote(id, time, price - 1, 100, price + 1, 100);
    }
  }
}
