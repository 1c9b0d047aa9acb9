// A busy market whose symbols can be halted and muted, served with the dashboard.
import { startFeedServer } from '../../../feed-server/feed-server.ts';
import type { TickSink, TickSource } from '../../../feed-server/market/source.ts';
import { SoughtSource } from '../../../feed-server/recordings/sought-source.ts';
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
  /** From which market time on an instrument has no ticks. */
  readonly #silentFrom = new Map<number, number>();
  #halting: number[] = [];

  sessionAt(): 'open' {
    return this.#market.sessionAt();
  }

  /** The symbol's next tick is a halt for news, and its last. */
  halt(symbol: string): void {
    this.#halting.push(this.#idOf(symbol));
  }

  /** The symbol has no ticks from market time `from` on, by default from now on, and no status explains it. */
  mute(symbol: string, from = -Infinity): void {
    this.#silentFrom.set(this.#idOf(symbol), from);
  }

  advance(until: number, sink: TickSink): Promise<number> {
    let halting = this.#halting;
    this.#halting = [];
    const concerns = (id: number, time: number): boolean => {
      if (halting.includes(id)) {
        halting = halting.filter((other) => other !== id);
        this.#silentFrom.set(id, time);
        sink.status(id, time, 'halted', 'news-pending', undefined);
      }
      return time < (this.#silentFrom.get(id) ?? Infinity);
    };
    const through: TickSink = {
      quote: (id, time, ...rest) => {
        if (concerns(id, time)) sink.quote(id, time, ...rest);
      },
      trade: (id, time, ...rest) => {
        if (concerns(id, time)) sink.trade(id, time, ...rest);
      },
      status: (...status) => sink.status(...status),
    };
    const next = this.#market.advance(until, through);
    this.#halting.push(...halting);
    return next;
  }

  /**
   * Serves it with the dashboard in `folder`, until the test or the file ends, as if it had run for `ranMs` of market time.
   * Resolves with the address.
   */
  async serve(folder: string, ranMs = 0): Promise<string> {
    const options = feedSettings({ delivery: { heartbeatMs: 500 } });
    const server = await startFeedServer(
      new SoughtSource(this, this.startTime + ranMs),
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
