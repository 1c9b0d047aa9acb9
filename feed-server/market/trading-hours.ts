// When instruments trade: the market session at a time, when it ends, and where trading days start.
import type { MarketSession } from '../../proto/messages.ts';
import { SATURDAY, SUNDAY, tradingDay, weekdayOf } from './calendar.ts';
import { newYorkDay, newYorkTime } from './new-york.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Times of day in New York, after midnight. */
const PRE_MARKET_START_MS = 4 * HOUR_MS;
const OPENING_AUCTION_START_MS = 9 * HOUR_MS + 28 * MINUTE_MS;
const OPEN_MS = 9 * HOUR_MS + 30 * MINUTE_MS;
const CLOSE_MS = 16 * HOUR_MS;
const EARLY_CLOSE_MS = 13 * HOUR_MS;
/** It ends at the close. */
const CLOSING_AUCTION_LENGTH_MS = 10 * MINUTE_MS;
/** They start at the close. */
const AFTER_HOURS_LENGTH_MS = 4 * HOUR_MS;
/** Time of day in New York at which a trading day of foreign exchange ends and the next one starts. */
const FOREX_ROLL_MS = 17 * HOUR_MS;

/**
 * `us-equities`: the New York day, including extended hours and auctions. `us-index`: calculated during the regular
 * session. `forex`: from Sunday 17:00 to Friday 17:00 in New York. `continuous`: always; days start at midnight UTC.
 */
export type TradingHours = 'us-equities' | 'us-index' | 'forex' | 'continuous';

/** A period of one market session; times are milliseconds since 1970-01-01 UTC. */
export interface Phase {
  readonly session: MarketSession;
  /** End of the phase, exclusive. */
  readonly until: number;
  /** Whether a trading day starts with it. */
  readonly beginsDay: boolean;
  /**
   * The regular session that contains the phase; undefined outside one. That of US equities lasts from the opening to the
   * closing cross.
   */
  readonly regular: { readonly open: number; readonly close: number } | undefined;
}

/** The market session of US equities at `time`, used for recordings without session data. */
export function equitySession(time: number): MarketSession {
  return equityPhase(time).session;
}

/** The phase at `time`. */
export function phaseAt(hours: TradingHours, time: number): Phase {
  switch (hours) {
    case 'us-equities':
      return equityPhase(time);
    case 'us-index':
      return indexPhase(time);
    case 'forex':
      return forexPhase(time);
    case 'continuous':
      return continuousPhase(time);
  }
}

function equityPhase(time: number): Phase {
  const day = newYorkDay(time);
  const times = dayTimesOf(day);
  if (times) {
    const { preMarketStart, afterHoursEnd, regular } = times;
    if (time < preMarketStart) return closedUntil(preMarketStart);
    const phase = (session: MarketSession, until: number, inRegular = false): Phase => {
      return { session, until, beginsDay: session === 'pre-market', regular: inRegular ? regular : undefined };
    };
    if (time < times.openingAuctionStart) return phase('pre-market', times.openingAuctionStart);
    if (time < regular.open) return phase('opening-auction', regular.open);
    if (time < regular.close - CLOSING_AUCTION_LENGTH_MS)
      return phase('open', regular.close - CLOSING_AUCTION_LENGTH_MS, true);
    if (time < regular.close) return phase('closing-auction', regular.close, true);
    if (time < afterHoursEnd) return phase('after-hours', afterHoursEnd);
  }
  return closedUntil(nextDayTimes(day).preMarketStart);
}

function indexPhase(time: number): Phase {
  const day = newYorkDay(time);
  const regular = dayTimesOf(day)?.regular;
  if (!regular || time >= regular.close) return closedUntil(nextDayTimes(day).regular.open);
  if (time < regular.open) return closedUntil(regular.open);
  return { session: 'open', until: regular.close, beginsDay: true, regular };
}

function forexPhase(time: number): Phase {
  // A trading day ends at 17:00; anything later belongs to the next one.
  const today = newYorkDay(time);
  const day = time < newYorkTime(today, FOREX_ROLL_MS) ? today : today + 1;
  const weekday = weekdayOf(day);
  if (weekday === SATURDAY || weekday === SUNDAY) {
    const sunday = weekday === SUNDAY ? day : day + 1;
    return closedUntil(newYorkTime(sunday, FOREX_ROLL_MS));
  }
  const [open, close] = [newYorkTime(day - 1, FOREX_ROLL_MS), newYorkTime(day, FOREX_ROLL_MS)];
  return { session: 'open', until: close, beginsDay: true, regular: { open, close } };
}

function continuousPhase(time: number): Phase {
  const open = Math.floor(time / DAY_MS) * DAY_MS;
  const close = open + DAY_MS;
  return { session: 'open', until: close, beginsDay: true, regular: { open, close } };
}

function closedUntil(until: number): Phase {
  return { session: 'closed', until, beginsDay: false, regular: undefined };
}

interface DayTimes {
  readonly preMarketStart: number;
  readonly openingAuctionStart: number;
  readonly regular: { readonly open: number; readonly close: number };
  readonly afterHoursEnd: number;
}

/** Undefined if US equities do not trade on that day. */
function dayTimesOf(day: number): DayTimes | undefined {
  const kind = tradingDay(day);
  if (kind === 'none') return undefined;
  const close = kind === 'full' ? CLOSE_MS : EARLY_CLOSE_MS;
  return {
    preMarketStart: newYorkTime(day, PRE_MARKET_START_MS),
    openingAuctionStart: newYorkTime(day, OPENING_AUCTION_START_MS),
    regular: { open: newYorkTime(day, OPEN_MS), close: newYorkTime(day, close) },
    afterHoursEnd: newYorkTime(day, close + AFTER_HOURS_LENGTH_MS),
  };
}

function nextDayTimes(day: number): DayTimes {
  for (let next = day + 1; ; next++) {
    const times = dayTimesOf(next);
    if (times) return times;
  }
}
