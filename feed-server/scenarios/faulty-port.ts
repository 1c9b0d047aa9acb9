// The port of a connection with faults: applies them between the hub and the socket.
import { decodeBatch, decodeHeartbeat, encodeHeartbeat } from '../../proto/codec.ts';
import type { Close, CloseKind } from '../../proto/messages.ts';
import type { Clock } from '../time/clock.ts';
import type { SubscriberPort } from '../delivery/subscriber.ts';
import type { Random } from '../market/random.ts';
import type { Fault } from './faults.ts';
import { Outbox } from './outbox.ts';
import type { Hittable, Strike } from './strike.ts';

/** The real connection. */
export interface Outlet extends SubscriberPort {
  readonly id: string;
  /** Ends it without a close message. */
  drop(): void;
  /** Sends the reason, then closes. */
  closeWith(close: Close): void;
  listensTo(symbols: readonly string[]): boolean;
  /** Tells the hub that the port is writable again. */
  drained(): void;
}

/** The faults in force. */
export interface FaultsInForce {
  /** The lasting strikes, of all connections. */
  readonly lasting: Iterable<Strike>;
  /** Call before sending a batch. Draws the faults that strike it or its connection by chance. */
  drawForBatch(port: FaultyPort): void;
  /** Call when a connection has subscribed to something. */
  subscribed(port: FaultyPort): void;
}

type EventName = Parameters<SubscriberPort['send']>[0];

/** The range of sequences that is being dropped, so far. `from` and `through` are unknown before the first batch. */
interface Skip {
  readonly ticks: number;
  readonly from?: number;
  readonly through?: number;
}

/** A batch is replaced by at most this much garbage. */
const MAX_GARBAGE_BYTES = 64;
/** The tag of a field with wire type 7, which Protocol Buffers do not define. */
const INVALID_TAG = 0x07;

export class FaultyPort implements SubscriberPort, Hittable {
  readonly number: number;
  readonly #outlet: Outlet;
  readonly #faults: FaultsInForce;
  readonly #random: Random;
  readonly #outbox: Outbox;
  /** Faults to apply to the next batch. */
  #pending: Fault[] = [];
  #skip: Skip | undefined;
  /** A batch that is sent after the next message. */
  #late: Uint8Array | undefined;
  #ended = false;
  #hasSubscribed = false;

  /** `random`: the random stream of this connection. */
  constructor(outlet: Outlet, number: number, clock: Clock, random: Random, faults: FaultsInForce) {
    this.#outlet = outlet;
    this.number = number;
    this.#faults = faults;
    this.#random = random;
    this.#outbox = new Outbox(
      clock,
      () => this.#isAffectedBy('stall'),
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

  /** Bytes of messages and replies that are held back. */
  get heldBytes(): number {
    return this.#outbox.heldBytes;
  }

  /** How far the server's clock is ahead for this connection, milliseconds. */
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
    return !this.#ended && this.#outbox.isOpen && this.#outlet.writable();
  }

  whenWritable(): void {
    this.#outlet.whenWritable();
  }

  flushed(): number {
    return this.#outlet.flushed();
  }

  send(event: EventName, payload: Uint8Array): void {
    // The payload is only valid during this call, and may be held back for longer.
    const copy = payload.slice();
    if (event === 'batch') this.#sendBatch(copy);
    else if (event === 'heartbeat') this.#put(event, this.#skewed(copy));
    else this.#put(event, copy);
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

  /** Calls `send` in order with the hub's messages. For welcomes and replies, which the hub does not send. */
  sendInOrder(bytes: number, send: () => void): void {
    if (this.#ended) return;
    this.#outbox.put(bytes, this.#delayMs(), () => this.#costMs(bytes, false), send);
  }

  /** Call when the outlet is writable again, or more may be held back. */
  drained(): void {
    if (this.writable()) this.#outlet.drained();
    // The outlet may have reported that it is writable while this port was not.
    else if (!this.#outlet.writable()) this.#outlet.whenWritable();
  }

  /** Call when lasting faults have ended. */
  ease(): void {
    if (!this.#ended) this.#outbox.ease(!this.#isAffectedBy('delay') && !this.#isAffectedBy('jitter'));
  }

  /** Forgets dropped and late batches, because another log has other sequences. */
  forgetSequences(): void {
    this.#skip = undefined;
    this.#late = undefined;
  }

  /** Applies a fault that does not last: at once or, if it acts on batches, to the next one. */
  strike(fault: Fault): void {
    if (this.#ended) return;
    if (fault.kind === 'drop') {
      this.end();
      this.#outlet.drop();
    } else if (fault.kind === 'close') {
      this.end();
      this.#outlet.closeWith({ code: fault.code, message: fault.reason });
    } else this.#pending.push(fault);
  }

  /** Stops sending, and drops what is held back. */
  end(): void {
    this.#ended = true;
    this.#late = undefined;
    this.#outbox.clear();
  }

  #sendBatch(payload: Uint8Array): void {
    this.#faults.drawForBatch(this);
    if (this.#ended) return;
    const faults = [...this.#pending, ...this.#lasting()];
    this.#pending = [];
    const isAffectedBy = (kind: Fault['kind']): boolean => faults.some((fault) => fault.kind === kind);
    for (const fault of faults) if (fault.kind === 'skip') this.#skip = { ticks: fault.ticks };
    if (this.#skip && this.#drops(this.#skip, payload)) return;
    const sent = isAffectedBy('malformed') ? this.#garbage() : payload;
    if (isAffectedBy('reorder') && !this.#late) {
      this.#late = sent;
      return;
    }
    this.#put('batch', sent);
    if (isAffectedBy('duplicate')) this.#put('batch', sent);
  }

  #put(event: EventName, payload: Uint8Array): void {
    if (this.#ended) return;
    const { length } = payload;
    const costMs = (): number => this.#costMs(length, event === 'batch');
    this.#outbox.put(length, this.#delayMs(), costMs, () => this.#outlet.send(event, payload));
    const late = this.#late;
    this.#late = undefined;
    if (late) this.#put('batch', late);
  }

  /** Whether to drop this batch. A range that a client requests again is not dropped again. */
  #drops(skip: Skip, payload: Uint8Array): boolean {
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
    const garbage = Uint8Array.from({ length: 1 + Math.floor(this.#random.next() * MAX_GARBAGE_BYTES) }, () =>
      Math.floor(this.#random.next() * 256),
    );
    garbage[0] = INVALID_TAG;
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

  #isAffectedBy(kind: Fault['kind']): boolean {
    for (const fault of this.#lasting()) if (fault.kind === kind) return true;
    return false;
  }

  *#lasting(): Iterable<Fault> {
    for (const strike of this.#faults.lasting) if (strike.hit(this)) yield strike.fault;
  }
}
