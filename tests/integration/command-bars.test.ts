// The bars command with running feeds: its output, and its exit code on errors.
import { describe, expect, it } from 'vitest';
import { EMOJI, exactSymbolsFile } from '../support/recordings/exact-symbols.ts';
import { FeedProcess } from '../support/feeds/feed-process.ts';
import { RawClient } from '../support/clients/raw-client.ts';
import { ScriptedFeed } from '../support/feeds/scripted-feed.ts';
import { decodeBarsRequest, decodeHeartbeat, encodeBarsReply } from '../../proto/codec.ts';
import type { Reply } from '../../proto/events.ts';

const MONDAY_OPEN = Date.UTC(2025, 0, 6, 14, 30);
const MARKET = ['--symbols', 'AAPL,MSFT', '--rate', '5', '--start-at', '2025-01-06T09:30:10'];

/** Starts a feed. Resolves once `ms` of market time have passed. */
async function feedAfter(ms: number): Promise<FeedProcess> {
  const feed = await FeedProcess.start([...MARKET, '--speed', '200', '--heartbeat', '100']);
  const client = await RawClient.open(feed.url);
  await client.until(`${ms} ms of the market`, () => {
    const beat = client.payloads('heartbeat').at(-1);
    return beat !== undefined && decodeHeartbeat(beat).marketTime > MONDAY_OPEN + ms;
  });
  return feed;
}

describe('bars', () => {
  it('prints one line per bar and per gap, and ends', async () => {
    const feed = await feedAfter(240_000);
    const from = ['--from', '2025-01-06T09:29'];
    const { code, stdout, stderr } = await FeedProcess.run(['bars', 'AAPL', '--url', feed.url, ...from]);
    expect([code, stderr]).toEqual([0, '']);
    const [gap, first, second, third] = stdout.split('\n');
    expect(gap).toBe('2025-01-06T14:29:00.000Z AAPL hole 2025-01-06T14:30:10.000Z');
    const bar = (time: string): RegExp =>
      new RegExp(`^2025-01-06T${time}:00\\.000Z AAPL bar( \\d+\\.\\d\\d){4} \\d+ \\d+$`);
    expect(first).toMatch(bar('14:30'));
    expect(second).toMatch(bar('14:31'));
    expect(third).toMatch(bar('14:32'));
  });

  it('prints JSON for the given interval and range', async () => {
    const feed = await feedAfter(60_000);
    const range = ['--interval', '15s', '--from', '2025-01-06T09:30:15', '--to', '2025-01-06T09:30:45'];
    const { stdout } = await FeedProcess.run(['bars', 'MSFT', '--json', '--url', feed.url, ...range]);
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(lines).toMatchObject([
      { time: '2025-01-06T14:30:15.000Z', symbol: 'MSFT', kind: 'bar' },
      { time: '2025-01-06T14:30:30.000Z', symbol: 'MSFT', kind: 'bar' },
    ]);
  });

  it.each([0, 1])('fails if the feed advances only %i ms with each reply', async (step) => {
    const feed = await ScriptedFeed.start({
      onConnection: (socket) =>
        socket.on('bars', (request: Uint8Array, reply: Reply) => {
          const begin = Math.floor(decodeBarsRequest(request).begin / 60_000) * 60_000;
          const content = { begin, end: begin + step, bars: [], holes: [], at: { epoch: 1, sequence: 0 } };
          reply(encodeBarsReply({ kind: 'sent', content }, 60));
        }),
    });
    const { code, stdout, stderr } = await FeedProcess.run(['bars', 'S0', '--url', feed.url]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('the feed');
  });

  it('matches symbols exactly, and suggests the right case', async () => {
    const feed = await FeedProcess.start(['--replay', exactSymbolsFile()]);
    const bars = (symbol: string): ReturnType<typeof FeedProcess.run> =>
      FeedProcess.run(['bars', symbol, '--interval', '1d', '--from', '2025-01-06Z', '--url', feed.url]);
    for (const [symbol, price] of [
      ['kPEPE', 1],
      ['KPEPE', 2],
      [EMOJI, 4],
    ] as const)
      expect((await bars(symbol)).stdout).toContain(` ${symbol} bar ${price} ${price} ${price} ${price} `);
    const { code, stdout, stderr } = await bars('btcusdt');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toBe('tapewire-feed: bars: no symbol "btcusdt"; did you mean BTCUSDT?\n');
  });

  it('names an unknown symbol, and exits with code 2', async () => {
    const feed = await FeedProcess.start(MARKET);
    const { code, stdout, stderr } = await FeedProcess.run(['bars', 'NOPE', '--url', feed.url]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toBe(`tapewire-feed: bars: expected a symbol of the feed at ${feed.url}, found "NOPE"\n`);
  });

  it('reports that there is no feed, and exits with code 1', async () => {
    const feed = await FeedProcess.start(MARKET);
    await feed.stop();
    const { code, stderr } = await FeedProcess.run(['bars', 'AAPL', '--url', feed.url]);
    const advice = `Nothing is listening at 127.0.0.1:${feed.port}. Start the feed there, or check the address and the port.`;
    expect([code, stderr]).toEqual([1, `tapewire-feed: no connection to ${feed.url}. ${advice}\n`]);
  });
});
