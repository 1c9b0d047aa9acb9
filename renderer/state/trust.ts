// How far the prices of one symbol can be trusted as current: one judgement for every place that shows them.
import type { MarketSession, StatusReason } from '../../proto/messages.ts';
import type { RowView } from './board.svelte.ts';

/** After so long without a tick a symbol whose market is open is quiet; milliseconds. */
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
  /** Its market is open, the link is live, and no tick has come for longer than it should. */
  | { readonly kind: 'quiet'; readonly forMs: number };

export interface Grounds {
  readonly view: RowView | undefined;
  /** What the feed said where it refused the symbol. */
  readonly refused: string | undefined;
  readonly live: boolean;
  /** The session of the feed's market; undefined before the feed said anything. */
  readonly session: MarketSession | undefined;
  /** Local clock, milliseconds. */
  readonly now: number;
}

const CURRENT: Trust = { kind: 'current' };
/** In these sessions of the whole market no symbol without a session of its own trades as usual. */
const STANDSTILL: ReadonlySet<MarketSession> = new Set(['closed', 'halted', 'paused']);

export function judge({ view, refused, live, session, now }: Grounds): Trust {
  if (refused !== undefined) return { kind: 'refused', why: refused };
  if (!view) return { kind: 'pending' };
  if (!view.trades && !view.quote) return { kind: 'no-price' };
  const { status } = view;
  if (status && status.session !== 'open' && status.session !== 'unknown')
    return { kind: 'session', session: status.session, reason: status.reason };
  if (!status && session && STANDSTILL.has(session)) return { kind: 'session', session, reason: undefined };
  if (!live) return { kind: 'not-live' };
  const forMs = now - view.heardAt;
  const open = status !== undefined || session === 'open';
  return open && forMs >= QUIET_AFTER_MS ? { kind: 'quiet', forMs } : CURRENT;
}

/** Market time of the latest price; undefined where there is none. */
export function pricedAt(view: RowView | undefined): number | undefined {
  const times = [view?.trades?.time, view?.quote?.time].filter((time) => time !== undefined);
  return times.length === 0 ? undefined : Math.max(...times);
}
