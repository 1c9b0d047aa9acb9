// Which connections faults strike, over real sockets; the same seed strikes the same connections.
import { describe, expect, it } from 'vitest';
import { createHttp, listen } from '../../feed-server/transport/http.ts';
import { BusyMarket } from '../support/market/busy-market.ts';
import { FaultyFeed } from '../support/feeds/faulty-feed.ts';
import { RawClient } from '../support/clients/raw-client.ts';
import { until } from '../support/time/until.ts';
import type { Watcher } from '../support/clients/watcher.ts';

const CLIENTS = 8;

/** Connects clients one by one, lets `fault` strike, and resolves with the numbers of the dropped clients. */
async function droppedClients(fault: string, seed: number): Promise<number[]> {
  const feed = await FaultyFeed.start([], { seed });
  const clients: RawClient[] = [];
  for (let i = 0; i < CLIENTS; i++) clients.push(await RawClient.open(feed.url));
  await feed.admin('/faults', { fault });
  await until('the fault to have struck', async () => (await feed.unusedFaults()).length === 0);
  for (const client of clients) await client.flushed();
  return clients.flatMap(({ state }, i) => (state.kind === 'closed' ? [i + 1] : []));
}

describe('fault', () => {
  it('strikes a share of the connections, chosen by the seed', async () => {
    const fault = 'drop at=0s share=0.5';
    const [first, again, other] = await Promise.all([
      droppedClients(fault, 7),
      droppedClients(fault, 7),
      droppedClients(fault, 8),
    ]);
    expect(first.length).toBeGreaterThan(0);
    expect(first.length).toBeLessThan(CLIENTS);
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });

  it('strikes only the nth connection', async () => {
    expect(await droppedClients('drop at=0s nth=3', 7)).toEqual([3]);
  });

  it('strikes only connections subscribed to a symbol', async () => {
    const feed = await FaultyFeed.start(['drop at=1s symbols=AAPL,MSFT', 'close nth=2 at=1200ms']);
    const watcher = feed.watch();
    const other = await RawClient.open(feed.url);
    await watcher.untilLink('waiting');
    await other.untilDisconnected();
    expect(other.closeMessage?.message).toBe('closed by a scenario');
  });

  it('strikes at random, and the client reconnects each time', async () => {
    const feed = await FaultyFeed.start(['drop probability=0.2 times=1', 'malformed probability=0.1 times=2']);
    const watcher = feed.watch();
    await watcher.until('three losses', () => watcher.links.filter((kind) => kind === 'waiting').length >= 3);
    await watcher.untilLink('live');
    await feed.expectComplete(watcher);
  });
});

describe('feed closed during a restart', () => {
  it.each(['10m', '10ms'])('does not start again: %s', async (time) => {
    const feed = await FaultyFeed.start([`restart at=200ms for=${time}`]);
    const client = await RawClient.open(feed.url);
    await client.untilDisconnected();
    await feed.close();
    const port = Number(new URL(feed.url).port);
    const successor = createHttp({ version: 'test', listen: { basePath: '' }, dashboard: undefined });
    expect(await listen(successor, port, '127.0.0.1')).toBe(port);
    await new Promise((resolve) => successor.close(resolve));
  });
});

describe('all faults at once', () => {
  const ALL_FAULTS = [
    'jitter by=40ms',
    'duplicate probability=0.1',
    'reorder probability=0.1',
    'skip probability=0.05 ticks=20',
    'malformed probability=0.02',
    'drop probability=0.02',
    'close probability=0.02 code=4100',
    'stall probability=0.03 for=300ms',
    'throttle at=1s for=1s bytes=20000',
    'epoch at=1500ms every=1s times=2',
    'restart at=3s for=200ms',
  ];

  it.each([1, 2, 3])('leave clients with the right state: seed %i', async (seed) => {
    const feed = await FaultyFeed.start(ALL_FAULTS, { seed });
    const watchers = [feed.watch(), feed.watch()];
    await until('every fault to have struck', async () => (await feed.unusedFaults()).length === 0);
    await feed.admin('/faults', undefined, 'DELETE');
    for (const watcher of watchers) await watcher.untilLink('live');
    const hasTraded = (watcher: Watcher, symbol: string): boolean =>
      watcher.tape.items(symbol).at(-1)?.kind === 'trade';
    for (const watcher of watchers)
      await watcher.until('a trade of every symbol', () =>
        BusyMarket.symbols.every((symbol) => hasTraded(watcher, symbol)),
      );
    for (const watcher of watchers) await feed.expectComplete(watcher);
  });
});

describe('check of the tape', () => {
  it('fires on a missing, duplicated or invented trade, and on an early end', async () => {
    const feed = await FaultyFeed.start([]);
    const watcher = feed.watch();
    await watcher.until('a few trades', () => watcher.tape.items('AAPL').length > 5);
    await feed.expectComplete(watcher);
    const items = watcher.tape.items('AAPL');
    const errors = (changed: typeof items): string[] => feed.market.tapeErrors('AAPL', changed);
    expect(errors(items.filter((_, i) => i !== 2))[0]).toMatch(/expected trade \d+, found \d+/);
    expect(errors([...items.slice(0, 3), ...items.slice(2)])[0]).toMatch(/expected trade \d+, found \d+/);
    expect(errors(items.map((item) => ({ ...item, time: 1 })))[0]).toContain('a trade that was never published');
    expect(errors(items.slice(0, -1))[0]).toContain('ends before trade');
  });
});
