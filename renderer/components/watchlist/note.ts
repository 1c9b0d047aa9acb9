// Why a row of the watchlist stands still.
import type { MarketSession, StatusReason, TradingStatus } from '../../../proto/messages.ts';
import { formatDuration } from '../../format/time.ts';
import type { RowView } from '../../state/board.svelte.ts';

/** After so long without a tick a row says so; milliseconds. */
const QUIET_AFTER_MS = 30_000;

export interface Note {
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

/** What is worth saying beside the session; the others go without saying. */
const REASONS: Readonly<Partial<Record<StatusReason, string>>> = {
  'news-pending': 'news',
  regulatory: 'regulatory',
  technical: 'technical',
  'limit-up': 'limit up',
  'limit-down': 'limit down',
};

/** `moving`: the link is live and the market open. `now`: local clock, milliseconds. Undefined where nothing is to be explained. */
export function noteOf(view: RowView | undefined, refused: boolean, moving: boolean, now: number): Note | undefined {
  if (refused) return { text: 'Refused', tone: 'warn' };
  if (!view) return { text: 'Pending', tone: 'plain' };
  if (!view.trades && !view.quote) return { text: 'No price yet', tone: 'plain' };
  const ofSession = view.status && sessionNote(view.status);
  if (ofSession) return ofSession;
  const quietFor = now - view.heardAt;
  if (!moving || quietFor < QUIET_AFTER_MS) return undefined;
  return { text: `Quiet ${formatDuration(quietFor)}`, tone: 'plain' };
}

/** Undefined where the instrument trades as usual. */
function sessionNote({ session, reason }: TradingStatus): Note | undefined {
  const text = SESSIONS[session];
  if (text === '') return undefined;
  const why = REASONS[reason];
  const tone = session === 'halted' || session === 'paused' ? 'warn' : 'plain';
  return { text: why === undefined ? text : `${text}: ${why}`, tone };
}
