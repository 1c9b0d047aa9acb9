// The hub: knows which lanes are subscribed to which instruments, and sends each lane what concerns it.
import { encodeSnapshot } from '../../proto/codec.ts';
import type { Clock } from '../time/clock.ts';
import type { TickLog } from '../log/tick-log.ts';
import { BatchSender } from './batch-sender.ts';
import { BOARD } from './conflator.ts';
import { sendHeartbeat, type MarketClock } from './heartbeat.ts';
import { Scheduler } from './scheduler.ts';
import { BLOCKED, IDLE, Lane, Subscriber, type SubscriberPort } from './subscriber.ts';

/** A tape may be at most this many ticks behind. Beyond that, its trades are skipped up to the head, and the reader may fetch them. */
export const MAX_TAPE_BACKLOG = 100_000;

/** A heartbeat waits for a batch that is due within this time, milliseconds. */
const SOON_MS = 100;

export interface HubOptions {
  readonly log: TickLog;
  readonly clock: Clock;
  /** How many instruments there are; ids are below this. */
  readonly instruments: number;
  /** `batchRate`: maximum batches per second to one connection. `slowLimitMs`: how long a client may read nothing. */
  readonly delivery: { readonly batchRate: number; readonly slowLimitMs: number };
  /** Called when everything due has been sent, so that buffered bytes can be written. */
  readonly onSent?: () => void;
  /** MAX_TAPE_BACKLOG if missing. */
  readonly maxTapeBacklog?: number;
}

export class Hub {
  readonly #options: HubOptions;
  readonly #log: TickLog;
  readonly #clock: Clock;
  readonly #sender: BatchSender;
  readonly #subscribers = new Set<Subscriber>();
  #joinCount = 0;
  /** The lanes that listen to an instrument, by its id. */
  readonly #listeners: Set<Lane>[];
  /** Instruments with ticks past `#head`, and by id the modes that these ticks concern. */
  readonly #touched: number[] = [];
  readonly #touchedModes: Uint8Array;
  readonly #scheduler: Scheduler;
  /** The listeners of every tick up to here have been served or are due. */
  #head: number;
  /** The market's clock as of the last heartbeats. */
  #market: MarketClock = { time: 0, session: 'unknown', pace: 0, behindMs: 0 };

