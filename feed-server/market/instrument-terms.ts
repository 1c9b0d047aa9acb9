// The dynamics of each instrument: its volatility, its correlation with the market and its liquidity. Those of equities
// are drawn from the seed.
import { numberToUnits } from '../../proto/price.ts';
import type { QuoteTerms } from './best-quote.ts';
import type { NonEquity, InstrumentKind } from './non-equities.ts';
import type { DiffusionTerms } from './diffusion.ts';
import { exp } from './exact-math.ts';
import type { FactorTerms } from './factors.ts';
import type { Listing } from './instruments.ts';
import { Random } from './random.ts';
import type { TradingHours } from './trading-hours.ts';

/** Instruments that trade together and share a market factor. */
export type Venue = 'equities' | 'forex' | 'crypto';

/** Seconds of trading per day and days per year. */
const TRADING_TIME: Readonly<Record<Venue, { readonly seconds: number; readonly days: number }>> = {
  equities: { seconds: 6.5 * 3_600, days: 252 },
  forex: { seconds: 24 * 3_600, days: 260 },
  crypto: { seconds: 24 * 3_600, days: 365 },
};

/** Annualized volatilities: of the market factor, of a sector, and of an index apart from the market factor. */
const MARKET_VOLATILITY: Readonly<Record<Venue, number>> = { equities: 0.14, forex: 0.055, crypto: 0.4 };
const SECTOR_VOLATILITY = 0.1;
const INDEX_OWN_VOLATILITY = 0.01;

const JUMPS_PER_DAY = 2;
/** The minimum jump, as a fraction of a day's standard deviation. */
const MIN_JUMP = 0.15;

export const VENUE_OF: Readonly<Record<InstrumentKind, Venue>> = {
  equity: 'equities',
  index: 'equities',
  forex: 'forex',
  crypto: 'crypto',
};

export const HOURS_OF: Readonly<Record<InstrumentKind, TradingHours>> = {
  equity: 'us-equities',
  index: 'us-index',
  forex: 'forex',
  crypto: 'continuous',
};

export const VENUE_HOURS: Readonly<Record<Venue, TradingHours>> = {
  equities: 'us-equities',
  forex: 'forex',
  crypto: 'continuous',
};

export interface InstrumentTerms {
  readonly kind: InstrumentKind;
  /** Previous close, units. */
  readonly reference: number;
  /** Value at the start, units. */
  readonly start: number;
  readonly beta: number;
  readonly own: DiffusionTerms;
  readonly quote: QuoteTerms;
}

export function factorTerms(venue: Venue): FactorTerms {
  return { market: diffusion(venue, MARKET_VOLATILITY[venue]), sector: diffusion(venue, SECTOR_VOLATILITY) };
}

export function instrumentTerms(seed: number, listing: Listing): InstrumentTerms {
  const random = new Random(seed, `${listing.instrument.symbol} terms`);
  const { nonEquity, instrument } = listing;
  return nonEquity ? nonEquityTerms(nonEquity, instrument.decimals, random) : equityTerms(listing, random);
}

function equityTerms({ price, rank }: Listing, random: Random): InstrumentTerms {
  const reference = price ?? Math.round(Math.min(90_000, Math.max(800, 10_000 * exp(0.7 * random.normal()))));
  const own = 0.16 + 0.24 * random.next();
  return {
    kind: 'equity',
    reference,
    start: reference * exp(0.008 * random.normal()),
    beta: 0.6 + 0.8 * random.next(),
    own: diffusion('equities', own),
    // From 0.4 basis points for the most active to 6 for the least active.
    quote: {
      halfSpread: 0.00004 * (1 + rank / 35) * (0.7 + 0.6 * random.next()),
      lots: 4 / (1 + rank / 200),
      lot: 100,
    },
  };
}

function nonEquityTerms(nonEquity: NonEquity, decimals: number, random: Random): InstrumentTerms {
  const { kind, volatility, beta, lot } = nonEquity;
  const reference = numberToUnits(nonEquity.price, decimals);
  const venue = VENUE_OF[kind];
  const marketPart = beta * MARKET_VOLATILITY[venue];
  const own = kind === 'index' ? INDEX_OWN_VOLATILITY : Math.sqrt(volatility * volatility - marketPart * marketPart);
  const dailyVolatility = volatility / Math.sqrt(TRADING_TIME[venue].days);
  return {
    kind,
    reference,
    start: reference * exp(0.4 * dailyVolatility * random.normal()),
    beta,
    own: diffusion(venue, own),
    quote: { halfSpread: kind === 'forex' ? 0.00002 : 0.00006, lots: 5, lot },
  };
}

function diffusion(venue: Venue, volatility: number): DiffusionTerms {
  const { seconds, days } = TRADING_TIME[venue];
  return {
    volatility: volatility / Math.sqrt(days * seconds),
    jumpsPerSecond: JUMPS_PER_DAY / seconds,
    minJump: (MIN_JUMP * volatility) / Math.sqrt(days),
  };
}
