// A market that ticks without a pause and records its ticks, so that a client's state can be checked once the market has ended.
import { LastValues } from '../../../feed-server/log/last-values.ts';
import type { TickSink, TickSource } from '../../../feed-server/market/source.ts';
import type { Instrument, SymbolState } from '../../../proto/messages.ts';
import type { TapeItem } from '../../../renderer/model/tape.ts';
import { makeInstrument } from '../wire/builders.ts';
import { Dice } from '../random/seeded.ts';

const SYMBOLS = ['AAPL', 'MSFT', 'NVDA', 'AMZN', 'JPM'];
/** Market time between ticks, milliseconds. No two ticks have the same time. */
const TICK_INTERVAL_MS = 2;

interface PublishedTrade {
  readonly time: number;
  readonly price: number;
  readonly size: number;
}

export class BusyMarket implements TickSource {
  readonly description = 'Busy, for a test';
  readonly kind = 'simulated';
  readonly instruments: readonly Instrument[] = SYMBOLS.map((symbol, id) => makeInstrument(id, { symbol }));
  readonly references = SYMBOLS.map(() => 10_000);
  readonly startTime = Date.UTC(2025, 0, 6, 15);
  readonly #dice = new Dice(11);
  readonly #last = new LastValues(this.references);
  readonly #trades = new Map(SYMBOLS.map((symbol): [string, PublishedTrade[]] => [symbol, []]));
  #time = this.startTime;
  #ended = false;

  static readonly symbols: readonly string[] = SYMBOLS;

  /** Records ticks between the market and the log, as a feed server's `record`. */
  readonly published: TickSink = {
    quote: (...quote) => this.#last.quote(...quote),
    trade: (id, time, price, size) => {
      this.#last.trade(id, time, price, size);
      this.#trades.get(SYMBOLS[id] ?? '')?.push({ time, price, size });
    },
    status: (...status) => this.#last.status(...status),
  };

  sessionAt(): 'open' {
    return 'open';
  }

  advance(until: number, sink: TickSink): Promise<number> {
    while (this.#time + TICK_INTERVAL_MS <= until && !this.#ended) {
      this.#time += TICK_INTERVAL_MS;
      const id = this.#dice.below(SYMBOLS.length);
      const [price, size] = [9_900 + this.#dice.below(200), 1 + this.#dice.below(50)];
      if (this.#dice.chance(0.5)) sink.trade(id, this.#time, price, size);
      else sink.quote(id, this.#time, price - 1, size, price + 1, size);
    }
    return Promise.resolve(this.#ended ? Infinity : this.#time + TICK_INTERVAL_MS);
  }

  /** No more ticks follow. */
  end(): void {
    this.#ended = true;
  }

  /** Market time of the latest published tick. */
  get time(): number {
    return this.#time;
  }

  /** The state of a symbol after all published ticks. */
  stateOf(symbol: string): SymbolState {
    return this.#last.stateOf(SYMBOLS.indexOf(symbol));
  }

  /** Differences between a tape and the published trades, other than marked gaps; an early end counts too. */
  tapeErrors(symbol: string, items: readonly TapeItem[]): string[] {
    const published = this.#trades.get(symbol) ?? [];
    const errors: string[] = [];
    let next: number | undefined;
    for (const item of items) {
      if (item.kind === 'gap') {
        next = undefined;
        continue;
      }
      const index = published.findIndex(({ time }) => time === item.time);
      if (index < 0) errors.push(`${symbol}: a trade that was never published, at ${item.time}`);
      else if (next !== undefined && index !== next) errors.push(`${symbol}: expected trade ${next}, found ${index}`);
      next = index + 1;
    }
    // A tape that ends with a gap does not claim to be complete.
    const endsWithGap = items.at(-1)?.kind === 'gap';
    if (!endsWithGap && next !== published.length)
      errors.push(`${symbol}: ends before trade ${next} of ${published.length}`);
    return errors;
  }
}
