// Occasional incidents of an equity, drawn from a random stream of their own: halts, sudden moves, splits, dividends.
import type { Random } from './random.ts';

const MINUTE_MS = 60_000;
/** Probabilities per day and stock. In five hundred stocks, there is about one halt a day and one split a week. */
const HALT_CHANCE = 0.002;
const SHOCK_CHANCE = 0.001;
const SPLIT_CHANCE = 0.0004;
const DIVIDEND_CHANCE = 0.012;
/** Time from the release of the news to the resumption. */
const RELEASE_TO_RESUMPTION_MS = 5 * MINUTE_MS;
/** Shares below this price are not split. In units. */
const MIN_SPLIT_PRICE = 8_000;

export interface Halt {
  readonly kind: 'halt';
  /** Market time in milliseconds, like the next two. */
  readonly at: number;
  readonly reason: 'news-pending' | 'regulatory' | 'technical';
  /** For a pending-news halt: when the news is released. */
  readonly releasedAt: number | undefined;
  readonly until: number;
  /** Change of the log price during the halt, in addition to its usual moves. */
  readonly move: number;
}

export interface Shock {
  readonly kind: 'shock';
  readonly at: number;
  readonly move: number;
}

export type Incident = Halt | Shock;

/** The incidents between two market times, in order. `scale`: relative frequency. */
export function planIncidents(random: Random, scale: number, from: number, to: number): Incident[] {
  // Both are always drawn, so that the scale does not affect other random numbers.
  const halt = planHalt(random, from, to);
  const shock = planShock(random, from, to);
  const incidents: Incident[] = [];
  if (random.next() < HALT_CHANCE * scale) incidents.push(halt);
  if (random.next() < SHOCK_CHANCE * scale) incidents.push(shock);
  return to > from ? incidents.sort((a, b) => a.at - b.at) : [];
}

function planHalt(random: Random, from: number, to: number): Halt {
  const at = Math.floor(from + (to - from) * random.next());
  const kind = random.next();
  const [length, size] = [random.next(), random.next()];
  const endBetween = (minMinutes: number, maxMinutes: number): number => {
    return Math.min(to, Math.floor(at + (minMinutes + (maxMinutes - minMinutes) * length) * MINUTE_MS));
  };
  if (kind >= 0.8)
    return { kind: 'halt', at, reason: 'technical', releasedAt: undefined, until: endBetween(5, 15), move: 0 };
  if (kind >= 0.6)
    return { kind: 'halt', at, reason: 'regulatory', releasedAt: undefined, until: endBetween(30, 90), move: 0 };
  const until = endBetween(10, 45);
  const releasedAt = until - at > RELEASE_TO_RESUMPTION_MS ? until - RELEASE_TO_RESUMPTION_MS : undefined;
  return {
    kind: 'halt',
    at,
    reason: 'news-pending',
    releasedAt,
    until,
    move: withRandomSign(random, 0.02 + 0.06 * size),
  };
}

function planShock(random: Random, from: number, to: number): Shock {
  const at = Math.floor(from + (to - from) * random.next());
  return { kind: 'shock', at, move: withRandomSign(random, 0.06 + 0.06 * random.next()) };
}

function withRandomSign(random: Random, size: number): number {
  return random.next() < 0.5 ? -size : size;
}

export type CorporateAction =
  | { readonly kind: 'split'; /** Shares that one becomes. */ readonly ratio: number }
  | { readonly kind: 'dividend'; /** Units a share. */ readonly amount: number };

/** The corporate action at the start of a trading day, if any, for a share that closed at `close` units. */
export function planCorporateAction(random: Random, scale: number, close: number): CorporateAction | undefined {
  const [split, dividend, size] = [random.next(), random.next(), random.next()];
  if (split < SPLIT_CHANCE * scale && close >= MIN_SPLIT_PRICE) {
    return { kind: 'split', ratio: [2, 3, 4, 10][Math.floor(size * 4)] };
  }
  const amount = Math.round(close * (0.002 + 0.006 * size));
  return dividend < DIVIDEND_CHANCE * scale && amount > 0 ? { kind: 'dividend', amount } : undefined;
}
