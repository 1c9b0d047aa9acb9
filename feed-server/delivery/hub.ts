// The hub: serves every subscriber from the log, at most so often, and never more than its connection takes.
import { encodeBatch, encodeHeartbeat, encodeSnapshot } from '../../proto/codec.ts';
import type { Batch, MarketSession } from '../../proto/messages.ts';
import type { Clock } from '../clock.ts';
import type { TickLog } from '../log/tick-log.ts';
import { BOARD, Conflator } from './conflator.ts';
import { DueList } from './due-list.ts';
import { BLOCKED, IDLE, Subscriber, type SubscriberPort } from './subscriber.ts';

/** Trades of the tape in one batch at most; a long replay goes out in as many as it takes, each when the last has left. */
export const TAPE_LIMIT = 1_024;

export interface HubOptions {
  readonly log: TickLog;
  readonly clock: Clock;
  /** How many instruments there are; ids are below this. */
  readonly instruments: number;
  /** Milliseconds between two batches to one subscriber, at least. The first after quiet goes at once. */
  readonly batchIntervalMs: number;
}

export class Hub {
  readonly #log: TickLog;
  readonly #clock: Clock;
  readonly #instruments: number;
  readonly #batchIntervalMs: number;
  readonly #conflator: Conflator;
  readonly #subscribers = new Set<Subscriber>();
  /** Who listens to an instrument, by id. */
  readonly #listeners: Set<Subscriber>[];
  /** Instruments with ticks past `#head`. */
  readonly #touched = new Set<number>();
  readonly #due = new DueList();
  #timer: { readonly at: number; readonly cancel: () => void } | undefined;
  /** Up to here the listeners of every tick have been told. */
  #head: number;

  constructor({ log, clock, instruments, batchIntervalMs }: HubOptions) {
    this.#log = log;
    this.#clock = clock;
    this.#instruments = instruments;
    this.#batchIntervalMs = batchIntervalMs;
    this.#conflator = new Conflator(log, instruments);
    this.#listeners = Array.from({ length: instruments }, () => new Set());
    this.#head = log.head;
  }

  get size(): number {
    return this.#subscribers.size;
  }

