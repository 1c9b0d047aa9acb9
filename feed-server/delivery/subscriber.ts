// One subscriber: a connection, and its lanes, each of which is a place in the log.
import type { CloseKind } from '../../proto/messages.ts';
import { BOARD, TAPE } from './conflator.ts';

/** The connection a subscriber is served through. */
export interface SubscriberPort {
  /** Whether everything sent so far has left this process. */
  writable(): boolean;
  /** Calls `Hub.drained` once it is writable, never within this call; asked again before it has, it does so once. */
  whenWritable(): void;
  /** Bytes that have left this process so far, or anything else that grows whenever some do. */
  taken(): number;
  /** `payload` is good until this returns: what is to stay is copied. */
  send(event: 'batch' | 'snapshot' | 'heartbeat', payload: Uint8Array): void;
  /** Says why, then closes; the hub forgets the subscriber first. */
  close(kind: CloseKind, message: string): void;
}

/**
 * `idle`: nothing in the log past `cursor` concerns it. `due`: something does, and it is served at `at`.
 * `blocked`: something does, or may, and it is served once the connection has drained.
 */
export type ServiceState =
  { readonly kind: 'idle' } | { readonly kind: 'due'; readonly at: number } | { readonly kind: 'blocked' };

export const IDLE: ServiceState = { kind: 'idle' };
export const BLOCKED: ServiceState = { kind: 'blocked' };

/**
 * What a connection listens to at one maximum frequency. It is served by itself, and accounts for ranges of its own, so what it
 * holds back never stands in the way of the others.
 */
export class Lane {
  readonly subscriber: Subscriber;
  /** Milliseconds between two batches at least, as asked for; 0 for those of the connection. */
  readonly intervalMs: number;
  /** Bits of BOARD and TAPE by instrument id. */
  readonly modes: Uint8Array;
  /** Instruments with any bit set. */
  readonly ids: number[] = [];
  /** How many of them are on the tape. */
  tapes = 0;
  /** Everything up to this sequence has been sent or did not concern it, and the subscriber has been told so. */
  cursor: number;
  /** While it is not idle: nothing from `cursor` to here concerns it, so that its next batch is read from here on. */
  scanned: number;
  /** Up to here no trade of the tape is skipped, however slow the reader: a resume promised them. */
  promised = 0;
  /** Up to here all of them are. */
  skipsTo = 0;
  service: ServiceState = IDLE;
  /** A heartbeat follows the next batch that brings it up to date. */
  owesBeat = false;
  /** Clock time of the last batch, milliseconds, and ticks lately, as of then: those in it and before, fading. */
  servedAt = -Infinity;
  heat = 0;

  constructor(subscriber: Subscriber, intervalMs: number, instruments: number, cursor: number) {
    this.subscriber = subscriber;
    this.intervalMs = intervalMs;
    this.modes = new Uint8Array(instruments);
    this.cursor = this.scanned = cursor;
  }

  /** Adds `bits` to how instrument `id` is listened to. Returns whether it was not at all before. */
  add(id: number, bits: number): boolean {
    const before = this.modes[id] as number;
    this.modes[id] = before | bits;
    if (bits & TAPE && !(before & TAPE)) this.tapes++;
    if (before === 0) this.ids.push(id);
    return before === 0;
  }

  /** Takes `bits` away. Returns whether it is not listened to at all any more, but was. */
  remove(id: number, bits: number): boolean {
    const before = this.modes[id] as number;
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
  /** Counts subscribers; what is done to a share of them at a time goes by it. */
  readonly number: number;
  /** Milliseconds between two batches at least. */
  batchIntervalMs: number;
  /** The first is that of interval 0. */
  lanes: Lane[];
  /** Board instruments that are to get a snapshot, by the lane that listens to them from there on. */
  readonly awaiting = new Map<number, Lane>();
  /** What the port said it had taken, and when that last grew or there was nothing to take; milliseconds. */
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
    return this.lanes[0] as Lane;
  }

  /** The lane on which an instrument is listened to on the board, undefined where it is on none. */
  boardLaneOf(id: number): Lane | undefined {
    return this.lanes.find(({ modes }) => ((modes[id] as number) & BOARD) !== 0);
  }

  /** Lanes that nothing is listened to on, beside its own. */
  get emptyLanes(): readonly Lane[] {
    const awaited = new Set(this.awaiting.values());
    return this.lanes.filter((lane) => lane !== this.own && lane.ids.length === 0 && !awaited.has(lane));
  }

  /** Subscriptions, those awaiting their snapshot included. */
  get count(): number {
    let n = 0;
    for (const id of this.awaiting.keys()) if (!this.boardLaneOf(id)) n++;
    for (const { ids, modes } of this.lanes) for (const id of ids) n += modes[id] === (BOARD | TAPE) ? 2 : 1;
    return n;
  }
}
