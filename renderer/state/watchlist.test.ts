// The watchlist: what it subscribes to, keeps and makes of what it finds in storage.
import { beforeEach, describe, expect, test } from 'vitest';
import { makeInstrument, makeInstruments } from '../../tests/support/wire/builders.ts';
import { RecordedFeedProcess } from '../../tests/support/pages/dashboard-fixtures.ts';
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

let feed: RecordedFeedProcess;
let storage: MemoryStorage;

beforeEach(() => {
  feed = new RecordedFeedProcess();
  storage = new MemoryStorage();
});

function stored(symbols: unknown): Watchlist {
  storage.setItem(KEY, JSON.stringify(symbols));
  return new Watchlist(feed, storage);
}

describe('where nothing is stored', () => {
  test('takes the first fifty that the feed offers, once', () => {
    const watchlist = new Watchlist(feed, storage);
    watchlist.offer([]);
    expect(watchlist.awaitingDefault).toBe(true);
    watchlist.offer(makeInstruments(80));
    watchlist.offer(makeInstruments(3));
    expect(watchlist.symbols).toEqual(makeInstruments(50).map((i) => i.symbol));
    expect(watchlist.selected).toBe('S0');
    expect(feed.subscribed.size).toBe(51);
  });

  test.for(['', '{', 'null', '7', '{"symbols":["AAPL"]}'])('reads %j as nothing', (garbage) => {
    storage.setItem(KEY, garbage);
    const watchlist = new Watchlist(feed, storage);
    expect(watchlist.awaitingDefault).toBe(true);
    watchlist.offer(makeInstruments(2));
    expect(watchlist.symbols).toEqual(['S0', 'S1']);
  });

  test('does without storage', () => {
    const watchlist = new Watchlist(feed, undefined);
    watchlist.add('AAPL');
    expect(watchlist.symbols).toEqual(['AAPL']);
  });
});

test('keeps what makes sense of a list with garbage in it', () => {
  const watchlist = stored(['AAPL', 7, null, '', 'AAPL', 'X'.repeat(40), { symbol: 'T' }, 'MSFT']);
  expect(watchlist.symbols).toEqual(['AAPL', 'MSFT']);
  expect([...feed.subscribed].sort()).toEqual(['AAPL board', 'AAPL tape', 'MSFT board']);
});

test('a list that was emptied stays empty', () => {
  const watchlist = stored([]);
  watchlist.offer(makeInstruments(80));
  expect(watchlist.symbols).toEqual([]);
});

test('what one visit adds and removes, the next one finds', () => {
  const watchlist = stored(['AAPL', 'MSFT']);
  watchlist.add('NVDA');
  watchlist.remove('AAPL');
  expect(new Watchlist(new RecordedFeedProcess(), storage).symbols).toEqual(['MSFT', 'NVDA']);
});

test('storage that is full costs nothing now', () => {
  const watchlist = stored(['AAPL']);
  storage.setItem = () => {
    throw new Error('full');
  };
  watchlist.add('MSFT');
  expect(watchlist.symbols).toEqual(['AAPL', 'MSFT']);
});

test('a symbol that is there already is only selected', () => {
  const watchlist = stored(['AAPL', 'MSFT']);
  watchlist.add('MSFT');
  expect(watchlist.symbols).toEqual(['AAPL', 'MSFT']);
  expect(watchlist.selected).toBe('MSFT');
});

test('listens to the tape of the selected symbol alone', () => {
  const watchlist = stored(['AAPL', 'MSFT']);
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
] as const)('removing %s, selected, selects its neighbour %s', ([removed, neighbour]) => {
  const watchlist = stored(['AAPL', 'MSFT', 'NVDA']);
  watchlist.select(removed);
  watchlist.remove(removed);
  expect(watchlist.selected).toBe(neighbour);
});

test.for([
  [1, 'MSFT'],
  [-1, 'AAPL'],
  [20, 'NVDA'],
  [Infinity, 'NVDA'],
  [-Infinity, 'AAPL'],
] as const)('moving the selection by %d from the top leads to %s', ([rows, selected]) => {
  const watchlist = stored(['AAPL', 'MSFT', 'NVDA']);
  watchlist.move(rows);
  expect(watchlist.selected).toBe(selected);
});

test('starts over with what the feed offers, and forgets the list that was kept', () => {
  const watchlist = stored(['AAPL', 'MSFT']);
  watchlist.startOver(['IBM', 'GE'].map((symbol, id) => makeInstrument(id, { symbol })));
  expect(watchlist.symbols).toEqual(['IBM', 'GE']);
  expect(watchlist.selected).toBe('IBM');
  expect([...feed.subscribed].sort()).toEqual(['GE board', 'IBM board', 'IBM tape']);
  expect(new Watchlist(feed, storage).awaitingDefault).toBe(true);
});

test('keeps a list of its own for another feed', () => {
  const own = stored(['AAPL']);
  const other = new Watchlist(feed, storage, 'http://elsewhere:4400');
  expect(other.awaitingDefault).toBe(true);
  other.add('IBM');
  expect(new Watchlist(feed, storage, 'http://elsewhere:4400').symbols).toEqual(['IBM']);
  expect(new Watchlist(feed, storage).symbols).toEqual(own.symbols);
});

test('keeps every symbol that a feed may have across visits, and nothing else', () => {
  const symbols = ['😀'.repeat(17), 'S'.repeat(32), 'kPEPE', 'KPEPE', 'constructor', 'BRK B'];
  const watchlist = stored([]);
  for (const symbol of symbols) watchlist.add(symbol);
  expect(new Watchlist(feed, storage).symbols).toEqual(symbols);
  expect(stored(['S'.repeat(33), ' AAPL', '', 7, 'AAPL']).symbols).toEqual(['AAPL']);
});
