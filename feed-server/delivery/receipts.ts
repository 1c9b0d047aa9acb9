// Counts what a resuming lane missed, per symbol and mode.
import type { Mode, Receipt } from '../../proto/messages.ts';
import { TRADE, type TickLog } from '../log/tick-log.ts';

/** Where a lane that left at `after` stands in (after, head]: a scan of the log, made once for all its symbols. */
export class MissedTicks {
  /** By instrument id: all ticks and the trades among them, and the market time of the first and the last of each. */
  readonly #all: Stretches;
  readonly #trades: Stretches;

  /** `after` must not be before the log's `heldFrom`; `wanted`: by instrument id, 0 for those that do not matter. */
  constructor(log: TickLog, after: number, head: number, wanted: Uint8Array) {
    this.#all = new Stretches(wanted.length);
    this.#trades = new Stretches(wanted.length);
    let slot = log.slotOf(after + 1);
    for (let sequence = after + 1; sequence <= head; sequence++) {
      const id = log.id[slot] as number;
      if (wanted[id] !== 0) {
        const time = log.time[slot] as number;
        this.#all.add(id, time);
        if (log.kind[slot] === TRADE) this.#trades.add(id, time);
      }
      if (++slot === log.capacity) slot = 0;
    }
  }

  /** A tape is replayed trade by trade; a board gets one step that is exact where there was at most one quote and trade. */
  receiptFor(id: number, mode: Mode): Receipt {
    const { count, fromTime, toTime } = mode === 'tape' ? this.#trades : this.#all;
    const [missed, trades] = [count[id] as number, this.#trades.count[id] as number];
    const exact = mode === 'tape' || (trades <= 1 && missed - trades <= 1);
    return {
      kind: exact ? 'exact' : 'merged',
      missed,
      fromTime: fromTime[id] as number,
      toTime: toTime[id] as number,
    };
  }
}

class Stretches {
  readonly count: Uint32Array;
  readonly fromTime: Float64Array;
  readonly toTime: Float64Array;

  constructor(instruments: number) {
    this.count = new Uint32Array(instruments);
    this.fromTime = new Float64Array(instruments);
    this.toTime = new Float64Array(instruments);
  }

  add(id: number, time: number): void {
    if (this.count[id] === 0) this.fromTime[id] = time;
    this.toTime[id] = time;
    (this.count[id] as number)++;
  }
}
