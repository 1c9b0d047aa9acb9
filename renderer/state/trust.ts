// How far the prices of one symbol can be trusted as current: one judgement for every place that shows them.
import type { MarketSession, StatusReason } from '../../proto/messages.ts';
import type { RowView } from './board.svelte.ts';

/** A symbol whose market is open is quiet after so long without a tick; market milliseconds, at normal speed and below. */
export const QUIET_AFTER_MS = 30_000;

export type Trust =
  | { readonly kind: 'current' }
  /** The feed refuses the symbol: its prices are from before. */
  | { readonly kind: 'refused'; readonly why: string }
  /** The feed has said nothing of the symbol yet. */
  | { readonly kind: 'pending' }
  | { readonly kind: 'no-price' }
  /** Its market is not open as usual. */
  | { readonly kind: 'session'; readonly session: MarketSession; readonly reason: StatusReason | undefined }
  /** The link is not live. */
  | { readonly kind: 'not-live' }
  /** Its market is open, the link is live, and it has had no tick for longer than it should: `forMs`, market milliseconds. */
  | { readonly kind: 'quiet'; readonly forMs: number };

/** The feed's market as it is now. */
export interface MarketNow {
  readonly session: MarketSession;
  /** Market time, milliseconds since 1970-01-01 UTC. */
  readonly time: number;
  /** Market seconds per second; 0 while the market's clock stands still. */
  readonly speed: number;
  /** Market time at which its session was last known not to be open; undefined where that was never seen. */
  readonly notOpenAt: number | undefined;
}

export interface Grounds {
  readonly view: RowView | undefined;
  /** What the feed said where it refused the symbol. */
  readonly refused: string | undefined;
  readonly live: boolean;
  /** Undefined before the feed said anything. */
  readonly market: MarketNow | undefined;
}

const CURRENT: Trust = { kind: 'current' };
/** In these sessions of the whole market no symbol without a session of its own trades as usual. */
const STANDSTILL: ReadonlySet<MarketSession> = new Set(['closed', 'halted', 'paused']);

export function judge({ view, refused, live, market }: Grounds): Trust {
  if (refused !== undefined) return { kind: 'refused', why: refused };
  if (!view) return { kind: 'pending' };
  if (!view.trades && !view.quote) return { kind: 'no-price' };
  const { status } = view;
  if (status && status.session !== 'open' && status.session !== 'unknown')
    return { kind: 'session', session: status.session, reason: status.reason };
  if (!status && market && STANDSTILL.has(market.session))
    return { kind: 'session', session: market.session, reason: undefined };
  if (!live || !market) return { kind: 'not-live' };
  const forMs = silenceOf(view, market);
  // In a market that runs fast, minutes of it pass between two batches.
  return forMs >= QUIET_AFTER_MS * Math.max(1, market.speed) ? { kind: 'quiet', forMs } : CURRENT;
}

/**
 * How long a symbol has had no tick while its market was open, market milliseconds. It goes by the times of ticks, not by when
 * they arrived, so that a page that was opened just now says the same as one that has been there all the time.
 */
function silenceOf(view: RowView, { session, time, notOpenAt = -Infinity }: MarketNow): number {
  const priced = pricedAt(view) ?? -Infinity;
  if (view.status) return time - Math.max(priced, view.status.time);
  return session === 'open' ? time - Math.max(priced, notOpenAt) : 0;
}

/** Market time of the latest price; undefined where there is none. */
export function pricedAt(view: RowView | undefined): number | undefined {
  const latest = Math.max(view?.trades?.time ?? -Infinity, view?.quote?.time ?? -Infinity);
  return latest === -Infinity ? undefined : latest;
}
