// The simulated source: quotes and trades of every instrument across its sessions, all from one seed.
import type { Instrument, MarketSession } from '../../proto/messages.ts';
import { EventQueue } from './event-queue.ts';
import { exp, log } from './exact-math.ts';
import { Factors } from './factors.ts';
import { factorTerms, HOURS_OF, instrumentTerms, VENUE_HOURS, VENUE_OF, type Venue } from './instrument-terms.ts';
import type { Listing } from './instruments.ts';
import { SimulatedInstrument } from './simulated-instrument.ts';
import type { TickSink, TickSource } from './source.ts';
import { phaseAt, type TradingHours } from './trading-hours.ts';

/** The rates of the most and the least active instrument, at rate 1. */
const MAX_UPDATES_PER_SECOND = 30;
const MIN_UPDATES_PER_SECOND = 0.25;
/** How fast activity falls with rank: rank r has BUSIEST / (r + 1)^0.77 updates per second. */
const ACTIVITY_DECAY = 0.77;

export interface SimulationOptions {
  /** 0 to 2^32 - 1. */
  readonly seed: number;
  readonly listings: readonly Listing[];
  /** Market time in milliseconds since 1970-01-01 UTC. */
  readonly startTime: number;
  /** Activity multiplier, above 0; default 1. */
  readonly rate?: number;
  /** If true, every instrument trades around the clock, as in an open session. Default false: trading hours apply. */
  readonly alwaysOpen?: boolean;
  /** Frequency multiplier for halts, sudden moves, splits and dividends, from 0; default 1. */
  readonly incidents?: number;
}

export class Simulation implements TickSource {
  readonly description: string;
  readonly kind = 'simulated';
  readonly instruments: readonly Instrument[];
  readonly references: readonly number[];
  readonly startTime: number;
  readonly isLive = true;
  readonly #hours: TradingHours;
  readonly #simulated: readonly SimulatedInstrument[];
  readonly #queue = new EventQueue();

  constructor({ seed, listings, startTime, rate = 1, alwaysOpen = false, incidents = 1 }: SimulationOptions) {
    this.description = `Simulated, seed ${seed}`;
    this.startTime = Math.floor(startTime);
    this.instruments = listings.map((l) => l.instrument);
    const venues = new Map<Venue, Factors>();
    const factorsOf = (venue: Venue): Factors => {
      const hours = alwaysOpen ? 'continuous' : VENUE_HOURS[venue];
      const factors = venues.get(venue) ?? new Factors(seed, venue, hours, factorTerms(venue), this.startTime);
      venues.set(venue, factors);
      return factors;
    };
    const allTerms = listings.map((listing) => instrumentTerms(seed, listing));
    this.references = allTerms.map((t) => t.reference);
    this.#simulated = listings.map(({ instrument: { id, symbol, sector }, rank }, i) => {
      const terms = allTerms[i];
      return new SimulatedInstrument({
        id,
        symbol,
        sector,
        terms,
        hours: alwaysOpen ? 'continuous' : HOURS_OF[terms.kind],
        factors: factorsOf(VENUE_OF[terms.kind]),
        seed,
        rate: (rate * updatesPerSecond(rank)) / 1_000,
        incidents,
        startTime: this.startTime,
      });
    });
    const venue = venues.has('equities') ? 'equities' : venues.keys().next().value;
    this.#hours = alwaysOpen || venue === undefined ? 'continuous' : VENUE_HOURS[venue];
    for (const { id } of this.instruments) this.#queue.add(id, this.startTime);
  }

  /** The session of US equities if there are any, otherwise of the most active instrument. */
  sessionAt(time: number): MarketSession {
    return phaseAt(this.#hours, time).session;
  }

  advance(until: number, sink: TickSink): Promise<number> {
    for (;;) {
      const { nextStream: id, nextTime } = this.#queue;
      if (id === undefined || Math.floor(nextTime) > until) return Promise.resolve(Math.floor(nextTime));
      this.#queue.reschedule(this.#simulated[id].processEvent(nextTime, sink));
    }
  }
}

/** Updates per second of the instrument with activity rank `rank` (from 0) at rate 1, while its market is open. */
export function updatesPerSecond(rank: number): number {
  return Math.max(MIN_UPDATES_PER_SECOND, MAX_UPDATES_PER_SECOND * exp(-ACTIVITY_DECAY * log(rank + 1)));
}

/** Total updates per second of `listings` at rate 1, averaged while every market is open. */
export function totalUpdatesPerSecond(listings: readonly Listing[]): number {
  return listings.reduce((sum, { rank }) => sum + updatesPerSecond(rank), 0);
}
