// A sink that checks the rules of every market: order, prices, sizes, and no ticks while trading is stopped.
import {
  MAX_PRICE,
  MAX_SIZE,
  type Instrument,
  type MarketSession,
  type StatusReason,
} from '../../../proto/messages.ts';
import type { TickSink } from '../../../feed-server/market/source.ts';

interface InstrumentState {
  session: MarketSession;
  bid: number;
  ask: number;
  quotes: number;
  trades: number;
  /** Auction trades still allowed between bid and ask: one per auction. */
  auctions: number;
  reference: number | undefined;
}

export interface PublishedStatus {
  readonly symbol: string;
  readonly time: number;
  readonly session: MarketSession;
  readonly reason: StatusReason;
  readonly reference: number | undefined;
}

const QUOTED: readonly MarketSession[] = ['pre-market', 'opening-auction', 'open', 'closing-auction', 'after-hours'];
const TRADED: readonly MarketSession[] = ['pre-market', 'open', 'closing-auction', 'after-hours'];

export class MarketRules implements TickSink {
  /** Violations of the rules, one line each. */
  readonly faults: string[] = [];
  readonly statuses: PublishedStatus[] = [];
  readonly #instruments: readonly Instrument[];
  readonly #states: InstrumentState[];
  #time = -Infinity;

  constructor(instruments: readonly Instrument[]) {
    this.#instruments = instruments;
    this.#states = instruments.map(() => {
      return { session: 'unknown', bid: 0, ask: 0, quotes: 0, trades: 0, auctions: 0, reference: undefined };
    });
  }

  stateOf(id: number): Readonly<InstrumentState> {
    return this.#states[id] as InstrumentState;
  }

  quote(id: number, time: number, bid: number, bidSize: number, ask: number, askSize: number): void {
    const instrument = this.#advance(id, time, 'quote');
    this.#expect(QUOTED.includes(instrument.session), `quote while ${instrument.session}`, id, time);
    this.#expect(isPrice(bid) && isPrice(ask) && bid < ask, `quote ${bid} to ${ask}`, id, time);
    this.#expect(isSize(bidSize) && isSize(askSize), `sizes ${bidSize} and ${askSize}`, id, time);
    Object.assign(instrument, { bid, ask, quotes: instrument.quotes + 1 });
  }

  trade(id: number, time: number, price: number, size: number): void {
    const instrument = this.#advance(id, time, 'trade');
    this.#expect(TRADED.includes(instrument.session), `trade while ${instrument.session}`, id, time);
    instrument.trades++;
    if (this.#instruments[id]?.sector === 'Index') {
      this.#expect(isPrice(price) && size === 0, `value ${price} of size ${size}`, id, time);
      return;
    }
    this.#expect(isSize(size), `size ${size}`, id, time);
    this.#expect(instrument.quotes > 0, 'trade before the first quote', id, time);
    if (price === instrument.bid || price === instrument.ask) return;
    const isAuction = instrument.auctions > 0 && price > instrument.bid && price < instrument.ask;
    this.#expect(isAuction, `trade at ${price}, outside bid ${instrument.bid} and ask ${instrument.ask}`, id, time);
    instrument.auctions--;
  }

  status(id: number, time: number, session: MarketSession, reason: StatusReason, reference: number | undefined): void {
    const instrument = this.#advance(id, time, 'status');
    this.#expect(reference === undefined || isPrice(reference), `reference ${reference}`, id, time);
    const isStop = session === 'halted' || session === 'paused';
    this.#expect(
      !isStop || instrument.session === 'open' || instrument.session === session,
      `${session} while ${instrument.session}`,
      id,
      time,
    );
    instrument.auctions = 0;
    if (instrument.session === 'opening-auction' || reason === 'resumed' || session === 'closing-auction')
      instrument.auctions = 1;
    instrument.session = session;
    if (reference !== undefined) instrument.reference = reference;
    const { symbol } = this.#instruments[id] as Instrument;
    this.statuses.push({ symbol, time, session, reason, reference });
  }

  #advance(id: number, time: number, kind: string): InstrumentState {
    this.#expect(Number.isInteger(time) && time >= this.#time, `${kind} after ${this.#time}`, id, time);
    this.#time = time;
    const instrument = this.#states[id];
    if (!instrument) throw new Error(`instrument: expected one of ${this.#states.length}, found ${id}`);
    return instrument;
  }

  #expect(holds: boolean, description: string, id: number, time: number): void {
    if (!holds)
      this.faults.push(`${this.#instruments[id]?.symbol ?? id}, ${new Date(time).toISOString()}: ${description}`);
  }
}

function isPrice(price: number): boolean {
  return Number.isInteger(price) && price > 0 && price <= MAX_PRICE;
}

function isSize(size: number): boolean {
  return Number.isInteger(size) && size > 0 && size <= MAX_SIZE;
}
