// A simulated market that stops on command, and a server for it. It records its ticks as the lines that a client prints.
import { startFeedServer, type FeedServer } from '../../../feed-server/feed-server.ts';
import { selectListings } from '../../../feed-server/market/instruments.ts';
import { Simulation } from '../../../feed-server/market/simulation.ts';
import type { TickSink, TickSource } from '../../../feed-server/market/source.ts';
import type { Instrument, MarketSession } from '../../../proto/messages.ts';
import { addCleanup } from '../time/cleanup.ts';
import { feedSettings } from '../feeds/feed-settings.ts';

export interface ServedAt {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  readonly basePath?: string;
}

/** Serves `market` in this process, with a heartbeat every 200 ms. Closed after the test, or after the file's last test. */
export async function serveMarket(
  market: StoppableMarket,
  { port = 0, basePath = '' }: ServedAt = {},
): Promise<FeedServer> {
  const options = feedSettings({ listen: { port, basePath }, delivery: { heartbeatMs: 200 } });
  const server = await startFeedServer(market, options, 'test', (error) => {
    throw error;
  });
  addCleanup(() => server.close());
  return server;
}

export class StoppableMarket implements TickSource {
  readonly description = 'Simulated, for a test';
  readonly kind = 'simulated';
  readonly instruments: readonly Instrument[];
  readonly references: readonly number[];
  readonly startTime: number;
  readonly #simulation: Simulation;
  readonly #published = new Map<string, string[]>();
  #ended = false;

  /** `decimals`: of prices and sizes, by symbol. It changes what a unit means, not the number of units. */
  constructor(decimals: Readonly<Record<string, number>>) {
    const listings = selectListings(Object.keys(decimals));
    const startTime = Date.UTC(2025, 0, 6, 15);
    this.#simulation = new Simulation({ seed: 7, rate: 20, listings, startTime, incidents: 0 });
    this.references = this.#simulation.references;
    this.startTime = this.#simulation.startTime;
    this.instruments = this.#simulation.instruments.map((instrument) => {
      const symbolDecimals = decimals[instrument.symbol] ?? instrument.decimals;
      return { ...instrument, decimals: symbolDecimals, sizeDecimals: symbolDecimals };
    });
  }

  /** Every quote, or every trade, of a symbol so far, oldest first: `AAPL quote 187.46 187.48 size 3 5`, `AAPL last 187.47 size 100`. */
  published(symbol: string, kind: 'quote' | 'last'): readonly string[] {
    return this.#published.get(`${symbol} ${kind}`) ?? [];
  }

  /** No more ticks follow. */
  end(): void {
    this.#ended = true;
  }

  sessionAt(time: number): MarketSession {
    return this.#simulation.sessionAt(time);
  }

  advance(until: number, sink: TickSink): Promise<number> {
    if (this.#ended) return Promise.resolve(Infinity);
    return this.#simulation.advance(until, {
      quote: (id, time, bid, bidSize, ask, askSize) => {
        this.#record(id, 'quote', [bid, ask], [bidSize, askSize]);
        sink.quote(id, time, bid, bidSize, ask, askSize);
      },
      trade: (id, time, price, size) => {
        this.#record(id, 'last', [price], [size]);
        sink.trade(id, time, price, size);
      },
      status: (...status) => sink.status(...status),
    });
  }

  #record(id: number, kind: 'quote' | 'last', units: number[], sizes: number[]): void {
    const { symbol, decimals, sizeDecimals } = this.instruments[id] as Instrument;
    const prices = units.map((u) => decimalText(u, decimals));
    const line = [symbol, kind, ...prices, 'size', ...sizes.map((s) => decimalText(s, sizeDecimals))].join(' ');
    const lines = this.#published.get(`${symbol} ${kind}`);
    if (lines) lines.push(line);
    else this.#published.set(`${symbol} ${kind}`, [line]);
  }
}

/** Places the decimal point in the digits, because arithmetic could round. */
function decimalText(units: number, decimals: number): string {
  const digits = String(units).padStart(decimals + 1, '0');
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
