// The client verifies its state while it runs: it detects, repairs and reports a flipped bit of a price.
import { expect, it } from 'vitest';
import { FaultyProxy } from '../support/network/faulty-proxy.ts';
import { SimulatedFeed } from '../support/feeds/simulated-feed.ts';
import { raiseOnePrice } from '../support/random/mutated-batch.ts';
import { within } from '../support/time/until.ts';
import { Watcher } from '../support/clients/watcher.ts';

const SYMBOLS = ['AAPL', 'MSFT', 'NVDA'];

it('detects a price with a flipped bit at the next heartbeat, and repairs it', async () => {
  const feed = await SimulatedFeed.start({ symbols: SYMBOLS, rate: 3 });
  const proxy = await FaultyProxy.start(feed.port);
  const watcher = new Watcher(proxy.url, { board: SYMBOLS });
  const { client, board, links, handles } = watcher;
  handles.board.get('MSFT')?.setInterval(250);
  await watcher.until('all symbols to be verified', () => client.status.verified?.symbols === SYMBOLS.length);
  expect(client.status.repairs).toBe(0);

  await within('a price to be raised', raiseOnePrice(proxy));
  await watcher.until('the difference to be detected', () => client.status.verified === undefined);
  await watcher.until('the difference to be repaired', () => client.status.repairs === 1);
  await watcher.until('all symbols to be verified again', () => client.status.verified?.symbols === SYMBOLS.length);
  for (const symbol of SYMBOLS) {
    const { last = NaN, high = NaN, low = NaN } = board.get(symbol)?.trades ?? {};
    expect(high, symbol).toBeLessThan(2 * low);
    expect(last, symbol).toBeLessThanOrEqual(high);
  }
  expect(client.status.repairs).toBe(1);
  expect(links).toEqual(['connecting', 'live']);
});
