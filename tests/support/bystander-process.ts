// A well-behaved client in a process of its own, so that nothing but the feed can hold up what it receives. See bystander.ts.
import { Latencies } from '../../bench/wire/latencies.ts';
import type { Batch } from '../../proto/messages.ts';
import { FeedClient } from '../../feed-client/client.ts';
import { connectSocket } from '../../feed-client/connection/socket.ts';
import { QuoteBoard } from '../../renderer/model/quote-board.ts';
import { Tape } from '../../renderer/model/tape.ts';
import type { BystanderReport } from './bystander.ts';

const KEPT_TRADES = 1_000;

const now = (): number => performance.timeOrigin + performance.now();

class TimedTape extends Tape {
  latencies = new Latencies();
  trades = 0;
  skipped = 0;
  /** The time of the newest trade on this machine's clock, milliseconds. */
  newest = 0;
  /** How far market time is behind the clock, in milliseconds: a feed with workers opens after its market. */
  lag = 0;

  override applyBatch(batch: Batch): void {
    const at = now();
    for (const time of batch.tape.time) {
      this.latencies.add(at - time - this.lag);
      this.newest = Math.max(this.newest, time + this.lag);
    }
    this.trades += batch.tape.time.length;
    this.skipped += batch.tapeSkipped;
    super.applyBatch(batch);
  }
}

const [url = '', symbols = ''] = process.argv.slice(2);
const board = new QuoteBoard();
const tape = new TimedTape(KEPT_TRADES);
const links: string[] = [];
const client = new FeedClient({
  url,
  clock: {
    now,
    monotonic: now,
    after(ms, task) {
      const timer = setTimeout(task, ms);
      return () => clearTimeout(timer);
    },
  },
  random: Math.random,
  connect: connectSocket,
  board,
  tape,
});
for (const symbol of symbols.split(',')) {
  client.subscribe(symbol, 'board');
  client.subscribe(symbol, 'tape');
}

/** Once a trade that happened after `since` is here, so that a server that stands still is not taken for a quick one. */
function reportOnce(since: number): void {
  const end = client.onStatus(() => {
    if (tape.newest < since) return;
    end();
    const { latencies, trades, skipped } = tape;
    const p99Ms = latencies.quantile(0.99);
    process.send?.({ kind: 'report', report: { links, trades, skipped, p99Ms } satisfies BystanderReport });
  });
}

client.onStatus(() => {
  const { kind } = client.status.link;
  if (links.at(-1) === kind) return;
  links.push(kind);
  if (kind === 'live' && links.length === 2) {
    // What came before the link was live says nothing about what happens from now on.
    tape.latencies = new Latencies();
    tape.trades = 0;
    const { facts } = client.status;
    if (facts) tape.lag = Math.max(0, facts.heardAt - facts.marketTime);
    process.send?.({ kind: 'live' });
  }
});
process.on('message', () => reportOnce(now()));
process.on('disconnect', () => process.exit());
client.start();
