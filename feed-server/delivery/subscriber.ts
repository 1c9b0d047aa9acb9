// One subscriber: a connection and its lanes. Each lane is a place in the log.
import type { CloseKind } from '../../proto/messages.ts';
import { BOARD, TAPE } from './conflator.ts';

/** The connection that a subscriber is served through. */
export interface SubscriberPort {
  /** Whether everything sent so far has left this process. */
  writable(): boolean;
  /** Has `Hub.drained` called once it is writable, never during this call. Several calls before that cause one. */
  whenWritable(): void;
  /** Bytes that have left this process, or any other number that grows whenever some do. */
  taken(): number;
  /** `payload` is valid until this returns. Copy what has to stay. */
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
  /** The least time between two batches, milliseconds, as the client asked for; 0 for that of the connection. */
  readonly intervalMs: number;
  /** Bits of BOARD and TAPE by instrument id. */
  readonly modes: Uint8Array;
  /** Instruments with any bit set. */
  readonly ids: number[] = [];
  /** How many of `ids` are on the tape. */
  tapes = 0;
  /** Everything up to this sequence was sent, or did not concern the lane; batches and heartbeats have accounted for it. */
  cursor: number;
  /** Unless the lane is idle: nothing from `cursor` to here concerns it, so its next batch is read from here. */
  scanned: number;
  /** No trade of the tape is skipped up to here, however slow the reader, because a resume promised them. */
  promised = 0;
  /** All trades of the tape are skipped up to here. */
  skipsTo = 0;
  service: ServiceState = IDLE;
  /** Whether a heartbeat follows the next batch that brings the lane up to date. */
  owesBeat = false;
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
    if (bits & TAPE && !(before & TAPE)) this.tapes++;
    if (before === 0) this.ids.push(id);
    return before === 0;
  }

  /** Removes modes (`bits`). Returns whether these were the last of the instrument. */
  remove(id: number, bits: number): boolean {
    const before = this.modes[id];
    const after = before & ~bits;
    this.modes[id] = after;
    if (bits & TAPE && before & TAPE) this.tapes--;
    if (before === 0 || after !== 0) return false;
    this.ids.splice(this.ids.indexOf(id), 1);
    return true;
  }
}

export class Subscriber {
  readonly port: SubscriberPort;
  /** Numbers subscribers in order, so that a share of them can be served at a time. */
  readonly number: number;
  /** The least time between two batches, milliseconds. */
  batchIntervalMs: number;
  /** The first has interval 0. */
  lanes: Lane[];
  /** Board instruments that wait for a snapshot, with the lane that serves them from then on. */
  readonly awaiting = new Map<number, Lane>();
  /** The last value of the port's `taken()`, and the clock time in milliseconds when it last grew or nothing was waiting. */
  taken = 0;
  takenAt: number;

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
    this.takenAt = at;
  }

  get own(): Lane {
    return this.lanes[0];
  }

  /** The lane that has an instrument on the board; undefined if none has. */
  boardLaneOf(id: number): Lane | undefined {
    return this.lanes.find(({ modes }) => (modes[id] & BOARD) !== 0);
  }

  /** Lanes without subscriptions, apart from `own`. */
  get emptyLanes(): readonly Lane[] {
    const awaited = new Set(this.awaiting.values());
    return this.lanes.filter((lane) => lane !== this.own && lane.ids.length === 0 && !awaited.has(lane));
  }

  /** Subscriptions, including those that wait for their snapshot. */
  get count(): number {
    let n = 0;
    for (const id of this.awaiting.keys()) if (!this.boardLaneOf(id)) n++;
    for (const { ids, modes } of this.lanes) for (const id of ids) n += modes[id] === (BOARD | TAPE) ? 2 : 1;
    return n;
  }
}
