// Simulates one instrument across its sessions: when it trades, and what halts it.
import type { MarketSession, StatusReason } from '../../proto/messages.ts';
import type { Factors } from './factors.ts';
import { planCorporateAction, planIncidents, type Incident } from './incidents.ts';
import type { InstrumentTerms } from './instrument-terms.ts';
import { PAUSE_MS, PriceBand } from './price-band.ts';
import { PriceProcess } from './price-process.ts';
import { Random } from './random.ts';
import type { TickSink } from './source.ts';
import { Trading, TRADE_SHARE } from './trading.ts';
import { phaseAt, type Phase, type TradingHours } from './trading-hours.ts';

const MINUTE_MS = 60_000;
/** Sizes of auctions, in minutes of open-market trading. The closing auction is by far the largest of the day. */
const OPENING_MINUTES = 5;
const CLOSING_MINUTES = 30;
const REOPENING_MINUTES = 2;
/** How thin trading is before and after the regular session; see BestQuote. */
const EXTENDED_HOURS_THINNESS = 2.5;
/** Incidents keep this distance from the open and the close. */
const MIN_AFTER_OPEN_MS = 5 * MINUTE_MS;
const MIN_BEFORE_CLOSE_MS = 15 * MINUTE_MS;

/** Trading is stopped; times are market time in milliseconds. */
interface Stop {
  readonly until: number;
  /** When the pending news is released; Infinity if there is none, or it is already out. */
  readonly releasedAt: number;
}

export interface InstrumentSetup {
  readonly id: number;
  readonly symbol: string;
  readonly sector: string;
  readonly terms: InstrumentTerms;
  readonly hours: TradingHours;
  readonly factors: Factors;
  readonly seed: number;
  /** Average updates per millisecond in an open market. */
  readonly rate: number;
  /** Relative frequency of incidents. */
  readonly incidents: number;
  /** Market time in milliseconds. */
  readonly startTime: number;
}

export class SimulatedInstrument {
  readonly #setup: InstrumentSetup;
  readonly #isEquity: boolean;
  readonly #arrivalRandom: Random;
  readonly #incidentRandom: Random;
  readonly #price: PriceProcess;
  readonly #trading: Trading;
  readonly #band = new PriceBand();
  #phase: Phase;
  #hasBegun = false;
  #stop: Stop | undefined;
  /** Incidents to come, earliest first. */
  #incidents: Incident[] = [];
  /** The time of the next event that is not a tick; a whole millisecond. */
  #transitionAt: number;
  /** The close that the next trading day is compared with, units. */
  #close: number;

  constructor(setup: InstrumentSetup) {
    const { id, symbol, sector, seed, factors, terms, startTime } = setup;
    this.#setup = setup;
    this.#isEquity = terms.kind === 'equity';
    this.#arrivalRandom = new Random(seed, `${symbol} arrivals`);
    this.#incidentRandom = new Random(seed, `${symbol} incidents`);
    const sectorFactor = this.#isEquity ? factors.sector(sector) : undefined;
    this.#price = new PriceProcess(factors, sectorFactor, terms, new Random(seed, `${symbol} price`), startTime);
    this.#trading = new Trading(id, terms, this.#price, seed, symbol);
    this.#phase = phaseAt(setup.hours, startTime);
    this.#transitionAt = startTime;
    this.#close = terms.reference;
  }

