// A connection in virtual time. What the hub sends is queued until the reader takes it: at once, slowly or not at all.
import type { SubscriberPort } from '../../../feed-server/delivery/subscriber.ts';
import { decodeBatch, decodeHeartbeat, decodeSnapshot } from '../../../proto/codec.ts';
import type { CloseKind } from '../../../proto/messages.ts';
import type { FakeClock } from '../time/fake-clock.ts';
import type { DeliveryEvent } from './model-types.ts';

/** `slow`: takes one message every `everyMs` milliseconds. */
export type Reading =
  { readonly kind: 'prompt' } | { readonly kind: 'slow'; readonly everyMs: number } | { readonly kind: 'stopped' };

export interface WireListener {
  /** Called as soon as the hub sends. */
  onSend(event: DeliveryEvent): void;
  /** Called when the reader takes the message. */
  onReceive(event: DeliveryEvent): void;
  onClose(kind: CloseKind): void;
  /** Tells the hub that it may send again. */
  onDrain(): void;
}

export class ModelWire implements SubscriberPort {
  readonly #clock: FakeClock;
  readonly #listener: WireListener;
  readonly #queue: (() => void)[] = [];
  #reading: Reading = { kind: 'prompt' };
  #drainAwaited = false;
  #delivered = 0;
  #isCut = false;
  #timer: (() => void) | undefined;

  constructor(clock: FakeClock, listener: WireListener) {
    this.#clock = clock;
    this.#listener = listener;
  }

  writable(): boolean {
    return this.#queue.length === 0;
  }

  whenWritable(): void {
    this.#drainAwaited = true;
    this.#notifyDrained();
  }

  flushed(): number {
    return this.#delivered;
  }

  send(kind: DeliveryEvent['kind'], payload: Uint8Array): void {
    const event = decode(kind, payload);
    this.#listener.onSend(event);
    this.enqueue(() => this.#listener.onReceive(event));
  }

  close(kind: CloseKind): void {
    this.enqueue(() => this.#listener.onClose(kind));
  }

  /** Queues `deliver` behind the messages already sent. */
  enqueue(deliver: () => void): void {
    this.#queue.push(deliver);
    this.#deliverQueued();
  }

  setReading(reading: Reading): void {
    this.#reading = reading;
    this.#timer?.();
    this.#timer = undefined;
    this.#deliverQueued();
  }

  /** Drops the connection and everything in flight. */
  cut(): void {
    this.#isCut = true;
    this.#queue.length = 0;
    this.#timer?.();
  }

  #deliverQueued(): void {
    if (this.#isCut) return;
    if (this.#reading.kind === 'prompt') while (this.#queue.length > 0) this.#deliverNext();
    else if (this.#reading.kind === 'slow' && this.#queue.length > 0)
      this.#timer ??= this.#clock.after(this.#reading.everyMs, () => {
        this.#timer = undefined;
        this.#deliverNext();
        this.#deliverQueued();
      });
  }

  #deliverNext(): void {
    this.#queue.shift()?.();
    this.#delivered++;
    this.#notifyDrained();
  }

  #notifyDrained(): void {
    if (!this.#drainAwaited || !this.writable()) return;
    this.#clock.after(0, () => {
      if (!this.#drainAwaited || !this.writable() || this.#isCut) return;
      this.#drainAwaited = false;
      this.#listener.onDrain();
    });
  }
}

function decode(kind: DeliveryEvent['kind'], payload: Uint8Array): DeliveryEvent {
  if (kind === 'batch') return { kind, message: decodeBatch(payload) };
  return kind === 'snapshot' ? { kind, message: decodeSnapshot(payload) } : { kind, message: decodeHeartbeat(payload) };
}
