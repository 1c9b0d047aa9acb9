// Measures the CPU time of the simulated market: 503 symbols at 20,000 ticks per second in all, compared with a random
// walk.
import { cpus } from 'node:os';
import type { TickSink } from '../../feed-server/market/source.ts';
import { Simulation, totalUpdatesPerSecond } from '../../feed-server/market/simulation.ts';
import { mostActiveEquities } from './observed-days.ts';
import { RandomWalk } from './random-walk.ts';

const SYMBOLS = 503;
const TICKS_A_SECOND = 20_000;
/** Market seconds played before the measurement, and during it. */
const WARM_UP_S = 10;
const MEASURED_S = 120;
const TARGET_SHARE = 0.15;

/** Reads everything it gets, so that the compiler cannot optimize any of it away. */
class Counter implements TickSink {
  ticks = 0;
  sum = 0;

  quote(id: number, time: number, bid: number, bidSize: number, ask: number, askSize: number): void {
    this.ticks++;
    this.sum = (this.sum + id + time + bid + bidSize + ask + askSize) % 1_000_003;
  }

  trade(id: number, time: number, price: number, size: number): void {
    this.ticks++;
    this.sum = (this.sum + id + time + price + size) % 1_000_003;
  }

  status(id: number, time: number): void {
    this.ticks++;
    this.sum = (this.sum + id + time) % 1_000_003;
  }
}

interface Cost {
  readonly ticks: number;
  /** User and system time as a share of one core. */
  readonly cpuSeconds: number;
}

async function costOf(play: (from: number, seconds: number, sink: TickSink) => Promise<void> | void): Promise<Cost> {
  await play(0, WARM_UP_S, new Counter());
  const counter = new Counter();
  const before = process.cpuUsage();
  for (let second = 0; second < MEASURED_S; second++) await play(WARM_UP_S + second, 1, counter);
  const { user, system } = process.cpuUsage(before);
  return { ticks: counter.ticks, cpuSeconds: (user + system) / 1e6 };
}

const listings = mostActiveEquities(SYMBOLS);
const startTime = Date.UTC(2025, 9, 7, 15);
const rate = TICKS_A_SECOND / totalUpdatesPerSecond(listings);
const simulation = new Simulation({ seed: 7, listings, startTime, rate, alwaysOpen: true });
const walk = new RandomWalk(SYMBOLS);

const market = await costOf(async (from, seconds, sink) => {
  await simulation.advance(startTime + (from + seconds) * 1_000 - 1, sink);
});
const trivial = await costOf((_, seconds, sink) => walk.play(seconds * TICKS_A_SECOND, startTime, sink));

const perTick = ({ ticks, cpuSeconds }: Cost): number => (cpuSeconds / ticks) * 1e6;
const share = market.cpuSeconds / MEASURED_S;
const lines = [
  `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.version}`,
  `${SYMBOLS} symbols, ${Math.round(market.ticks / MEASURED_S).toLocaleString('en-US')} ticks per second of market time`,
  `simulated market: ${(100 * share).toFixed(1)} % of one core (target: under ${100 * TARGET_SHARE} %), ` +
    `${perTick(market).toFixed(2)} µs per tick, up to  ${Math.round(1e6 / perTick(market)).toLocaleString('en-US')} ticks per second`,
  `random walk:      ${perTick(trivial).toFixed(3)} µs per tick; the simulated market takes ${(perTick(market) / perTick(trivial)).toFixed(0)} times that`,
];
process.stdout.write(`${lines.join('\n')}\n`);