  /** Publishes the event at `time` (fractional milliseconds). Returns the time of the next event. */
  processEvent(time: number, sink: TickSink): number {
    const { factors, rate } = this.#setup;
    const wholeMs = Math.floor(time);
    factors.advanceTo(wholeMs);
    if (time >= this.#transitionAt) this.#transition(wholeMs, sink);
    else this.#tick(wholeMs, sink);
    if (this.#stop || this.#phase.session === 'closed') return this.#transitionAt;
    // Arrivals are memoryless, so events after the transition can simply be redrawn.
    return Math.min(this.#transitionAt, time + this.#arrivalRandom.exponential(rate * factors.activity));
  }

  #tick(time: number, sink: TickSink): void {
    if (this.#phase.session !== 'opening-auction' && this.#trading.nextIsTrade()) {
      this.#trading.publishTrade(time, sink);
      this.#band.addTrade(this.#trading.lastSale, time);
      return;
    }
    const mid = this.#price.advanceTo(time);
    const until = time + PAUSE_MS;
    const limit = until <= this.#phase.until ? this.#band.exceededLimit(mid) : undefined;
    if (limit === undefined) {
      this.#trading.publishQuote(time, mid, this.#thinness, sink);
      return;
    }
    this.#stopTrading(time, 'paused', limit, { until, releasedAt: Infinity }, sink);
    this.#transitionAt = this.#nextTransition();
  }

  #transition(time: number, sink: TickSink): void {
    if (!this.#hasBegun) this.#begin(time, sink);
    else if (time >= this.#phase.until) this.#changePhase(time, sink);
    else if (this.#stop) this.#endStop(this.#stop, time, sink);
    else this.#runIncident(time, sink);
    this.#transitionAt = this.#nextTransition();
  }

  #nextTransition(): number {
    const { until } = this.#phase;
    if (this.#stop) return Math.min(until, this.#stop.until, this.#stop.releasedAt);
    return Math.min(until, this.#incidents[0]?.at ?? Infinity);
  }

  /** Publishes the state in which the source starts, which may be in the middle of a session. */
  #begin(time: number, sink: TickSink): void {
    this.#hasBegun = true;
    const { session } = this.#phase;
    sink.status(this.#setup.id, time, session, 'schedule', this.#close);
    this.#planIncidents(time);
    if (session === 'closed') return;
    this.#trading.begin(time, this.#thinness, sink);
    if (session !== 'opening-auction') this.#trading.publishTrade(time, sink);
    if (this.#isOpenEquity) this.#band.restart(this.#trading.lastSale, time);
  }

  #changePhase(time: number, sink: TickSink): void {
    const { id, hours } = this.#setup;
    const before = this.#phase.session;
    if (before === 'closing-auction') this.#close = this.#auction(time, CLOSING_MINUTES, sink);
    else if (before === 'open' && hours !== 'us-equities') this.#close = this.#trading.lastSale;
    this.#phase = phaseAt(hours, time);
    const { session, beginsDay } = this.#phase;
    if (beginsDay) sink.status(id, time, session, this.#applyCorporateAction(), this.#close);
    else sink.status(id, time, session, 'schedule', undefined);
    this.#planIncidents(time);
    if (before === 'opening-auction') this.#band.restart(this.#auction(time, OPENING_MINUTES, sink), time);
    else if (before === 'closed' || beginsDay) this.#trading.begin(time, this.#thinness, sink);
    if (beginsDay && this.#isOpenEquity) this.#band.restart(this.#price.advanceTo(time), time);
  }

  /** Draws the incidents of the phase, from `time` on. */
  #planIncidents(time: number): void {
    const { regular } = this.#phase;
    this.#incidents = [];
    if (!this.#isOpenEquity || !regular) {
      this.#band.lift();
      return;
    }
    const from = Math.max(time, regular.open) + MIN_AFTER_OPEN_MS;
    this.#incidents = planIncidents(
      this.#incidentRandom,
      this.#setup.incidents,
      from,
      regular.close - MIN_BEFORE_CLOSE_MS,
    );
  }

  /** A trading day starts: a split or dividend changes the price and its reference. */
  #applyCorporateAction(): StatusReason {
    if (!this.#isEquity) return 'schedule';
    const action = planCorporateAction(this.#incidentRandom, this.#setup.incidents, this.#close);
    switch (action?.kind) {
      case undefined:
        return 'schedule';
      case 'split':
        this.#price.split(action.ratio);
        this.#close = Math.max(1, Math.round(this.#close / action.ratio));
        break;
      case 'dividend':
        this.#price.payDividend(action.amount);
        this.#close -= action.amount;
    }
    this.#trading.lastSale = this.#close;
    return action.kind;
  }

  #runIncident(time: number, sink: TickSink): void {
    const incident = this.#incidents.shift() as Incident;
    this.#price.shock(incident.move);
    if (incident.kind === 'shock') return;
    const { reason, until, releasedAt = Infinity } = incident;
    this.#stopTrading(time, 'halted', reason, { until, releasedAt }, sink);
  }

  #stopTrading(time: number, session: MarketSession, reason: StatusReason, stop: Stop, sink: TickSink): void {
    this.#stop = stop;
    sink.status(this.#setup.id, time, session, reason, undefined);
  }

  #endStop({ until, releasedAt }: Stop, time: number, sink: TickSink): void {
    const { id } = this.#setup;
    if (time >= releasedAt) {
      this.#stop = { until, releasedAt: Infinity };
      sink.status(id, time, 'halted', 'news-released', undefined);
      return;
    }
    this.#stop = undefined;
    // Drops incidents that would have occurred during the stop.
    this.#incidents = this.#incidents.filter(({ at }) => at > time);
    sink.status(id, time, this.#phase.session, 'resumed', undefined);
    this.#band.restart(this.#auction(time, REOPENING_MINUTES, sink), time);
  }

  #auction(time: number, minutes: number, sink: TickSink): number {
    return this.#trading.publishAuction(time, minutes * MINUTE_MS * this.#setup.rate * TRADE_SHARE, sink);
  }

  get #thinness(): number {
    return this.#phase.regular ? 1 : EXTENDED_HOURS_THINNESS;
  }

  /** Limit-up/limit-down and incidents apply only to equities, and only while they are open. */
  get #isOpenEquity(): boolean {
    return this.#isEquity && this.#phase.session === 'open';
  }
}
