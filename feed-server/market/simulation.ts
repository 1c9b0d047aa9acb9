// The simulated source: every instrument a Poisson stream of quotes and trades, all of it from one seed.
import type { Instrument, MarketSession } from '../../proto/messages.ts';
import { EventQueue } from './event-queue.ts';
import type { Listing } from './instruments.ts';
import { PriceProcess } from './price-process.ts';
import { Random } from './random.ts';
import type { TickSink, TickSource } from './source.ts';

/** Updates a second of the busiest and the quietest instrument, at rate 1. */
const BUSIEST = 30;
const QUIETEST = 0.25;
/** How fast activity falls with rank: the updates of rank r are BUSIEST / (r + 1)^DECAY a second. */
const DECAY = 0.77;

export interface SimulationOptions {
  /** 0 to 2^32 - 1. */
  readonly seed: number;
  readonly listings: readonly Listing[];
  /** Market time in milliseconds since 1970-01-01 UTC. */
  readonly startTime: number;
  /** Activity, times the usual; above 0. 1 where left out. */
  readonly rate?: number;
}

export class Simulation implements TickSource {
  readonly description: string;
  readonly instruments: readonly Instrument[];
  readonly references: readonly number[];
  readonly startTime: number;
  readonly #processes: readonly PriceProcess[];
  readonly #arrivals: readonly Random[];
  /** Events a millisecond, by instrument id. */
  readonly #rates: readonly number[];
  readonly #queue = new EventQueue();
  #opened = false;

  constructor({ seed, listings, startTime, rate = 1 }: SimulationOptions) {
    this.description = `Simulated, seed ${seed}`;
    this.startTime = Math.floor(startTime);
    this.instruments = listings.map((l) => l.instrument);
    this.#processes = listings.map(({ instrument: { id, symbol }, price }) => {
      return new PriceProcess(id, new Random(seed, `${symbol} price`), price, this.startTime);
    });
    this.references = this.#processes.map((p) => p.reference);
    this.#arrivals = listings.map(({ instrument }) => new Random(seed, `${instrument.symbol} arrivals`));
    this.#rates = listings.map(({ rank }) => (rate * updatesASecond(rank)) / 1_000);
    for (const { id } of this.instruments) this.#queue.add(id, this.startTime + this.#interval(id));
  }

  sessionAt(): MarketSession {
    return 'open';
  }

  advance(until: number, sink: TickSink): Promise<number> {
    if (!this.#opened && until >= this.startTime) {
      for (const process of this.#processes) process.open(sink);
      this.#opened = true;
    }
    for (;;) {
      const { nextStream: id, nextTime } = this.#queue;
      const time = Math.floor(nextTime);
      if (id === undefined || time > until) return Promise.resolve(this.#opened ? time : this.startTime);
      (this.#processes[id] as PriceProcess).happen(time, sink);
      this.#queue.reschedule(nextTime + this.#interval(id));
    }
  }

  #interval(id: number): number {
    return (this.#arrivals[id] as Random).exponential(this.#rates[id] as number);
  }
}

/** Updates a second of the instrument with activity rank `rank` (from 0) at rate 1. */
export function updatesASecond(rank: number): number {
  return Math.max(QUIETEST, BUSIEST / (rank + 1) ** DECAY);
}
