// Text about symbols whose prices are not current.
import type { MarketSession, StatusReason } from '../../../proto/messages.ts';
import { formatAge, formatMarketDay, formatMarketTime } from '../../format/time.ts';
import type { Trust } from '../../state/trust.ts';

export interface TrustNote {
  readonly text: string;
  readonly tone: 'plain' | 'warn';
}

const SESSIONS: Readonly<Record<MarketSession, string>> = {
  unknown: '',
  open: '',
  closed: 'Closed',
  'pre-market': 'Pre-market',
  'after-hours': 'After hours',
  'opening-auction': 'Opening auction',
  'closing-auction': 'Closing auction',
  halted: 'Halted',
  paused: 'Paused',
};

/** Reasons worth showing beside the session. */
const REASONS: Readonly<Partial<Record<StatusReason, string>>> = {
  'news-pending': 'news',
  regulatory: 'regulatory',
  technical: 'technical',
  'limit-up': 'limit up',
  'limit-down': 'limit down',
};

/** Text of the pill; undefined if there is nothing to say about this symbol in particular. */
export function trustNote(trust: Trust): TrustNote | undefined {
  switch (trust.kind) {
    case 'current':
    case 'not-live':
      return undefined;
    case 'refused':
      return { text: 'Refused', tone: 'warn' };
    case 'pending':
      return { text: 'Pending', tone: 'plain' };
    case 'no-price':
      return { text: 'No price yet', tone: 'plain' };
    case 'quiet':
      return { text: `Quiet ${formatAge(trust.forMs)}`, tone: 'plain' };
    case 'session': {
      const reason = trust.reason && REASONS[trust.reason];
      const tone = trust.session === 'halted' || trust.session === 'paused' ? 'warn' : 'plain';
      return { text: SESSIONS[trust.session] + (reason === undefined ? '' : `: ${reason}`), tone };
    }
  }
}

/**
 * When old prices are from, in New York time: "as of 10:42:07", with the date if it differs from that of `marketTime`.
 */
export function formatAsOf(pricedAt: number, marketTime: number | undefined): string {
  const day = formatMarketDay(pricedAt);
  const today = marketTime !== undefined && formatMarketDay(marketTime) === day;
  return `as of ${today ? '' : `${day} `}${formatMarketTime(pricedAt)}`;
}

/** The text of an empty tape. `refusal`: the feed's reason for refusing the tape. */
export function emptyTapeText(trust: Trust, refusal: string | undefined): string {
  if (trust.kind !== 'refused' && refusal !== undefined) return `No trades: ${refusal}.`;
  switch (trust.kind) {
    case 'refused':
      return 'No trades: the feed refuses this symbol.';
    case 'not-live':
      return 'No trades: the feed is not live.';
    case 'session':
    case 'current':
    case 'pending':
    case 'no-price':
    case 'quiet':
      return 'Trades appear here as they happen.';
  }
}
