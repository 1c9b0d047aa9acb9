// A feed server in this process that injects faults on command, and checks that its watchers are complete.
import { expect } from 'vitest';
import { startFeedServer, type FeedServer } from '../../../feed-server/feed-server.ts';
import { parseFault } from '../../../feed-server/scenarios/fault-text.ts';
import { addCleanup } from '../time/cleanup.ts';
import { feedSettings } from './feed-settings.ts';
import { BusyMarket } from '../market/busy-market.ts';
import { until } from '../time/until.ts';
import { Watcher } from '../clients/watcher.ts';

const HEARTBEAT_MS = 300;

export const TOKEN = 'a token';

export interface FaultyFeedOptions {
  readonly seed?: number;
}

interface FaultStatus {
  readonly text: string;
  readonly strikes: number;
}

export class FaultyFeed {
  readonly market: BusyMarket;
  readonly #server: FeedServer;

  private constructor(market: BusyMarket, server: FeedServer) {
    this.market = market;
    this.#server = server;
  }

  /** Closed after the test, or after the file's last test. */
  static async start(faults: readonly string[], { seed = 7 }: FaultyFeedOptions = {}): Promise<FaultyFeed> {
    const market = new BusyMarket();
    const options = {
      ...feedSettings({ market: { seed }, delivery: { heartbeatMs: HEARTBEAT_MS } }),
      record: market.published,
      scenario: faults.map(parseFault),
      admin: { port: 0, token: TOKEN },
    };
    const server = await startFeedServer(market, options, 'test', (error) => {
      throw error;
    });
    addCleanup(() => server.close());
    return new FaultyFeed(market, server);
  }

  get url(): string {
    return this.#server.url;
  }

  get adminUrl(): string {
    return this.#server.adminUrl ?? '';
  }

  async close(): Promise<void> {
    await this.#server.close();
  }

  /** Calls the admin API; a `body` makes it a POST. */
  async admin(path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST'): Promise<unknown> {
    const init = { method, headers: { authorization: `Bearer ${TOKEN}` } };
    const response = await fetch(
      `${this.adminUrl}${path}`,
      body === undefined ? init : { ...init, body: JSON.stringify(body) },
    );
    return await response.json();
  }

  /** Faults that have not struck yet. */
  async unusedFaults(): Promise<string[]> {
    const { faults } = (await this.admin('/faults')) as { readonly faults: readonly FaultStatus[] };
    return faults.filter(({ strikes }) => strikes === 0).map(({ text }) => text);
  }

  /** Watches all symbols on the board and on the tape. */
  watch(): Watcher {
    return new Watcher(this.url, { board: BusyMarket.symbols, tape: BusyMarket.symbols });
  }

  /**
   * Expects that every fault has struck. Ends the market, waits until the watcher shows the last published values, and checks
   * that its tapes have no unmarked gap.
   */
  async expectComplete(watcher: Watcher, symbols: readonly string[] = BusyMarket.symbols): Promise<void> {
    expect(await this.unusedFaults()).toEqual([]);
    this.market.end();
    const isCurrent = (symbol: string): boolean =>
      shownValues(watcher, symbol) === JSON.stringify(publishedValues(this.market, symbol));
    // The link may become live one message after the last price.
    await until(
      'a live board with the published values',
      () => watcher.client.link.kind === 'live' && symbols.every(isCurrent),
      { on: (check) => watcher.client.on('status', check) },
    );
    const tapeErrors = symbols.flatMap((symbol) => this.market.tapeErrors(symbol, watcher.tape.items(symbol)));
    expect(tapeErrors).toEqual([]);
  }
}

function publishedValues(market: BusyMarket, symbol: string): unknown {
  const { quote, trades } = market.stateOf(symbol);
  return [quote, trades];
}

function shownValues({ board }: Watcher, symbol: string): string {
  const entry = board.get(symbol);
  return JSON.stringify([entry?.quote, entry?.trades]);
}
