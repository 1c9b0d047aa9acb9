// A busy market whose symbols can be halted and muted, served with the dashboard.
import { startFeedServer } from '../../../feed-server/feed-server.ts';
import type { TickSink, TickSource } from '../../../feed-server/market/source.ts';
import { SeekSource } from '../../../feed-server/recordings/seek-source.ts';
import { loadDashboard } from '../../../feed-server/transport/dashboard-files.ts';
import { addCleanup } from '../time/cleanup.ts';
import { feedSettings } from '../feeds/feed-settings.ts';
import { BusyMarket } from './busy-market.ts';

export class HaltableMarket implements TickSource {
  readonly #market = new BusyMarket();
  readonly description = this.#market.description;
  readonly kind = 'simulated';
  readonly instruments = this.#market.instruments;
  readonly references = this.#market.references;
  readonly startTime = this.#market.startTime;
  /** The market time from which an instrument has no ticks. */
  readonly #silentFrom = new Map<number, number>();
  #halting: number[] = [];

  sessionAt(): 'open' {
    return this.#market.sessionAt();
  }

  /** Halts the symbol for news: its next tick is the halt, and its last. */
  halt(symbol: string): void {
    this.#halting.push(this.#idOf(symbol));
  }

  /** Stops the symbol's ticks at market time `from`, by default now, without a status that explains it. */
  mute(symbol: string, from = -Infinity): void {
    this.#silentFrom.set(this.#idOf(symbol), from);
  }

  advance(until: number, sink: TickSink): Promise<number> {
    let halting = this.#halting;
    this.#halting = [];
    const shouldForward = (id: number, time: number): boolean => {
      if (halting.includes(id)) {
        halting = halting.filter((other) => other !== id);
        this.#silentFrom.set(id, time);
        sink.status(id, time, 'halted', 'news-pending', undefined);
      }
      return time < (this.#silentFrom.get(id) ?? Infinity);
    };
    const filtered: TickSink = {
      quote: (id, time, ...rest) => {
        if (shouldForward(id, time)) sink.quote(id, time, ...rest);
      },
      trade: (id, time, ...rest) => {
        if (shouldForward(id, time)) sink.trade(id, time, ...rest);
      },
      status: (...status) => sink.status(...status),
    };
    const next = this.#market.advance(until, filtered);
    this.#halting.push(...halting);
    return next;
  }

  /**
   * Serves the market with the dashboard in `folder`, as if it had already run for `ranMs` of market time. Resolves with the URL.
   * Closed after the test, or after the file's last test.
   */
  async serve(folder: string, ranMs = 0): Promise<string> {
    const options = feedSettings({ delivery: { heartbeatMs: 500 } });
    const server = await startFeedServer(
      new SeekSource(this, this.startTime + ranMs),
      { ...options, dashboard: loadDashboard(folder) },
      'test',
      (error) => {
        throw error;
      },
    );
    addCleanup(() => server.close());
    return server.url;
  }

  #idOf(symbol: string): number {
    const id = BusyMarket.symbols.indexOf(symbol);
    if (id < 0) throw new Error(`symbol: expected one of ${BusyMarket.symbols.join(', ')}, found ${symbol}`);
    return id;
  }
}