  /** Ticks that the subscriber furthest behind has yet to be served, of those that the log still holds for it. */
  get backlog(): number {
    let most = 0;
    for (const { service, scanned } of this.#subscribers)
      if (service !== IDLE && scanned >= this.#log.resumableFrom) most = Math.max(most, this.#log.head - scanned);
    return most;
  }

  /** A new subscriber, at the head of the log, listening to nothing. */
  join(port: SubscriberPort): Subscriber {
    this.published();
    const subscriber = new Subscriber(port, this.#instruments, this.#head);
    this.#subscribers.add(subscriber);
    return subscriber;
  }

  leave(subscriber: Subscriber): void {
    for (const listeners of this.#listeners) listeners.delete(subscriber);
    subscriber.service = IDLE;
    this.#subscribers.delete(subscriber);
    if (this.#subscribers.size > 0) return;
    this.#due.clear();
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  /** A tick of instrument `id` was appended to the log. */
  touch(id: number): void {
    this.#touched.add(id);
  }

  /** Serves, or notes as due, whoever listens to what was touched. Call after appending; every other method does first. */
  published(): void {
    if (this.#head === this.#log.head) return;
    const before = this.#head;
    this.#head = this.#log.head;
    const now = this.#clock.now();
    for (const id of this.#touched) {
      for (const subscriber of this.#listeners[id] as Set<Subscriber>) {
        if (subscriber.service !== IDLE || subscriber.scanned === this.#head) continue;
        // It was idle: nothing up to here concerned it.
        subscriber.scanned = before;
        this.#serveSoon(subscriber, now);
      }
    }
    this.#touched.clear();
  }

  /** Listens to instrument `id` in the modes of `bits` from where the subscriber has got to. Not once it has left. */
  listen(subscriber: Subscriber, id: number, bits: number): void {
    if (!this.#subscribers.has(subscriber)) return;
    (subscriber.modes[id] as number) |= bits;
    (this.#listeners[id] as Set<Subscriber>).add(subscriber);
  }

  unlisten(subscriber: Subscriber, id: number, bits: number): void {
    (subscriber.modes[id] as number) &= ~bits;
    if (bits & BOARD) subscriber.awaiting.delete(id);
    if (subscriber.modes[id] === 0) (this.#listeners[id] as Set<Subscriber>).delete(subscriber);
  }

  /** Goes on from `cursor` with no subscriptions, as soon as it is served. */
  restart(subscriber: Subscriber, cursor: number): void {
    for (const listeners of this.#listeners) listeners.delete(subscriber);
    subscriber.modes.fill(0);
    subscriber.awaiting.clear();
    subscriber.cursor = subscriber.scanned = cursor;
    subscriber.service = BLOCKED;
  }

  /** Serves at once what is due, and the snapshots awaited, and accounts for everything up to the head. */
  serve(subscriber: Subscriber): void {
    this.published();
    if (!this.#subscribers.has(subscriber)) return;
    if (subscriber.service === IDLE) subscriber.scanned = this.#head;
    this.#serve(subscriber, this.#clock.now(), true);
  }

  /** The connection can take more. */
  drained(subscriber: Subscriber): void {
    if (subscriber.service === BLOCKED) this.serve(subscriber);
  }

  /** Tells every subscriber that the server is there and how far it accounts for. Skips those that do not read. */
  beat(marketTime: number, session: MarketSession): void {
    this.published();
    const serverTime = this.#clock.now();
    const head = this.#head;
    const { epoch } = this.#log;
    for (const subscriber of this.#subscribers) {
      if (!subscriber.port.writable()) continue;
      const after = subscriber.cursor;
      const through = subscriber.service === IDLE ? head : after;
      subscriber.cursor = through;
      const heartbeat = { epoch, after, through, head, serverTime, marketTime, session };
      subscriber.port.send('heartbeat', encodeHeartbeat(heartbeat));
    }
  }

  #serveSoon(subscriber: Subscriber, now: number): void {
    const at = subscriber.servedAt + this.#batchIntervalMs;
    if (at <= now) {
      this.#serve(subscriber, now, false);
      return;
    }
    subscriber.service = { kind: 'due', at };
    this.#due.add(subscriber, at);
    this.#armTimer(now);
  }

  #armTimer(now: number): void {
    const at = this.#due.earliest;
    if (at === Infinity || (this.#timer && this.#timer.at <= at)) return;
    this.#timer?.cancel();
    const cancel = this.#clock.after(Math.max(0, at - now), () => {
      this.#timer = undefined;
      this.#serveDue();
    });
    this.#timer = { at, cancel };
  }

  #serveDue(): void {
    this.published();
    const now = this.#clock.now();
    for (const subscriber of this.#due.take(now)) {
      const { service } = subscriber;
      if (service.kind === 'due' && service.at <= now) this.#serve(subscriber, now, false);
    }
    this.#armTimer(now);
  }

  /** `account`: also for a range in which nothing concerned the subscriber, rather than leave that to a heartbeat. */
  #serve(subscriber: Subscriber, now: number, account: boolean): void {
    const { port, cursor, scanned } = subscriber;
    if (!port.writable()) {
      subscriber.service = BLOCKED;
      return;
    }
    if (scanned < this.#log.resumableFrom) {
      this.leave(subscriber);
      port.close('fell-behind', `the log no longer holds what comes after ${scanned}`);
      return;
    }
    const batch = this.#conflator.collect(scanned, this.#head, subscriber.modes, TAPE_LIMIT);
    const { through } = batch;
    const complete = through === this.#head;
    const rows = hasRows(batch);
    subscriber.scanned = through;
    if (rows) subscriber.servedAt = now;
    // A range that is not sent is not accounted for: the cursor stays until the next batch or heartbeat covers it.
    if (rows || (account && through > cursor)) {
      subscriber.cursor = through;
      port.send('batch', encodeBatch({ ...batch, after: cursor }));
    }
    if (complete) this.#sendSnapshot(subscriber);
    // What is left goes as soon as the connection has taken this.
    subscriber.service = complete ? IDLE : BLOCKED;
  }

  #sendSnapshot(subscriber: Subscriber): void {
    if (subscriber.awaiting.size === 0) return;
    const { epoch, last } = this.#log;
    const states = [...subscriber.awaiting].map((id) => last.stateOf(id));
    for (const id of subscriber.awaiting) this.listen(subscriber, id, BOARD);
    subscriber.awaiting.clear();
    subscriber.port.send('snapshot', encodeSnapshot({ at: { epoch, sequence: this.#head }, states }));
  }
}

function hasRows({ quotes, sales, tape, statuses }: Batch): boolean {
  return quotes.id.length > 0 || sales.id.length > 0 || tape.id.length > 0 || statuses.id.length > 0;
}
