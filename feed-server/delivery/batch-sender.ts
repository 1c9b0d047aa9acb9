// The hot path: makes the bytes of a lane's next batch from its position in the log.
import { BatchEncoder } from '../../proto/batch-encoder.ts';
import type { TickLog } from '../log/tick-log.ts';
import { Conflator } from './conflator.ts';
import { recordBatch } from './pace.ts';
import type { Lane } from './subscriber.ts';

/**
 * Why a batch is cheap: the state of a lane is its position in the log, so a tick costs its listeners nothing until they are served.
 * Then one scan over typed arrays collects what concerns them into columns that already exist, and one pass encodes these into
 * bytes that already exist. Nothing is allocated, and nothing is looked up by name.
 */
export class BatchSender {
  readonly #conflator: Conflator;
  readonly #encoder = new BatchEncoder();
  readonly #maxTapeBacklog: number;

  constructor(log: TickLog, instruments: number, maxTapeBacklog: number) {
    this.#conflator = new Conflator(log, instruments);
    this.#maxTapeBacklog = maxTapeBacklog;
  }

  /**
   * Sends what concerns the lane up to `head`, or as much as one batch holds; the lane's `scanned` says how far that was.
   * `sendEmpty`: also sends a range in which nothing concerned the lane, instead of leaving it to a heartbeat. If a range is not
   * sent, the cursor stays where it is, and the next batch or heartbeat covers the range.
   */
  send(lane: Lane, head: number, now: number, sendEmpty: boolean): void {
    const { batch } = this.#conflator;
    if (this.#isTooFarBehind(lane, head)) lane.skipsTo = head;
    const skips = lane.scanned < lane.skipsTo;
    const ticks = this.#conflator.collect(lane.scanned, skips ? lane.skipsTo : head, lane.modes, skips);
    lane.scanned = batch.through;
    if (ticks > 0) recordBatch(lane, ticks, now);
    else if (!sendEmpty || batch.through === lane.cursor) return;
    batch.after = lane.cursor;
    batch.intervalMs = lane.intervalMs;
    lane.cursor = batch.through;
    lane.subscriber.port.send('batch', this.#encoder.encode(batch));
  }

  /** Whether the lane is so far behind that the trades of its tape are skipped up to the head, not delivered late. */
  #isTooFarBehind({ tapeCount, scanned, promised }: Lane, head: number): boolean {
    return tapeCount > 0 && head - scanned > this.#maxTapeBacklog && scanned >= promised;
  }
}
