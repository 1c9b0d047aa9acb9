// A well-behaved client in its own process, so that only the feed can delay what it receives. See bystander.ts.
import { FeedClient, type TapeRows } from '../../../feed-client/index.ts';
import type { BystanderReport } from './bystander.ts';
import { RunQueueWaits } from './run-queue-waits.ts';

const now = (): number => performance.timeOrigin + performance.now();

interface Arrival {
  /** Market time of the trade, and the time of its arrival, milliseconds since 1970. */
  readonly time: number;
  readonly at: number;
}

/** Measures the latency of trades from the market to this client. */
class Trades {
  arrivals: Arrival[] = [];
  skipped = 0;
  /** How far market time is behind the clock, from the least delayed heartbeat, milliseconds. Negative if ahead. */
  lagMs = Infinity;
  readonly #waits: RunQueueWaits;

  constructor(waits: RunQueueWaits) {
    this.#waits = waits;
  }

  /** When the newest trade happened, on this machine's clock, milliseconds. */
  get newestAt(): number {
    return (this.arrivals.at(-1)?.time ?? -Infinity) + this.lagMs;
  }

  add({ time: times }: TapeRows): void {
    const at = now();
    this.#waits.sample(at);
    for (const time of times) this.arrivals.push({ time, at });
  }

  /** Latency from a trade to its arrival, 99th percentile. */
  get p99Ms(): number {
    const latencies = this.arrivals.map(({ time, at }) => {
      const tradedAt = time + this.lagMs;
      return at - tradedAt - this.#waits.waitedBetween(tradedAt, at);
    });
    return latencies.sort((a, b) => a - b)[Math.ceil(0.99 * latencies.length) - 1] ?? NaN;
  }
}

const [url = '', symbols = '', pids = ''] = process.argv.slice(2);
const trades = new Trades(new RunQueueWaits([process.pid, ...pids.split(',').map(Number)], now()));
const links: string[] = [];
const client = new FeedClient({ url });
client.on('trades', ({ tape }) => trades.add(tape));
client.on('skipped', ({ count }) => (trades.skipped += count));
for (const symbol of symbols.split(',')) {
  client.subscribe(symbol, { mode: 'board' });
  client.subscribe(symbol, { mode: 'tape' });
}

/** Reports after the first trade later than `since`, so that a stopped server does not look like a fast one. */
function reportOnce(since: number): void {
  const unsubscribe = client.on('status', () => {
    if (trades.newestAt < since) return;
    unsubscribe();
    const { arrivals, skipped, p99Ms } = trades;
    const report = { links, trades: arrivals.length, skipped, p99Ms } satisfies BystanderReport;
    process.send?.({ kind: 'report', report });
  });
}

client.on('status', () => {
  const { feedInfo } = client.status;
  if (feedInfo) trades.lagMs = Math.min(trades.lagMs, feedInfo.receivedAt - feedInfo.marketTime);
  const { kind } = client.link;
  if (links.at(-1) === kind) return;
  links.push(kind);
  if (kind === 'live' && links.length === 2) {
    // Trades that arrived before the link was live do not count.
    trades.arrivals = [];
    process.send?.({ kind: 'live' });
  }
});
process.on('message', () => reportOnce(now()));
process.on('disconnect', () => process.exit());
client.start();
