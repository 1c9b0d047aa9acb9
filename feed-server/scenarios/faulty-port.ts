// A connection that faults are done to, between the hub and the socket.
import { decodeBatch, decodeHeartbeat, encodeHeartbeat } from '../../proto/codec.ts';
import type { Close, CloseKind } from '../../proto/messages.ts';
import type { Clock } from '../time/clock.ts';
import type { SubscriberPort } from '../delivery/subscriber.ts';
import type { Random } from '../market/random.ts';
import type { Fault } from './faults.ts';
import { Outbox } from './outbox.ts';
import type { Hittable, Strike } from './strike.ts';

/** The connection as it is. */
export interface Outlet extends SubscriberPort {
  readonly id: string;
  /** Ends it without a goodbye. */
  drop(): void;
  /** Says why, then closes. */
  closeWith(close: Close): void;
  listensTo(symbols: readonly string[]): boolean;
  /** It can take more: to be passed on to the hub. */
  drained(): void;
}

/** The faults of the moment. */
export interface FaultsInForce {
  /** Those that last, of all connections. */
  readonly lasting: Iterable<Strike>;
  /** A batch is about to go out: what chance does to it, or to the connection, is done. */
  chance(port: FaultyPort): void;
  /** A connection has subscribed to something. */
  subscribed(port: FaultyPort): void;
}

type Event = Parameters<SubscriberPort['send']>[0];

/** Sequences being swallowed: from where, and how far so far; not known before the first batch. */
interface Skip {
  readonly ticks: number;
  readonly from?: number;
  readonly through?: number;
}

/** Garbage that replaces a batch has as many bytes at most. */
const MAX_GARBAGE = 64;
/** Wire type 7, which Protocol Buffers do not have. */
const NO_TAG = 0x07;

export class FaultyPort implements SubscriberPort, Hittable {
  readonly number: number;
  readonly #outlet: Outlet;
  readonly #faults: FaultsInForce;
  readonly #random: Random;
  readonly #outbox: Outbox;
  /** To be done to the next batch. */
  #armed: Fault[] = [];
  #skip: Skip | undefined;
  /** A batch that goes out after what comes next. */
  #late: Uint8Array | undefined;
  #ended = false;
  #hasSubscribed = false;

