// The instruments of the simulated market other than US equities: exchange rates, cryptocurrencies and indices, with 0 to 8
// decimals.

export type InstrumentKind = 'equity' | 'index' | 'forex' | 'crypto';

export interface NonEquity {
  readonly symbol: string;
  readonly name: string;
  readonly kind: Exclude<InstrumentKind, 'equity'>;
  readonly currency: string;
  readonly decimals: number;
  readonly sizeDecimals: number;
  /** Roughly its price in October 2025. */
  readonly price: number;
  /** Activity rank among all instruments, from 0. */
  readonly rank: number;
  /** Annualized volatility: standard deviation of a year's log return. */
  readonly volatility: number;
  /** Loading on the market factor of its asset class; negative for a currency pair that is quoted in dollars. */
  readonly beta: number;
  /** The size of a lot, in units of size. */
  readonly lot: number;
}

/** Ordered by rank. */
export const NON_EQUITIES: readonly NonEquity[] = [
  crypto('BTCUSD', 'Bitcoin', 2, 4, 121_300, 3, 0.45, 100),
  forex('EURUSD', 'Euro / US Dollar', 'USD', 5, 1.1655, 5, 0.075, -1),
  crypto('ETHUSD', 'Ethereum', 2, 3, 4_480, 8, 0.65, 100),
  forex('USDJPY', 'US Dollar / Japanese Yen', 'JPY', 3, 151.9, 10, 0.1, 0.9),
  index('SPX', 'S&P 500 Index', 2, 6_714.59, 14, 1),
  crypto('SHIBUSD', 'Shiba Inu', 8, 0, 0.00001224, 18, 0.9, 100_000),
  forex('GBPUSD', 'British Pound / US Dollar', 'USD', 5, 1.3424, 25, 0.08, -0.9),
  crypto('DOGEUSD', 'Dogecoin', 6, 0, 0.2476, 40, 0.85, 1_000),
  index('NDX', 'Nasdaq-100 Index', 1, 24_840.2, 55, 1.25),
  forex('USDCHF', 'US Dollar / Swiss Franc', 'CHF', 4, 0.7978, 70, 0.08, 1),
  crypto('XLMUSD', 'Stellar', 7, 0, 0.3852, 95, 0.8, 1_000),
  index('DJI', 'Dow Jones Industrial Average', 0, 46_603, 120, 0.85),
];

function forex(
  symbol: string,
  name: string,
  currency: string,
  decimals: number,
  price: number,
  rank: number,
  volatility: number,
  beta: number,
): NonEquity {
  return {
    symbol,
    name,
    kind: 'forex',
    currency,
    decimals,
    sizeDecimals: 0,
    price,
    rank,
    volatility,
    beta,
    lot: 100_000,
  };
}

function crypto(
  symbol: string,
  name: string,
  decimals: number,
  sizeDecimals: number,
  price: number,
  rank: number,
  volatility: number,
  lot: number,
): NonEquity {
  return {
    symbol,
    name,
    kind: 'crypto',
    currency: 'USD',
    decimals,
    sizeDecimals,
    price,
    rank,
    volatility,
    beta: 1,
    lot,
  };
}

/** Nearly all of an index's moves come from the market factor. */
function index(symbol: string, name: string, decimals: number, price: number, rank: number, beta: number): NonEquity {
  return {
    symbol,
    name,
    kind: 'index',
    currency: 'USD',
    decimals,
    sizeDecimals: 0,
    price,
    rank,
    volatility: 0.15,
    beta,
    lot: 0,
  };
}
