// Why a row of the watchlist stands still.
import { formatDuration } from '../../format/time.ts';
import type { RowView } from '../../state/board.svelte.ts';

/** After so long without a tick a row says so; milliseconds. */
const QUIET_AFTER_MS = 30_000;

export interface Note {
  readonly text: string;
  readonly tone: 'plain' | 'warn';
}

/** `moving`: the link is live and the market open. `now`: local clock, milliseconds. Undefined where nothing is to be explained. */
export function noteOf(view: RowView | undefined, refused: boolean, moving: boolean, now: number): Note | undefined {
  if (refused) return { text: 'Refused', tone: 'warn' };
  if (!view) return { text: 'Pending', tone: 'plain' };
  if (!view.trades && !view.quote) return { text: 'No price yet', tone: 'plain' };
  const quietFor = now - view.heardAt;
  if (!moving || quietFor < QUIET_AFTER_MS) return undefined;
  return { text: `Quiet ${formatDuration(quietFor)}`, tone: 'plain' };
}
