// Builders with defaults for the values that a test does not care about.
import type { MarketClock } from '../../../feed-server/delivery/heartbeat.ts';
import type { TickSink } from '../../../feed-server/market/source.ts';
import type { RetentionSettings } from '../../../feed-server/options/settings.ts';
import type {
  Accepted,
  Batch,
  Heartbeat,
  Instrument,
  Quote,
  SubscriptionReply,
  SymbolState,
  TradeSummary,
  Welcome,
} from '../../../proto/messages.ts';
import { PROTOCOL_VERSION } from '../../../proto/messages.ts';
import { emptyQuoteRows, emptySaleRows, emptyStatusRows, emptyTapeRows } from '../../../proto/rows.ts';

export function makeInstrument(id: number, overrides: Partial<Instrument> = {}): Instrument {
  const symbol = overrides.symbol ?? `S${id}`;
  return {
    id,
    symbol,
    name: `${symbol} Inc.`,
    sector: 'Testing',
    currency: 'USD',
    decimals: 2,
    sizeDecimals: 0,
    ...overrides,
  };
}

export function makeInstruments(n: number): Instrument[] {
  return Array.from({ length: n }, (_, id) => makeInstrument(id));
}

export function makeQuote(overrides: Partial<Quote> = {}): Quote {
  return { time: 1_000, bid: 9_999, bidSize: 3, ask: 10_001, askSize: 4, ...overrides };
}

export function makeTrades(overrides: Partial<TradeSummary> = {}): TradeSummary {
  return { time: 1_000, last: 100, size: 5, open: 100, high: 100, low: 100, volume: 5, count: 1, ...overrides };
}

export function makeState(overrides: Partial<SymbolState> = {}): SymbolState {
  return { id: 0, reference: undefined, quote: undefined, trades: undefined, status: undefined, ...overrides };
}

export function makeBatch(overrides: Partial<Batch> = {}): Batch {
  return {
    epoch: 1,
    after: 0,
    through: 1,
    intervalMs: 0,
    tapeSkipped: 0,
    quotes: emptyQuoteRows(),
    sales: emptySaleRows(),
    tape: emptyTapeRows(),
    statuses: emptyStatusRows(),
    ...overrides,
  };
}

export function makeHeartbeat(overrides: Partial<Heartbeat> = {}): Heartbeat {
  return {
    epoch: 1,
    after: 0,
    through: 0,
    head: 0,
    serverTime: 1_000,
    marketTime: 1_000,
    session: 'open',
    speed: 1,
    behindMs: 0,
    intervalMs: 0,
    digest: undefined,
    ...overrides,
  };
}

/** A running market clock. */
export function makeMarket(overrides: Partial<MarketClock> = {}): MarketClock {
  return { time: 1_000, session: 'open', pace: 1, behindMs: 0, ...overrides };
}

export function makeWelcome(overrides: Partial<Welcome> = {}): Welcome {
  return {
    protocol: PROTOCOL_VERSION,
    head: { epoch: 1, sequence: 0 },
    heartbeatMs: 1_000,
    source: 'Test',
    sourceKind: 'simulated',
    serverTime: 1_000,
    marketTime: 1_000,
    speed: 1,
    behindMs: 0,
    session: 'open',
    server: 'Tapewire test',
    batchRate: 20,
    kept: { after: 0, since: 0 },
    ...overrides,
  };
}

/** A board subscription of the instrument with this id. */
export function makeAccepted(id: number, overrides: Partial<Accepted> = {}): Accepted {
  return { instrument: makeInstrument(id), mode: 'board', receipt: undefined, ...overrides };
}

export function makeReply(overrides: Partial<SubscriptionReply> = {}): SubscriptionReply {
  return {
    accepted: [],
    refused: [],
    head: { epoch: 1, sequence: 0 },
    reset: undefined,
    kept: { after: 0, since: 0 },
    ...overrides,
  };
}

/** More than any test needs. */
export const RETENTION: RetentionSettings = { keepMs: 86_400_000, logMemory: 2 ** 23, barMemory: 2 ** 22 };

/** A sink that ignores every kind of tick without an override. */
export function makeSink(overrides: Partial<TickSink> = {}): TickSink {
  return { quote: () => undefined, trade: () => undefined, status: () => undefined, ...overrides };
}
