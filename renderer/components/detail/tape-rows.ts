// The rows of time and sales: which way each trade went, and what a hole is called.
import type { TapeItem } from '../../model/tape.ts';

type Gap = Extract<TapeItem, { kind: 'gap' }>;

export interface TapeRow {
  /** Also the row's key: an object of its own in the tape, whatever sequence and time a source repeats. */
  readonly item: TapeItem;
  /** Against the trade before: 1 up, -1 down, 0 the same or not known. */
  readonly direction: number;
}

/** A row that stays as it is stays one object, so that a trade before it writes nothing to it. */
const made = new WeakMap<TapeItem, TapeRow>();

/** `items`: newest first. */
export function tapeRows(items: readonly TapeItem[]): TapeRow[] {
  return items.map((item, i) => {
    const before = items[i + 1];
    const direction = item.kind === 'trade' && before?.kind === 'trade' ? Math.sign(item.price - before.price) : 0;
    const known = made.get(item);
    if (known?.direction === direction) return known;
    const row = { item, direction };
    made.set(item, row);
    return row;
  });
}

export function gapWords(why: Gap['why']): string {
  switch (why) {
    case 'skipped':
      return 'gap: trades came too fast and are being fetched';
    case 'not-kept':
      return 'gap: trades came too fast, and the feed no longer keeps them';
    case 'other-epoch':
      return 'gap: the feed restarted, trades in between are unknown';
    case 'too-old':
      return 'gap: away for longer than the feed keeps trades';
    case 'future':
      return 'gap: the feed lost what it had sent';
  }
}
