// Fixtures for component tests: a feed status, a fake feed, and a board of symbols with prices.
import { flushSync } from 'svelte';
import type { Batch, Mode } from '../../../proto/messages.ts';
import { emptySaleRows } from '../../../proto/rows.ts';
import { makeBatch, makeInstrument, makeQuote, makeState, makeTrades } from '../wire/builders.ts';
import type { FeedInfo, FeedStatus } from '../../../feed-client/index.ts';
import { QuoteBoard } from '../../../renderer/model/quote-board.ts';
import { BoardState } from '../../../renderer/state/board.svelte.ts';
import { ConnectionState } from '../../../renderer/state/connection.svelte.ts';
import { Watchlist, type Subscribable } from '../../../renderer/state/watchlist.svelte.ts';

/** Local clock when a fixture is made, milliseconds. */
export const START = 1_000_000;

export function makeFeedInfo(overrides: Partial<FeedInfo> = {}): FeedInfo {
  return {
    source: 'Simulated, seed 7',
    server: 'test',
    session: 'open',
    speed: 1,
    behindMs: 0,
    marketTime: START,
    receivedAt: START,
    ...overrides,
  };
}

export function makeStatus(overrides: Partial<FeedStatus> = {}): FeedStatus {
  return {
    link: { kind: 'live', since: START },
    outage: undefined,
    lastMessageAt: START,
    feedInfo: makeFeedInfo(),
    lastRecovery: undefined,
    verified: undefined,
    repairs: 0,
    gapsFilled: 0,
    clockOffset: 0,
    instruments: [],
    refused: new Map(),
    refusedTapes: new Map(),
    ...overrides,
  };
}

export class FakeFeed implements Subscribable {
  /** Open subscriptions, as "AAPL board". */
  readonly subscribed = new Set<string>();

  subscribe(symbol: string, { mode }: { readonly mode: Mode }) {
    const subscription = `${symbol} ${mode}`;
    this.subscribed.add(subscription);
    return { close: () => void this.subscribed.delete(subscription) };
  }
}

/** One trade of the symbol with this id. */
export function makeTradeBatch(id: number, last: number, size = 100): Batch {
  const sales = { ...emptySaleRows(), id: [id], time: [START], last: [last], size: [size], merged: [0] };
  return makeBatch({ sales: { ...sales, first: [last], high: [last], low: [last], volume: [size] } });
}

/** A watchlist of `symbols`, each with a last price of 100.00, a bid of 99.99 and an ask of 100.01. Ids count from 0. */
export class BoardFixture {
  readonly quotes = new QuoteBoard();
  readonly board = new BoardState(this.quotes);
  readonly connection = new ConnectionState(makeStatus(), START);
  readonly feed = new FakeFeed();
  readonly watchlist: Watchlist;

  constructor(symbols: readonly string[]) {
    this.watchlist = new Watchlist(this.feed, undefined);
    this.watchlist.offer(symbols.map((symbol, id) => makeInstrument(id, { symbol })));
    for (const [id, symbol] of symbols.entries()) this.quotes.accept(makeInstrument(id, { symbol }));
    const quote = makeQuote({ time: START });
    const trades = makeTrades({ time: START, last: 10_000, open: 10_000, high: 10_000, low: 10_000 });
    this.quotes.applySnapshot({
      intervalMs: 0,
      at: { epoch: 1, sequence: 0 },
      states: symbols.map((_, id) => makeState({ id, reference: 9_900, quote, trades })),
    });
    this.board.publish();
  }

  /** Applies a batch and publishes one frame. */
  apply(batch: Batch): void {
    this.quotes.applyBatch(batch);
    this.board.publish();
    flushSync();
  }

  /** The props of the watchlist component. */
  get props() {
    const { watchlist, board, connection } = this;
    const onremove = (symbol: string): void => {
      watchlist.remove(symbol);
      board.remove(symbol);
    };
    const onreset = (): void => watchlist.reset(connection.instruments);
    return { watchlist, board, connection, onremove, onreset };
  }
}
