// Intraday profiles of a market: the rate of updates and the variance, relative to their averages over the regular
// session.
import { exp } from './exact-math.ts';
import type { Phase, TradingHours } from './trading-hours.ts';

/** A base level plus surges at the open and the close, each decaying over a fraction of the regular session. */
interface Shape {
  readonly level: number;
  readonly open: number;
  readonly openFades: number;
  readonly close: number;
  readonly closeFades: number;
}

/** The U shape of US equities. Both average 1 over a session. */
const UPDATES = shape(1.6, 0.06, 2, 0.08);
const VARIANCE = shape(2.4, 0.05, 0.6, 0.05);

const THIN_UPDATES = 0.04;
const THIN_VARIANCE = 0.08;
const AUCTION_UPDATES = 0.5;
/** News still arrives while nothing trades: overnight variance is a few tenths of a day's. */
const CLOSED_VARIANCE = 0.025;

/** Relative rate of updates in `phase` at `time` (milliseconds since 1970-01-01 UTC); 0 if there are none. */
export function activityAt(hours: TradingHours, phase: Phase, time: number): number {
  if (phase.session === 'closed') return 0;
  if (phase.session === 'opening-auction') return AUCTION_UPDATES;
  return phase.regular ? inRegularSession(UPDATES, hours, phase.regular, time) : THIN_UPDATES;
}

/** Relative variance per second in `phase` at `time`. */
export function varianceAt(hours: TradingHours, phase: Phase, time: number): number {
  if (phase.session === 'closed') return CLOSED_VARIANCE;
  return phase.regular ? inRegularSession(VARIANCE, hours, phase.regular, time) : THIN_VARIANCE;
}

function inRegularSession(
  { level, open, openFades, close, closeFades }: Shape,
  hours: TradingHours,
  regular: NonNullable<Phase['regular']>,
  time: number,
): number {
  if (hours !== 'us-equities') return 1;
  const share = (time - regular.open) / (regular.close - regular.open);
  return level + open * exp(-share / openFades) + close * exp((share - 1) / closeFades);
}

function shape(open: number, openFades: number, close: number, closeFades: number): Shape {
  const average = (height: number, fades: number): number => height * fades * (1 - exp(-1 / fades));
  const level = 1 - average(open, openFades) - average(close, closeFades);
  return { level, open, openFades, close, closeFades };
}