  constructor(options: HubOptions) {
    const { log, clock, instruments, maxTapeBacklog = MAX_TAPE_BACKLOG } = options;
    this.#options = options;
    this.#log = log;
    this.#clock = clock;
    this.#sender = new BatchSender(log, instruments, maxTapeBacklog);
    this.#listeners = Array.from({ length: instruments }, () => new Set());
    this.#touchedModes = new Uint8Array(instruments);
    this.#head = log.head;
    this.#scheduler = new Scheduler({
      clock,
      publish: () => this.published(),
      serve: (lane, now) => this.#serve(lane, now, false),
      onSent: options.onSent ?? (() => undefined),
    });
  }

  get size(): number {
    return this.#subscribers.size;
  }

  /** Multiplies all intervals: 1, or more if there is not enough time to keep them. */
  get backoffFactor(): number {
    return this.#scheduler.backoffFactor;
  }

  /** Ticks that the lane furthest behind has yet to receive. Lanes that the log has overrun do not count. */
  get backlog(): number {
    let most = 0;
    for (const { lanes } of this.#subscribers)
      for (const { service, scanned } of lanes)
        if (service !== IDLE && scanned >= this.#log.heldFrom) most = Math.max(most, this.#log.head - scanned);
    return most;
  }

  /** Adds a subscriber at the head of the log, without subscriptions. */
  join(port: SubscriberPort): Subscriber {
    this.published();
    const { instruments, delivery } = this.#options;
    const batchIntervalMs = 1_000 / delivery.batchRate;
    const now = this.#clock.now();
    const subscriber = new Subscriber(port, this.#joinCount++, instruments, batchIntervalMs, now, this.#head);
    this.#subscribers.add(subscriber);
    return subscriber;
  }

  leave(subscriber: Subscriber): void {
    this.#forget(subscriber);
    this.#subscribers.delete(subscriber);
    if (this.#subscribers.size === 0) this.#scheduler.clear();
  }

  /** Call after appending a tick of instrument `id` to the log. `modes`: bits of the modes that it concerns. */
  touch(id: number, modes: number): void {
    if (this.#touchedModes[id] === 0) this.#touched.push(id);
    this.#touchedModes[id] |= modes;
  }

  /** Serves the listeners of touched instruments, or makes them due. Call after appending. Every other method calls it first. */
  published(): void {
    if (this.#head === this.#log.head) return;
    const previousHead = this.#head;
    this.#head = this.#log.head;
    const now = this.#clock.now();
    for (const id of this.#touched) {
      const modes = this.#touchedModes[id];
      this.#touchedModes[id] = 0;
      for (const lane of this.#listeners[id]) {
        if (lane.service !== IDLE || lane.scanned === this.#head) continue;
        if ((lane.modes[id] & modes) === 0) continue;
        // It was idle: nothing up to the previous head concerned it.
        lane.scanned = previousHead;
        this.#scheduler.serveSoon(lane, now);
      }
    }
    this.#touched.length = 0;
    this.#scheduler.published(now);
  }

  /** The subscriber's lane with this interval. If there is none, creates one at `cursor`. */
  laneOf(subscriber: Subscriber, intervalMs: number, cursor = this.#head): Lane {
    const known = subscriber.lanes.find((lane) => lane.intervalMs === intervalMs);
    if (known) return known;
    const lane = new Lane(subscriber, intervalMs, this.#options.instruments, cursor);
    if (cursor < this.#head) lane.service = BLOCKED;
    subscriber.lanes.push(lane);
    return lane;
  }

  /** Subscribes the lane to instrument `id` in modes `bits`, from the lane's position in the log. Has no effect once its subscriber has left. */
  listen(lane: Lane, id: number, bits: number): void {
    if (!this.#subscribers.has(lane.subscriber)) return;
    if (lane.add(id, bits)) this.#listeners[id].add(lane);
  }

  unlisten(subscriber: Subscriber, id: number, bits: number): void {
    if (bits & BOARD) subscriber.awaitingSnapshot.delete(id);
    for (const lane of subscriber.lanes) this.#unlistenOn(lane, id, bits);
    this.dropEmptyLanes(subscriber);
  }

  /** Removes lanes without subscriptions. */
  dropEmptyLanes(subscriber: Subscriber): void {
    const empty = subscriber.emptyLanes;
    if (empty.length === 0) return;
    for (const lane of empty) this.#scheduler.settle(lane);
    subscriber.lanes = subscriber.lanes.filter((lane) => !empty.includes(lane));
  }

  /** Drops all subscriptions and lanes, and continues at `cursor` once the subscriber is served. */
  restart(subscriber: Subscriber, cursor: number): void {
    const { servedAt } = subscriber.defaultLane;
    this.#forget(subscriber);
    const lane = new Lane(subscriber, 0, this.#options.instruments, cursor);
    subscriber.lanes = [Object.assign(lane, { servedAt, service: BLOCKED })];
  }

  /** Serves every lane now, even if nothing concerned it, then sends the snapshots that wait. */
  serve(subscriber: Subscriber): void {
    this.#serveLanes(subscriber, () => true);
  }

  /** Call when the connection is writable again. */
  drained(subscriber: Subscriber): void {
    const servesAll = subscriber.awaitingSnapshot.size > 0;
    this.#serveLanes(subscriber, ({ service }) => servesAll || service === BLOCKED);
  }

  /**
   * Sends heartbeats to one of `shares` equal shares of the subscribers, `share` from 0, and closes those that have read nothing
   * for too long.
   */
  sendHeartbeats(market: MarketClock, share = 0, shares = 1): void {
    this.published();
    this.#market = market;
    const now = this.#clock.now();
    for (const subscriber of this.#subscribers) {
      if (subscriber.number % shares !== share) continue;
      if (!subscriber.port.writable()) {
        this.#closeIfNotReading(subscriber, now);
        continue;
      }
      subscriber.flushedAt = now;
      for (const lane of subscriber.lanes) {
        const { service } = lane;
        const isDue = service.kind === 'due';
        if (!isDue || service.at - now > SOON_MS) sendHeartbeat(lane, this.#log, this.#market, now);
        // The digest describes the state after what is due, so it follows that batch.
        lane.owesHeartbeat = isDue;
      }
    }
  }

  #forget(subscriber: Subscriber): void {
    for (const lane of subscriber.lanes) {
      for (const id of lane.ids) this.#listeners[id].delete(lane);
      this.#scheduler.settle(lane);
    }
    subscriber.awaitingSnapshot.clear();
  }

  #unlistenOn(lane: Lane, id: number, bits: number): void {
    if (lane.remove(id, bits)) this.#listeners[id].delete(lane);
  }

  #closeIfNotReading(subscriber: Subscriber, now: number): void {
    const { port } = subscriber;
    const flushed = port.flushed();
    const idleMs = now - subscriber.flushedAt;
    if (flushed !== subscriber.flushed) Object.assign(subscriber, { flushed, flushedAt: now });
    else if (idleMs >= this.#options.delivery.slowLimitMs) {
      this.leave(subscriber);
      port.close('not-reading', `the client read nothing for ${Math.round(idleMs / 1_000)} s`);
    }
  }

  #serveLanes(subscriber: Subscriber, shouldServe: (lane: Lane) => boolean): void {
    this.published();
    if (!this.#subscribers.has(subscriber)) return;
    const now = this.#clock.now();
    const writable = subscriber.port.writable();
    for (const lane of subscriber.lanes.filter(shouldServe)) {
      if (lane.service === IDLE) lane.scanned = this.#head;
      if (!writable) this.#block(lane);
      // All lanes, even if the first one fills the connection: each sends at most one batch, and none waits for the others.
      else if (this.#subscribers.has(subscriber)) this.#send(lane, now, true);
    }
    if (writable && subscriber.lanes.every(({ service }) => service === IDLE)) this.#sendSnapshots(subscriber);
  }

  #serve(lane: Lane, now: number, sendEmpty: boolean): void {
    if (lane.subscriber.port.writable()) this.#send(lane, now, sendEmpty);
    else this.#block(lane);
  }

  #send(lane: Lane, now: number, sendEmpty: boolean): void {
    const { subscriber } = lane;
    if (lane.scanned < this.#log.heldFrom) {
      this.leave(subscriber);
      subscriber.port.close('fell-behind', `the log no longer holds what comes after ${lane.scanned}`);
      return;
    }
    this.#scheduler.remove(lane);
    this.#sender.send(lane, this.#head, now, sendEmpty);
    // The rest follows as soon as the connection is writable again.
    if (lane.scanned < this.#head) this.#block(lane);
    else {
      lane.service = IDLE;
      if (lane.owesHeartbeat) sendHeartbeat(lane, this.#log, this.#market, now);
    }
  }

  #block(lane: Lane): void {
    this.#scheduler.remove(lane);
    lane.service = BLOCKED;
    lane.subscriber.port.whenWritable();
  }

  /** Call when every lane is at the head, so that an instrument can move from one lane to another without a gap. */
  #sendSnapshots(subscriber: Subscriber): void {
    const { awaitingSnapshot, lanes, port } = subscriber;
    if (awaitingSnapshot.size === 0) return;
    for (const lane of lanes) {
      const ids = [...awaitingSnapshot.keys()].filter((id) => awaitingSnapshot.get(id) === lane);
      if (ids.length === 0) continue;
      for (const id of ids) {
        for (const other of lanes) if (other !== lane) this.#unlistenOn(other, id, BOARD);
        this.listen(lane, id, BOARD);
      }
      const at = { epoch: this.#log.epoch, sequence: this.#head };
      const states = ids.map((id) => this.#log.last.stateOf(id));
      port.send('snapshot', encodeSnapshot({ intervalMs: lane.intervalMs, at, states }));
    }
    awaitingSnapshot.clear();
    this.dropEmptyLanes(subscriber);
  }
}
