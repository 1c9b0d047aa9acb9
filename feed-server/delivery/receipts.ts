// Counts what a resuming subscriber missed, per symbol and mode.
import type { Mode, Receipt } from '../../proto/messages.ts';
import { TRADE, type TickLog } from '../log/tick-log.ts';

interface Missed {
  count: number;
  fromTime: number;
  toTime: number;
}

/** Where a subscriber that left at `after` stands in (after, head]: a scan of the log, made once for all its symbols. */
export class MissedTicks {
  readonly #all = new Map<number, Missed>();
  readonly #trades = new Map<number, Missed>();

  /** `after` must not be before the log's `resumableFrom`. */
  constructor(log: TickLog, after: number, head: number, ids: ReadonlySet<number>) {
    let slot = log.slotOf(after + 1);
    for (let sequence = after + 1; sequence <= head; sequence++) {
      const id = log.id[slot] as number;
      if (ids.has(id)) {
        const time = log.time[slot] as number;
        count(this.#all, id, time);
        if (log.kind[slot] === TRADE) count(this.#trades, id, time);
      }
      if (++slot === log.capacity) slot = 0;
    }
  }

  /** A tape is replayed trade by trade; a board gets one step that is exact where there was at most one quote and trade. */
  receiptFor(id: number, mode: Mode): Receipt {
    const missed = (mode === 'tape' ? this.#trades : this.#all).get(id);
    const { count, fromTime, toTime } = missed ?? { count: 0, fromTime: 0, toTime: 0 };
    const trades = this.#trades.get(id)?.count ?? 0;
    const exact = mode === 'tape' || (trades <= 1 && count - trades <= 1);
    return { kind: exact ? 'exact' : 'merged', missed: count, fromTime, toTime };
  }
}

function count(missed: Map<number, Missed>, id: number, time: number): void {
  const before = missed.get(id);
  if (before) {
    before.count++;
    before.toTime = time;
  } else {
    missed.set(id, { count: 1, fromTime: time, toTime: time });
  }
}
