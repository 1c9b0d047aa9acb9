// The watchlist: its subscriptions, its storage, and how it reads invalid storage.
import { beforeEach, describe, expect, test } from 'vitest';
import { makeInstrument, makeInstruments } from '../../tests/support/wire/builders.ts';
import { FakeFeed } from '../../tests/support/pages/dashboard-fixtures.ts';
import { Watchlist } from './watchlist.svelte.ts';

const KEY = 'tapewire.watchlist.v1';

class MemoryStorage {
  readonly #items = new Map<string, string>();
  readonly length = 0;

  clear(): void {
    this.#items.clear();
  }

  key(): null {
    return null;
  }

  getItem(key: string): string | null {
    return this.#items.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.#items.set(key, value);
  }

  removeItem(key: string): void {
    this.#items.delete(key);
  }
}

let feed: FakeFeed;
let storage: MemoryStorage;

beforeEach(() => {
  feed = new FakeFeed();
  storage = new MemoryStorage();
});

function restoreWatchlist(symbols: unknown): Watchlist {
  storage.setItem(KEY, JSON.stringify(symbols));
  return new Watchlist(feed, storage);
}

describe('with nothing stored', () => {
  test('takes the first fifty instruments that the feed offers, once', () => {
    const watchlist = new Watchlist(feed, storage);
    watchlist.offer([]);
    expect(watchlist.awaitingDefault).toBe(true);
    watchlist.offer(makeInstruments(80));
    watchlist.offer(makeInstruments(3));
    expect(watchlist.symbols).toEqual(makeInstruments(50).map((i) => i.symbol));
    expect(watchlist.selected).toBe('S0');
    expect(feed.subscribed.size).toBe(51);
  });

  test.for(['', '{', 'null', '7', '{"symbols":["AAPL"]}'])('ignores %j in storage', (garbage) => {
    storage.setItem(KEY, garbage);
    const watchlist = new Watchlist(feed, storage);
    expect(watchlist.awaitingDefault).toBe(true);
    watchlist.offer(makeInstruments(2));
    expect(watchlist.symbols).toEqual(['S0', 'S1']);
  });

  test('works without storage', () => {
    const watchlist = new Watchlist(feed, undefined);
    watchlist.add('AAPL');
    expect(watchlist.symbols).toEqual(['AAPL']);
  });
});

test('keeps the valid symbols of a partly invalid list', () => {
  const watchlist = restoreWatchlist(['AAPL', 7, null, '', 'AAPL', 'X'.repeat(40), { symbol: 'T' }, 'MSFT']);
  expect(watchlist.symbols).toEqual(['AAPL', 'MSFT']);
  expect([...feed.subscribed].sort()).toEqual(['AAPL board', 'AAPL tape', 'MSFT board']);
});

test('an emptied list stays empty', () => {
  const watchlist = restoreWatchlist([]);
  watchlist.offer(makeInstruments(80));
  expect(watchlist.symbols).toEqual([]);
});

test('restores the list of the previous visit', () => {
  const watchlist = restoreWatchlist(['AAPL', 'MSFT']);
  watchlist.add('NVDA');
  watchlist.remove('AAPL');
  expect(new Watchlist(new FakeFeed(), storage).symbols).toEqual(['MSFT', 'NVDA']);
});

test('keeps working when storage is full', () => {
  const watchlist = restoreWatchlist(['AAPL']);
  storage.setItem = () => {
    throw new Error('full');
  };
  watchlist.add('MSFT');
  expect(watchlist.symbols).toEqual(['AAPL', 'MSFT']);
});

test('adding a listed symbol only selects it', () => {
  const watchlist = restoreWatchlist(['AAPL', 'MSFT']);
  watchlist.add('MSFT');
  expect(watchlist.symbols).toEqual(['AAPL', 'MSFT']);
  expect(watchlist.selected).toBe('MSFT');
});

test('subscribes only to the tape of the selected symbol', () => {
  const watchlist = restoreWatchlist(['AAPL', 'MSFT']);
  watchlist.select('MSFT');
  expect([...feed.subscribed].sort()).toEqual(['AAPL board', 'MSFT board', 'MSFT tape']);
  watchlist.remove('MSFT');
  expect([...feed.subscribed].sort()).toEqual(['AAPL board', 'AAPL tape']);
  watchlist.remove('AAPL');
  expect(feed.subscribed.size).toBe(0);
  expect(watchlist.selected).toBeUndefined();
});

test.for([
  ['MSFT', 'NVDA'],
  ['NVDA', 'MSFT'],
] as const)('removing the selected %s selects its neighbor %s', ([removed, neighbor]) => {
  const watchlist = restoreWatchlist(['AAPL', 'MSFT', 'NVDA']);
  watchlist.select(removed);
  watchlist.remove(removed);
  expect(watchlist.selected).toBe(neighbor);
});

test.for([
  [1, 'MSFT'],
  [-1, 'AAPL'],
  [20, 'NVDA'],
  [Infinity, 'NVDA'],
  [-Infinity, 'AAPL'],
] as const)('moving the selection by %d from the top selects %s', ([rows, selected]) => {
  const watchlist = restoreWatchlist(['AAPL', 'MSFT', 'NVDA']);
  watchlist.moveSelection(rows);
  expect(watchlist.selected).toBe(selected);
});

test('resets to what the feed offers, and clears the stored list', () => {
  const watchlist = restoreWatchlist(['AAPL', 'MSFT']);
  watchlist.reset(['IBM', 'GE'].map((symbol, id) => makeInstrument(id, { symbol })));
  expect(watchlist.symbols).toEqual(['IBM', 'GE']);
  expect(watchlist.selected).toBe('IBM');
  expect([...feed.subscribed].sort()).toEqual(['GE board', 'IBM board', 'IBM tape']);
  expect(new Watchlist(feed, storage).awaitingDefault).toBe(true);
});

test('keeps separate lists for separate feeds', () => {
  const own = restoreWatchlist(['AAPL']);
  const other = new Watchlist(feed, storage, 'http://elsewhere:4400');
  expect(other.awaitingDefault).toBe(true);
  other.add('IBM');
  expect(new Watchlist(feed, storage, 'http://elsewhere:4400').symbols).toEqual(['IBM']);
  expect(new Watchlist(feed, storage).symbols).toEqual(own.symbols);
});

test('persists every valid symbol, and nothing else', () => {
  const symbols = ['😀'.repeat(17), 'S'.repeat(32), 'kPEPE', 'KPEPE', 'constructor', 'BRK B'];
  const watchlist = restoreWatchlist([]);
  for (const symbol of symbols) watchlist.add(symbol);
  expect(new Watchlist(feed, storage).symbols).toEqual(symbols);
  expect(restoreWatchlist(['S'.repeat(33), ' AAPL', '', 7, 'AAPL']).symbols).toEqual(['AAPL']);
});
