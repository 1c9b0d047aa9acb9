// A real feed server in this process, on real sockets, that remembers everything it ever published.
import { selectListings } from '../../feed-server/market/instruments.ts';
import { Simulation } from '../../feed-server/market/simulation.ts';
import type { TickSink, TickSource } from '../../feed-server/market/source.ts';
import { startFeedServer, type FeedServer } from '../../feed-server/feed-server.ts';
import { loadDashboard } from '../../feed-server/transport/dashboard-files.ts';
import { afterwards } from './afterwards.ts';
import { RETENTION } from './builders.ts';

export interface KnownTrade {
  readonly price: number;
  readonly size: number;
}

interface History {
  bid: number;
  ask: number;
  last: number;
  volume: number;
  /** Every state there was since the server started, as `stateKey`. */
  readonly states: Set<string>;
  readonly trades: KnownTrade[];
}

/** What a row of the board shows, in units; undefined where it shows nothing. */
export interface ShownState {
  readonly bid: number | undefined;
  readonly ask: number | undefined;
  readonly last: number | undefined;
  readonly volume: number | undefined;
}

export interface KnownFeedOptions {
  readonly seed?: number;
  readonly rate?: number;
  readonly symbols?: readonly string[];
  /** Folder of the built dashboard. */
  readonly dashboard?: string;
  readonly basePath?: string;
}

export class KnownFeed {
  readonly #options: KnownFeedOptions;
  #server: FeedServer | undefined;
  #port = 0;
  #starts = 0;
  #history = new Map<string, History>();

  private constructor(options: KnownFeedOptions) {
    this.#options = options;
  }

  /** Closed after the test, or the file's last. */
  static async start(options: KnownFeedOptions = {}): Promise<KnownFeed> {
    const feed = new KnownFeed(options);
    await feed.start();
    afterwards(() => feed.stop());
    return feed;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}${this.#options.basePath ?? ''}`;
  }

  get port(): number {
    return this.#port;
  }

  /** Starts again on the same port, with another market and an empty log. */
  async start(): Promise<void> {
    const { seed = 7, rate = 1, symbols = [], dashboard, basePath = '' } = this.#options;
    const listings = selectListings(symbols);
    const always = { alwaysOpen: true, incidents: 0, startTime: Date.now() };
    const source = new Simulation({ seed: seed + this.#starts++, rate, listings, ...always });
    this.#history = new Map(source.instruments.map(({ symbol }) => [symbol, emptyHistory()]));
    const options = {
      host: '127.0.0.1',
      speed: 1,
      batchRate: 20,
      heartbeatMs: 1_000,
      slowLimitMs: 30_000,
      ...RETENTION,
      basePath,
      dashboard: dashboard === undefined ? undefined : loadDashboard(dashboard),
    };
    this.#server = await startFeedServer(
      this.#remembering(source),
      { ...options, port: this.#port },
      'test',
      (error) => {
        throw error;
      },
    );
    this.#port = Number(new URL(this.#server.url).port);
  }

  async stop(): Promise<void> {
    await this.#server?.close();
    this.#server = undefined;
  }

  /** Whether the symbol was ever in exactly this state since the server started. */
  wasEver(symbol: string, { bid, ask, last, volume }: ShownState): boolean {
    return this.#of(symbol).states.has(stateKey(bid ?? 0, ask ?? 0, last ?? 0, volume ?? 0));
  }

  /** The symbol's volume so far: what a board that is up to date has reached. */
  volumeOf(symbol: string): number {
    return this.#of(symbol).volume;
  }

  /** Every trade since the server started, oldest first. */
  tradesOf(symbol: string): readonly KnownTrade[] {
    return this.#of(symbol).trades;
  }

  #of(symbol: string): History {
    const history = this.#history.get(symbol);
    if (!history) throw new Error(`symbol: expected one of this feed, found ${symbol}`);
    return history;
  }

  #remembering(source: Simulation): TickSource {
    const remember = (id: number, change: (history: History) => void): void => {
      const history = this.#of(source.instruments[id]?.symbol ?? '');
      change(history);
      history.states.add(stateKey(history.bid, history.ask, history.last, history.volume));
    };
    const through = (sink: TickSink): TickSink => ({
      quote: (id, time, bid, bidSize, ask, askSize) => {
        remember(id, (h) => Object.assign(h, { bid, ask }));
        sink.quote(id, time, bid, bidSize, ask, askSize);
      },
      trade: (id, time, price, size) => {
        remember(id, (h) => {
          Object.assign(h, { last: price, volume: h.volume + size });
          h.trades.push({ price, size });
        });
        sink.trade(id, time, price, size);
      },
      status: (id, time, session, reason, reference) => {
        if (reference !== undefined) remember(id, (h) => Object.assign(h, { last: 0, volume: 0 }));
        sink.status(id, time, session, reason, reference);
      },
    });
    return {
      description: source.description,
      instruments: source.instruments,
      references: source.references,
      startTime: source.startTime,
      sessionAt: (time) => source.sessionAt(time),
      advance: (until, sink) => source.advance(until, through(sink)),
    };
  }
}

function emptyHistory(): History {
  return { bid: 0, ask: 0, last: 0, volume: 0, states: new Set(), trades: [] };
}

function stateKey(...units: number[]): string {
  return units.join(' ');
}
