// Counts the ticks that resuming subscriptions missed, per symbol and mode.
import type { Mode, Receipt } from '../../proto/messages.ts';
import { TRADE, type TickLog } from '../log/tick-log.ts';

/** A subscription that resumes. It missed the ticks of instrument `id` after the sequence `after`. */
export interface Missed {
  readonly id: number;
  readonly mode: Mode;
  readonly after: number;
}

/** The ticks missed up to `head`. Scans the log once for all subscriptions, whatever lanes they are on. */
export class MissedTicks {
  /** The sequence after which the scan began. */
  readonly after: number;
  /** By instrument id: ticks and trades on the board, and trades on the tape, which may be on another lane. */
  readonly #board: TickSpans;
  readonly #boardTrades: TickSpans;
  readonly #tape: TickSpans;

  /** `missed`: no `after` before the log's `heldFrom`; each instrument at most once on the board and once on the tape. */
  constructor(log: TickLog, head: number, instruments: number, missed: readonly Missed[]) {
    this.#board = new TickSpans(instruments);
    this.#boardTrades = new TickSpans(instruments);
    this.#tape = new TickSpans(instruments);
    for (const { id, mode, after } of missed)
      if (mode === 'tape') this.#tape.after[id] = after;
      else this.#board.after[id] = this.#boardTrades.after[id] = after;
    this.after = missed.reduce((least, { after }) => Math.min(least, after), head);
    this.#scan(log, head);
  }

  /** A tape is replayed trade by trade. A board gets one update, which is exact if there was at most one quote and one trade. */
  receiptFor(id: number, mode: Mode): Receipt {
    const { count, fromTime, toTime } = mode === 'tape' ? this.#tape : this.#board;
    const [missed, trades] = [count[id], this.#boardTrades.count[id]];
    const exact = mode === 'tape' || (trades <= 1 && missed - trades <= 1);
    return {
      kind: exact ? 'exact' : 'merged',
      missed,
      fromTime: fromTime[id],
      toTime: toTime[id],
    };
  }

  #scan(log: TickLog, head: number): void {
    let slot = log.slotOf(this.after + 1);
    for (let sequence = this.after + 1; sequence <= head; sequence++) {
      const id = log.id[slot];
      const time = log.time[slot];
      this.#board.add(id, sequence, time);
      if (log.kind[slot] === TRADE) {
        this.#boardTrades.add(id, sequence, time);
        this.#tape.add(id, sequence, time);
      }
      if (++slot === log.capacity) slot = 0;
    }
  }
}

class TickSpans {
  /** Ticks up to here do not count, by instrument id; Infinity for instruments that nobody resumes. */
  readonly after: Float64Array;
  readonly count: Uint32Array;
  readonly fromTime: Float64Array;
  readonly toTime: Float64Array;

  constructor(instruments: number) {
    this.after = new Float64Array(instruments).fill(Infinity);
    this.count = new Uint32Array(instruments);
    this.fromTime = new Float64Array(instruments);
    this.toTime = new Float64Array(instruments);
  }

  add(id: number, sequence: number, time: number): void {
    if (sequence <= this.after[id]) return;
    if (this.count[id] === 0) this.fromTime[id] = time;
    this.toTime[id] = time;
    this.count[id]++;
  }
}
