// Decides how far a symbol's prices can be trusted as current, for every place that shows them.
import type { MarketSession, StatusReason } from '../../proto/messages.ts';
import type { RowView } from './board.svelte.ts';

/**
 * A symbol whose market is open is quiet after this long without a tick; market milliseconds at normal speed or slower.
 */
export const QUIET_AFTER_MS = 30_000;

export type Trust =
  | { readonly kind: 'current' }
  /** The feed refuses the symbol, so its prices are out of date. */
  | { readonly kind: 'refused'; readonly why: string }
  /** The feed has not sent anything for the symbol yet. */
  | { readonly kind: 'pending' }
  | { readonly kind: 'no-price' }
  /** Regular trading is not under way. */
  | { readonly kind: 'session'; readonly session: MarketSession; readonly reason: StatusReason | undefined }
  /** The link is not live. */
  | { readonly kind: 'not-live' }
  /**
   * The market is open and the link is live, but the symbol has had no tick for longer than usual: `forMs`, market
   * milliseconds.
   */
  | { readonly kind: 'quiet'; readonly forMs: number };

/** The current state of the feed's market. */
export interface MarketNow {
  readonly session: MarketSession;
  /** Market time, milliseconds since 1970-01-01 UTC. */
  readonly time: number;
  /** Market seconds per second; 0 while market time is paused. */
  readonly speed: number;
  /** Market time at which the session was last known not to be open; undefined if that was never observed. */
  readonly notOpenAt: number | undefined;
}

export interface TrustInput {
  readonly view: RowView | undefined;
  /** The feed's reason for refusing the symbol. */
  readonly refusal: string | undefined;
  readonly live: boolean;
  /** Undefined before the feed's first message. */
  readonly market: MarketNow | undefined;
}

const CURRENT: Trust = { kind: 'current' };
/** Sessions of the whole market in which a symbol without a status of its own does not trade as usual. */
const NOT_TRADING: ReadonlySet<MarketSession> = new Set(['closed', 'halted', 'paused']);

export function assessTrust({ view, refusal, live, market }: TrustInput): Trust {
  if (refusal !== undefined) return { kind: 'refused', why: refusal };
  if (!view) return { kind: 'pending' };
  if (!view.trades && !view.quote) return { kind: 'no-price' };
  const { status } = view;
  if (status && status.session !== 'open' && status.session !== 'unknown')
    return { kind: 'session', session: status.session, reason: status.reason };
  if (!status && market && NOT_TRADING.has(market.session))
    return { kind: 'session', session: market.session, reason: undefined };
  if (!live || !market) return { kind: 'not-live' };
  const forMs = quietTimeOf(view, market);
  // In a fast market, minutes of market time pass between two batches.
  return forMs >= QUIET_AFTER_MS * Math.max(1, market.speed) ? { kind: 'quiet', forMs } : CURRENT;
}

/**
 * How long a symbol has had no tick while its market was open, market milliseconds. This goes by tick times rather than
 * arrival times, so that a page that was just opened shows the same as one that has been open for hours.
 */
function quietTimeOf(view: RowView, { session, time, notOpenAt = -Infinity }: MarketNow): number {
  const lastPriceAt = lastPriceTime(view) ?? -Infinity;
  if (view.status) return time - Math.max(lastPriceAt, view.status.time);
  return session === 'open' ? time - Math.max(lastPriceAt, notOpenAt) : 0;
}

/** Market time of the latest price; undefined if there is none. */
export function lastPriceTime(view: RowView | undefined): number | undefined {
  const latest = Math.max(view?.trades?.time ?? -Infinity, view?.quote?.time ?? -Infinity);
  return latest === -Infinity ? undefined : latest;
}
