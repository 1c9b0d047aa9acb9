// The hot path: from a lane's place in the log to the bytes of its next batch.
import { BatchEncoder } from '../../proto/batch-encoder.ts';
import type { TickLog } from '../log/tick-log.ts';
import { Conflator } from './conflator.ts';
import { noteServed } from './pace.ts';
import type { Lane } from './subscriber.ts';

/**
 * What makes a batch cheap: a subscriber's state is its place in the log, so a tick costs each of its listeners nothing
 * until they are served; then one scan over typed arrays finds what concerns them, into columns that are there already,
 * which are encoded in one pass into bytes that are there already. Nothing is allocated and nothing is looked up by name.
 */
export class BatchSender {
  readonly #conflator: Conflator;
  readonly #encoder = new BatchEncoder();
  readonly #tapeBacklog: number;

  constructor(log: TickLog, instruments: number, tapeBacklog: number) {
    this.#conflator = new Conflator(log, instruments);
    this.#tapeBacklog = tapeBacklog;
  }

  /**
   * Sends what concerns the lane up to `head`, or as much of it as one batch holds: its `scanned` says how far that was.
   * `account`: also a range in which nothing did, rather than leave that to a heartbeat. A range that is not sent is not
   * accounted for: the cursor stays until the next batch or heartbeat covers it.
   */
  send(lane: Lane, head: number, now: number, account: boolean): void {
    const { batch } = this.#conflator;
    if (this.#isTooFarBehind(lane, head)) lane.skipsTo = head;
    const skips = lane.scanned < lane.skipsTo;
    const ticks = this.#conflator.collect(lane.scanned, skips ? lane.skipsTo : head, lane.modes, skips);
    lane.scanned = batch.through;
    if (ticks > 0) noteServed(lane, ticks, now);
    else if (!account || batch.through === lane.cursor) return;
    batch.after = lane.cursor;
    batch.intervalMs = lane.intervalMs;
    lane.cursor = batch.through;
    lane.subscriber.port.send('batch', this.#encoder.encode(batch));
  }

  /** Whether its reader is told which trades it does not get, up to the head, rather than get all of them late. */
  #isTooFarBehind({ tapes, scanned, promised }: Lane, head: number): boolean {
    return tapes > 0 && head - scanned > this.#tapeBacklog && scanned >= promised;
  }
}
