// Intraday profiles of a market: the rate of updates and the variance, relative to their averages over the regular
// session.
import { exp } from './exact-math.ts';
import type { Phase, TradingHours } from './trading-hours.ts';

/**
 * A base value plus a surge at the open and one at the close. Each surge decays exponentially; its decay time is a fraction
 * of the regular session.
 */
interface Shape {
  readonly base: number;
  readonly openHeight: number;
  readonly openDecay: number;
  readonly closeHeight: number;
  readonly closeDecay: number;
}

/** The U shape of US equities. Both shapes average 1 over a regular session. */
const ACTIVITY_SHAPE = shapeOf(1.6, 0.06, 2, 0.08);
const VARIANCE_SHAPE = shapeOf(2.4, 0.05, 0.6, 0.05);

const EXTENDED_HOURS_ACTIVITY = 0.04;
const EXTENDED_HOURS_VARIANCE = 0.08;
const AUCTION_ACTIVITY = 0.5;
/** News still arrives while nothing trades: the variance of a night is a few tenths of a session's. */
const CLOSED_VARIANCE = 0.025;

/** Relative rate of updates in `phase` at `time` (milliseconds since 1970-01-01 UTC); 0 if there are none. */
export function activityAt(hours: TradingHours, phase: Phase, time: number): number {
  if (phase.session === 'closed') return 0;
  if (phase.session === 'opening-auction') return AUCTION_ACTIVITY;
  return phase.regular ? regularValueAt(ACTIVITY_SHAPE, hours, phase.regular, time) : EXTENDED_HOURS_ACTIVITY;
}

/** Relative variance per second in `phase` at `time`. */
export function varianceAt(hours: TradingHours, phase: Phase, time: number): number {
  if (phase.session === 'closed') return CLOSED_VARIANCE;
  return phase.regular ? regularValueAt(VARIANCE_SHAPE, hours, phase.regular, time) : EXTENDED_HOURS_VARIANCE;
}

function regularValueAt(
  { base, openHeight, openDecay, closeHeight, closeDecay }: Shape,
  hours: TradingHours,
  regular: NonNullable<Phase['regular']>,
  time: number,
): number {
  if (hours !== 'us-equities') return 1;
  const elapsed = (time - regular.open) / (regular.close - regular.open);
  return base + openHeight * exp(-elapsed / openDecay) + closeHeight * exp((elapsed - 1) / closeDecay);
}

function shapeOf(openHeight: number, openDecay: number, closeHeight: number, closeDecay: number): Shape {
  const average = (height: number, decay: number): number => height * decay * (1 - exp(-1 / decay));
  const base = 1 - average(openHeight, openDecay) - average(closeHeight, closeDecay);
  return { base, openHeight, openDecay, closeHeight, closeDecay };
}
