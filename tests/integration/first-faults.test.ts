// Faults without a time, from the command line and the admin API, strike the first connection that subscribes.
import { describe, expect, it } from 'vitest';
import { encodeSubscribe } from '../../proto/codec.ts';
import { Admin, WITH_ADMIN } from '../support/feeds/admin.ts';
import { FeedProcess } from '../support/feeds/feed-process.ts';
import { RawClient } from '../support/clients/raw-client.ts';
import { until } from '../support/time/until.ts';

const MARKET = ['--symbols', 'AAPL,MSFT', '--rate', '5', '--heartbeat', '100'];
const TAPE = encodeSubscribe([{ symbol: 'AAPL', mode: 'tape' }]);

/** Resolves once the client has subscribed. A fault may strike at any time after that. */
async function subscribedClient(url: string): Promise<RawClient> {
  const client = await RawClient.open(url);
  await client.request('subscribe', TAPE);
  return client;
}

describe.each([[[]], [['--workers', '2']]])('faults without a time, with %j', (workers) => {
  it('drop strikes the first connection that subscribes, and no other', async () => {
    const feed = await FeedProcess.start([...MARKET, ...workers, '--fault', 'drop']);
    const idle = await RawClient.open(feed.url);
    const first = await subscribedClient(feed.url);
    await first.untilDisconnected();
    expect(first.closeMessage).toBeUndefined();
    const second = await RawClient.open(feed.url);
    await second.request('subscribe', TAPE);
    await second.until('batches', () => second.payloads('batch').length > 3);
    expect([idle.state.kind, second.state.kind]).toEqual(['open', 'open']);
  });

  it('every other fault strikes once', async () => {
    const faults = ['skip', 'malformed', 'duplicate', 'reorder', 'epoch', 'stall for=100ms'];
    const faultArgs = faults.flatMap((fault) => ['--fault', fault]);
    const feed = await FeedProcess.start([...MARKET, ...workers, ...WITH_ADMIN, ...faultArgs]);
    const admin = await Admin.of(feed);
    const strikes = async (): Promise<number[]> => (await admin.faults()).map((fault) => fault.strikes);
    expect(await strikes()).toEqual(faults.map(() => 0));
    await subscribedClient(feed.url);
    await until('each fault to strike', async () => (await strikes()).every((count) => count === 1));
  });

  it.each(['close code=4321', 'restart for=200ms'])('%s closes the connection that has subscribed', async (fault) => {
    const feed = await FeedProcess.start([...MARKET, ...workers, '--fault', fault]);
    const client = await subscribedClient(feed.url);
    await client.untilDisconnected();
    expect(client.closeMessage?.code).toBe(fault.startsWith('close') ? 4_321 : 4_000);
    await until('the feed to answer', () =>
      fetch(`${feed.url}/healthz`)
        .then(({ ok }) => ok)
        .catch(() => false),
    );
    const next = await RawClient.open(feed.url);
    await next.request('subscribe', TAPE);
    expect(next.state.kind).toBe('open');
  });

  it('the log and the status report how many connections a fault hit', async () => {
    const faults = ['drop at=0s', 'delay at=0s by=1ms for=10m'];
    const faultArgs = faults.flatMap((fault) => ['--fault', fault]);
    const feed = await FeedProcess.start([...MARKET, ...workers, ...WITH_ADMIN, ...faultArgs]);
    const admin = await Admin.of(feed);
    await until('a line for each fault', () => feed.log.length >= 2);
    expect(feed.log).toMatchObject([
      { level: 'info', msg: 'fault 1 "drop at=0s" struck: no connections hit', fault: 1 },
      { level: 'info', msg: 'fault 2 "delay at=0s by=1ms for=10m" struck: no connections hit so far', fault: 2 },
    ]);
    const client = await RawClient.open(feed.url);
    await until('a connection hit', async () => (await admin.status()).faults[1]?.hits === 1);
    await admin.inject('drop at=0s');
    await client.untilDisconnected();
    await until('its line', () => feed.logLinesWith('fault 3 "drop at=0s" struck: 1 connection hit').length > 0);
    const counts = (await admin.status()).faults.map(({ strikes, hits, active }) => ({ strikes, hits, active }));
    expect(counts).toEqual([
      { strikes: 1, hits: 0, active: false },
      { strikes: 1, hits: 1, active: true },
      { strikes: 1, hits: 1, active: false },
    ]);
  });

  it('an injected fault strikes the open connections, or waits for one', async () => {
    const feed = await FeedProcess.start([...MARKET, ...workers, ...WITH_ADMIN]);
    const admin = await Admin.of(feed);
    await admin.inject('drop');
    const first = await subscribedClient(feed.url);
    await first.untilDisconnected();
    const open = [await RawClient.open(feed.url), await subscribedClient(feed.url)];
    await admin.inject('drop');
    for (const client of open) await client.untilDisconnected();
    expect((await admin.faults()).map(({ strikes }) => strikes)).toEqual([1, 1]);
  });
});
