// A well-behaved client in a process of its own, so that nothing but the feed can hold up what it receives. See bystander.ts.
import { Latencies } from '../../bench/wire/latencies.ts';
import { FeedClient, type TapeRows } from '../../feed-client/index.ts';
import type { BystanderReport } from './bystander.ts';

const now = (): number => performance.timeOrigin + performance.now();

/** Measures how long trades take from the market to this client. */
class Trades {
  latencies = new Latencies();
  count = 0;
  skipped = 0;
  /** The time of the newest trade on this machine's clock, milliseconds. */
  newest = 0;
  /** How far market time is behind the clock, in milliseconds: a feed with workers opens after its market. */
  lag = 0;

  add({ time: times }: TapeRows): void {
    const at = now();
    for (const time of times) {
      this.latencies.add(at - time - this.lag);
      this.newest = Math.max(this.newest, time + this.lag);
    }
    this.count += times.length;
  }
}

const [url = '', symbols = ''] = process.argv.slice(2);
const trades = new Trades();
const links: string[] = [];
const client = new FeedClient({ url });
client.on('trades', ({ tape }) => trades.add(tape));
client.on('skipped', ({ count }) => (trades.skipped += count));
for (const symbol of symbols.split(',')) {
  client.subscribe(symbol, { mode: 'board' });
  client.subscribe(symbol, { mode: 'tape' });
}

/** Once a trade that happened after `since` is here, so that a server that stands still is not taken for a quick one. */
function reportOnce(since: number): void {
  const end = client.on('status', () => {
    if (trades.newest < since) return;
    end();
    const { latencies, count, skipped } = trades;
    const p99Ms = latencies.quantile(0.99);
    process.send?.({ kind: 'report', report: { links, trades: count, skipped, p99Ms } satisfies BystanderReport });
  });
}

client.on('status', () => {
  const { kind } = client.link;
  if (links.at(-1) === kind) return;
  links.push(kind);
  if (kind === 'live' && links.length === 2) {
    // What came before the link was live says nothing about what happens from now on.
    trades.latencies = new Latencies();
    trades.count = 0;
    const { facts } = client.status;
    if (facts) trades.lag = Math.max(0, facts.heardAt - facts.marketTime);
    process.send?.({ kind: 'live' });
  }
});
process.on('message', () => reportOnce(now()));
process.on('disconnect', () => process.exit());
client.start();
