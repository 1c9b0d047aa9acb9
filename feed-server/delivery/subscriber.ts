// One subscriber: a connection and its lanes. Each lane has a position in the log.
import type { CloseKind } from '../../proto/messages.ts';
import { BOARD, TAPE } from './conflator.ts';

/** The connection that a subscriber is served through. */
export interface SubscriberPort {
  /** Whether everything sent so far has left this process. */
  writable(): boolean;
  /** Has `Hub.drained` called once it is writable, never during this call. Several calls before then cause only one. */
  whenWritable(): void;
  /** The number of bytes that have left this process, or any other number that grows whenever some leave it. */
  flushed(): number;
  /** `payload` is valid until this returns. Copy it to keep it. */
  send(event: 'batch' | 'snapshot' | 'heartbeat', payload: Uint8Array): void;
  /** Sends the reason, then closes. The hub has forgotten the subscriber by then. */
  close(kind: CloseKind, message: string): void;
}

/**
 * `idle`: nothing in the log past `cursor` concerns the lane. `due`: something does, and the lane is served at clock time `at`.
 * `blocked`: something does, or may, and the lane is served once its connection has drained.
 */
export type ServiceState =
  { readonly kind: 'idle' } | { readonly kind: 'due'; readonly at: number } | { readonly kind: 'blocked' };

export const IDLE: ServiceState = { kind: 'idle' };
export const BLOCKED: ServiceState = { kind: 'blocked' };

/**
 * The subscriptions of a connection that share a maximum frequency. Each lane is served separately and has a position of its own,
 * so a slow lane never delays the others.
 */
export class Lane {
  readonly subscriber: Subscriber;
  /** The shortest time between two batches that the client asked for, milliseconds; 0 for that of the connection. */
  readonly intervalMs: number;
  /** Bits of BOARD and TAPE by instrument id. */
  readonly modes: Uint8Array;
  /** Instruments with any bit set. */
  readonly ids: number[] = [];
  /** How many of `ids` are on the tape. */
  tapeCount = 0;
  /** Every tick up to this sequence was sent, or did not concern the lane; batches and heartbeats have covered it. */
  cursor: number;
  /** Unless the lane is idle: nothing from `cursor` to here concerns it, so its next batch is read from here. */
  scanned: number;
  /** No trade of the tape is skipped up to here, however slow the reader, because a resume promised them. */
  promised = 0;
  /** All trades of the tape are skipped up to here. */
  skipsTo = 0;
  service: ServiceState = IDLE;
  /** Whether a heartbeat follows the next batch that brings the lane up to date. */
  owesHeartbeat = false;
  /** Clock time of the last batch, milliseconds. */
  servedAt = -Infinity;
  /** Ticks in batches up to `servedAt`. Older ones count exponentially less. */
  recentTicks = 0;

  constructor(subscriber: Subscriber, intervalMs: number, instruments: number, cursor: number) {
    this.subscriber = subscriber;
    this.intervalMs = intervalMs;
    this.modes = new Uint8Array(instruments);
    this.cursor = this.scanned = cursor;
  }

  /** Adds modes (`bits`) of instrument `id`. Returns whether it had none before. */
  add(id: number, bits: number): boolean {
    const before = this.modes[id];
    this.modes[id] = before | bits;
    if (bits & TAPE && !(before & TAPE)) this.tapeCount++;
    if (before === 0) this.ids.push(id);
    return before === 0;
  }

  /** Removes modes (`bits`). Returns whether these were the last of the instrument. */
  remove(id: number, bits: number): boolean {
    const before = this.modes[id];
    const after = before & ~bits;
    this.modes[id] = after;
    if (bits & TAPE && before & TAPE) this.tapeCount--;
    if (before === 0 || after !== 0) return false;
    this.ids.splice(this.ids.indexOf(id), 1);
    return true;
  }
}

export class Subscriber {
  readonly port: SubscriberPort;
  /** Counts up from one subscriber to the next. Heartbeats use it to divide subscribers into equal shares. */
  readonly number: number;
  /** The shortest time between two batches, milliseconds. */
  batchIntervalMs: number;
  /** The first has interval 0. */
  lanes: Lane[];
  /** Board instruments that wait for a snapshot, with the lane that serves them from then on. */
  readonly awaitingSnapshot = new Map<number, Lane>();
  /** The last value of the port's `flushed()`, and the clock time in milliseconds when it last grew or nothing was waiting. */
  flushed = 0;
  flushedAt: number;

  constructor(
    port: SubscriberPort,
    number: number,
    instruments: number,
    batchIntervalMs: number,
    at: number,
    cursor: number,
  ) {
    this.port = port;
    this.number = number;
    this.batchIntervalMs = batchIntervalMs;
    this.lanes = [new Lane(this, 0, instruments, cursor)];
    this.flushedAt = at;
  }

  /** The lane of interval 0, which serves the tape and every board without an interval of its own. */
  get defaultLane(): Lane {
    return this.lanes[0];
  }

  /** The lane that has an instrument on the board; undefined if none has. */
  boardLaneOf(id: number): Lane | undefined {
    return this.lanes.find(({ modes }) => (modes[id] & BOARD) !== 0);
  }

  /** Lanes without subscriptions, apart from the default one. */
  get emptyLanes(): readonly Lane[] {
    const awaited = new Set(this.awaitingSnapshot.values());
    return this.lanes.filter((lane) => lane !== this.defaultLane && lane.ids.length === 0 && !awaited.has(lane));
  }

  /** Subscriptions, including those that wait for their snapshot. */
  get subscriptionCount(): number {
    let n = 0;
    for (const id of this.awaitingSnapshot.keys()) if (!this.boardLaneOf(id)) n++;
    for (const { ids, modes } of this.lanes) for (const id of ids) n += modes[id] === (BOARD | TAPE) ? 2 : 1;
    return n;
  }
}
