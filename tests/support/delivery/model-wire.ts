// A connection in virtual time: what the hub sends waits until its reader takes it, at once, now and then or not at all.
import type { SubscriberPort } from '../../../feed-server/delivery/subscriber.ts';
import { decodeBatch, decodeHeartbeat, decodeSnapshot } from '../../../proto/codec.ts';
import type { CloseKind } from '../../../proto/messages.ts';
import type { FakeClock } from '../time/fake-clock.ts';
import type { Event } from './model-types.ts';

/** `slow` takes one message in so many milliseconds. */
export type Reading =
  { readonly kind: 'prompt' } | { readonly kind: 'slow'; readonly everyMs: number } | { readonly kind: 'stopped' };

export interface WireEnds {
  /** The hub sends; called at once. */
  sent(event: Event): void;
  /** The reader takes. */
  heard(event: Event): void;
  closed(kind: CloseKind): void;
  /** To be passed on to the hub. */
  drained(): void;
}

export class ModelWire implements SubscriberPort {
  readonly #clock: FakeClock;
  readonly #ends: WireEnds;
  readonly #waiting: (() => void)[] = [];
  #reading: Reading = { kind: 'prompt' };
  #awaited = false;
  #taken = 0;
  #cut = false;
  #timer: (() => void) | undefined;

  constructor(clock: FakeClock, ends: WireEnds) {
    this.#clock = clock;
    this.#ends = ends;
  }

  writable(): boolean {
    return this.#waiting.length === 0;
  }

  whenWritable(): void {
    this.#awaited = true;
    this.#tellSoon();
  }

  taken(): number {
    return this.#taken;
  }

  send(kind: Event['kind'], payload: Uint8Array): void {
    const event = decoded(kind, payload);
    this.#ends.sent(event);
    this.pass(() => this.#ends.heard(event));
  }

  close(kind: CloseKind): void {
    this.pass(() => this.#ends.closed(kind));
  }

  /** Has `take` done in its place in the order, once the reader gets there. */
  pass(take: () => void): void {
    this.#waiting.push(take);
    this.#flow();
  }

  read(reading: Reading): void {
    this.#reading = reading;
    this.#timer?.();
    this.#timer = undefined;
    this.#flow();
  }

  /** Ends without a goodbye, with all that is on its way. */
  cut(): void {
    this.#cut = true;
    this.#waiting.length = 0;
    this.#timer?.();
  }

  #flow(): void {
    if (this.#cut) return;
    if (this.#reading.kind === 'prompt') while (this.#waiting.length > 0) this.#take();
    else if (this.#reading.kind === 'slow' && this.#waiting.length > 0)
      this.#timer ??= this.#clock.after(this.#reading.everyMs, () => {
        this.#timer = undefined;
        this.#take();
        this.#flow();
      });
  }

  #take(): void {
    this.#waiting.shift()?.();
    this.#taken++;
    this.#tellSoon();
  }

  #tellSoon(): void {
    if (!this.#awaited || !this.writable()) return;
    this.#clock.after(0, () => {
      if (!this.#awaited || !this.writable() || this.#cut) return;
      this.#awaited = false;
      this.#ends.drained();
    });
  }
}

function decoded(kind: Event['kind'], payload: Uint8Array): Event {
  if (kind === 'batch') return { kind, message: decodeBatch(payload) };
  return kind === 'snapshot' ? { kind, message: decodeSnapshot(payload) } : { kind, message: decodeHeartbeat(payload) };
}
