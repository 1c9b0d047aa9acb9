// The rows of time and sales: the direction of each trade, and the text for each kind of gap.
import type { TapeItem } from '../../model/tape.ts';

type Gap = Extract<TapeItem, { kind: 'gap' }>;

export interface TapeRow {
  /** Also the row's key. The tape has one object per item, even if a source repeats sequence and time. */
  readonly item: TapeItem;
  /** Relative to the previous trade: 1 up, -1 down, 0 unchanged or unknown. */
  readonly direction: number;
}

/** Unchanged rows keep their identity, so that a new trade above them causes no DOM writes. */
const rowCache = new WeakMap<TapeItem, TapeRow>();

/** `items`: newest first. */
export function tapeRows(items: readonly TapeItem[]): TapeRow[] {
  return items.map((item, i) => {
    const previous = items[i + 1];
    const direction = item.kind === 'trade' && previous?.kind === 'trade' ? Math.sign(item.price - previous.price) : 0;
    const cached = rowCache.get(item);
    if (cached?.direction === direction) return cached;
    const row = { item, direction };
    rowCache.set(item, row);
    return row;
  });
}

export function gapText(why: Gap['why']): string {
  switch (why) {
    case 'skipped':
      return 'gap: trades came too fast and are being fetched';
    case 'not-kept':
      return 'gap: trades came too fast, and the feed no longer has them';
    case 'other-epoch':
      return 'gap: the feed restarted; the trades in between are unknown';
    case 'too-old':
      return 'gap: the outage was longer than the feed keeps trades';
    case 'future':
      return 'gap: the feed lost data that it had already sent';
  }
}