  /** `random`: this connection's own. */
  constructor(outlet: Outlet, number: number, clock: Clock, random: Random, faults: FaultsInForce) {
    this.#outlet = outlet;
    this.number = number;
    this.#faults = faults;
    this.#random = random;
    this.#outbox = new Outbox(
      clock,
      () => this.#suffers('stall'),
      () => this.drained(),
    );
  }

  get hasEnded(): boolean {
    return this.#ended;
  }

  get hasSubscribed(): boolean {
    return this.#hasSubscribed;
  }

  get id(): string {
    return this.#outlet.id;
  }

  /** What is held back, of messages and replies. */
  get heldBytes(): number {
    return this.#outbox.heldBytes;
  }

  /** By how much the server's clock is ahead for this connection, milliseconds. */
  get skewMs(): number {
    let ms = 0;
    for (const fault of this.#lasting()) if (fault.kind === 'skew') ms += fault.byMs;
    return ms;
  }

  listensTo(symbols: readonly string[]): boolean {
    return this.#outlet.listensTo(symbols);
  }

  refuses(symbol: string): boolean {
    for (const fault of this.#lasting())
      if (fault.kind === 'refuse' && (fault.symbols.length === 0 || fault.symbols.includes(symbol))) return true;
    return false;
  }

  writable(): boolean {
    return !this.#ended && this.#outbox.open && this.#outlet.writable();
  }

  whenWritable(): void {
    this.#outlet.whenWritable();
  }

  taken(): number {
    return this.#outlet.taken();
  }

  send(event: Event, payload: Uint8Array): void {
    // What is held back outlives this call, and the payload does not.
    const own = payload.slice();
    if (event === 'batch') this.#sendBatch(own);
    else if (event === 'heartbeat') this.#put(event, this.#skewed(own));
    else this.#put(event, own);
  }

  close(kind: CloseKind, message: string): void {
    this.end();
    this.#outlet.close(kind, message);
  }

  /** Call after a reply that leaves the connection subscribed to something. */
  subscribed(): void {
    if (this.#ended) return;
    this.#hasSubscribed = true;
    this.#faults.subscribed(this);
  }

  /** Sends what is no message of the hub's, a welcome or a reply, in its place in the order. */
  pass(bytes: number, go: () => void): void {
    if (this.#ended) return;
    this.#outbox.put(bytes, this.#delayMs(), () => this.#costMs(bytes, false), go);
  }

  /** The outlet can take more, or more may be held back. */
  drained(): void {
    if (this.writable()) this.#outlet.drained();
    // It told us once that it is writable, perhaps while this was not.
    else if (!this.#outlet.writable()) this.#outlet.whenWritable();
  }

  /** Call when faults that last have ended. */
  reconsider(): void {
    if (!this.#ended) this.#outbox.ease(!this.#suffers('delay') && !this.#suffers('jitter'));
  }

  /** Sequences begin anew with another log: what was to be swallowed or to come late was of this one. */
  forgetSequences(): void {
    this.#skip = undefined;
    this.#late = undefined;
  }

  /** A fault of a moment strikes: at once or, what is done to batches, with the next one. */
  strike(fault: Fault): void {
    if (this.#ended) return;
    if (fault.kind === 'drop') {
      this.end();
      this.#outlet.drop();
    } else if (fault.kind === 'close') {
      this.end();
      this.#outlet.closeWith({ code: fault.code, message: fault.reason });
    } else this.#armed.push(fault);
  }

  /** Nothing goes out any more. */
  end(): void {
    this.#ended = true;
    this.#late = undefined;
    this.#outbox.clear();
  }

  #sendBatch(payload: Uint8Array): void {
    this.#faults.chance(this);
    if (this.#ended) return;
    const faults = [...this.#armed, ...this.#lasting()];
    this.#armed = [];
    const suffers = (kind: Fault['kind']): boolean => faults.some((fault) => fault.kind === kind);
    for (const fault of faults) if (fault.kind === 'skip') this.#skip = { ticks: fault.ticks };
    if (this.#skip && this.#swallows(this.#skip, payload)) return;
    const sent = suffers('malformed') ? this.#garbage() : payload;
    if (suffers('reorder') && !this.#late) {
      this.#late = sent;
      return;
    }
    this.#put('batch', sent);
    if (suffers('duplicate')) this.#put('batch', sent);
  }

  #put(event: Event, payload: Uint8Array): void {
    if (this.#ended) return;
    const { length } = payload;
    const costMs = (): number => this.#costMs(length, event === 'batch');
    this.#outbox.put(length, this.#delayMs(), costMs, () => this.#outlet.send(event, payload));
    const late = this.#late;
    this.#late = undefined;
    if (late) this.#put('batch', late);
  }

  /** A range that is asked for again is not swallowed again. */
  #swallows(skip: Skip, payload: Uint8Array): boolean {
    const { after, through } = decodeBatch(payload);
    if (skip.through !== undefined && after < skip.through) return false;
    const from = skip.from ?? after;
    this.#skip = through - from < skip.ticks ? { ticks: skip.ticks, from, through } : undefined;
    return true;
  }

  #skewed(payload: Uint8Array): Uint8Array {
    const ms = this.skewMs;
    if (ms === 0) return payload;
    const heartbeat = decodeHeartbeat(payload);
    return encodeHeartbeat({ ...heartbeat, serverTime: heartbeat.serverTime + ms });
  }

  #garbage(): Uint8Array {
    const garbage = Uint8Array.from({ length: 1 + Math.floor(this.#random.next() * MAX_GARBAGE) }, () =>
      Math.floor(this.#random.next() * 256),
    );
    garbage[0] = NO_TAG;
    return garbage;
  }

  #delayMs(): number {
    let ms = 0;
    for (const fault of this.#lasting()) {
      if (fault.kind === 'delay') ms += fault.byMs;
      else if (fault.kind === 'jitter') ms += fault.byMs * this.#random.next();
    }
    return ms;
  }

  #costMs(bytes: number, isBatch: boolean): number {
    let ms = 0;
    for (const fault of this.#lasting()) {
      if (fault.kind !== 'throttle') continue;
      if (fault.unit === 'bytes') ms += (1_000 * bytes) / fault.rate;
      else if (isBatch) ms += 1_000 / fault.rate;
    }
    return ms;
  }

  #suffers(kind: Fault['kind']): boolean {
    for (const fault of this.#lasting()) if (fault.kind === kind) return true;
    return false;
  }

  *#lasting(): Iterable<Fault> {
    for (const strike of this.#faults.lasting) if (strike.hit(this)) yield strike.fault;
  }
}
