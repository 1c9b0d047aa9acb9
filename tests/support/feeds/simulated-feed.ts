// A feed server in this process, on real sockets. It serves the simulated market and records the history of every symbol.
import { startFeedServer, type FeedServer } from '../../../feed-server/feed-server.ts';
import { selectListings } from '../../../feed-server/market/instruments.ts';
import { Simulation } from '../../../feed-server/market/simulation.ts';
import type { TickSource } from '../../../feed-server/market/source.ts';
import { tee } from '../../../feed-server/serving/sinks.ts';
import { loadDashboard } from '../../../feed-server/transport/dashboard-files.ts';
import { addCleanup } from '../time/cleanup.ts';
import { feedSettings } from './feed-settings.ts';
import { SymbolHistories } from '../market/symbol-histories.ts';

export interface SimulatedFeedOptions {
  readonly seed?: number;
  readonly rate?: number;
  readonly symbols?: readonly string[];
  /** Folder of the built dashboard. */
  readonly dashboard?: string;
  readonly basePath?: string;
}

export class SimulatedFeed {
  readonly #options: SimulatedFeedOptions;
  #server: FeedServer | undefined;
  #port = 0;
  #starts = 0;
  #history = new SymbolHistories([]);

  private constructor(options: SimulatedFeedOptions) {
    this.#options = options;
  }

  /** Closed after the test, or after the file's last test. */
  static async start(options: SimulatedFeedOptions = {}): Promise<SimulatedFeed> {
    const feed = new SimulatedFeed(options);
    await feed.start();
    addCleanup(() => feed.stop());
    return feed;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}${this.#options.basePath ?? ''}`;
  }

  get port(): number {
    return this.#port;
  }

  /** Everything published since the latest start. */
  get history(): SymbolHistories {
    return this.#history;
  }

  /** Starts on the same port as before, with another market and an empty log. */
  async start(): Promise<void> {
    const { seed = 7, rate = 1, symbols = [], dashboard, basePath = '' } = this.#options;
    const listings = selectListings(symbols);
    const schedule = { alwaysOpen: true, incidents: 0, startTime: Date.now() };
    const source = new Simulation({ seed: seed + this.#starts++, rate, listings, ...schedule });
    this.#history = new SymbolHistories(source.instruments);
    const options = {
      ...feedSettings({ listen: { port: this.#port, basePath } }),
      dashboard: dashboard === undefined ? undefined : loadDashboard(dashboard),
    };
    this.#server = await startFeedServer(this.#recordTicksOf(source), options, 'test', (error) => {
      throw error;
    });
    this.#port = Number(new URL(this.#server.url).port);
  }

  async stop(): Promise<void> {
    await this.#server?.close();
    this.#server = undefined;
  }

  #recordTicksOf(source: Simulation): TickSource {
    const history = this.#history;
    return {
      description: source.description,
      kind: source.kind,
      instruments: source.instruments,
      references: source.references,
      startTime: source.startTime,
      sessionAt: (time) => source.sessionAt(time),
      advance: (until, sink) => source.advance(until, tee(history, sink)),
    };
  }
}
