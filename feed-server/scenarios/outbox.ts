// Holds back the messages of a slowed connection: in order, bounded, and sent when due.
import type { Clock } from '../time/clock.ts';

/** When this much is held back, a connection takes no more batches. The hub then merges them instead. */
export const MAX_HELD_BYTES = 1_048_576;

interface HeldMessage {
  readonly due: number;
  readonly bytes: number;
  readonly costMs: () => number;
  readonly send: () => void;
}

export class Outbox {
  readonly #clock: Clock;
  readonly #isStalled: () => boolean;
  readonly #onOpen: () => void;
  #held: HeldMessage[] = [];
  #heldBytes = 0;
  /** Clock time before which nothing is sent, because of what was sent before. */
  #freeAt = -Infinity;
  /** When the last message with a cost was sent, and its current cost. */
  #lastCharge: { readonly at: number; readonly costMs: () => number } | undefined;
  #timer: { readonly at: number; readonly cancel: () => void } | undefined;

  /** `isStalled`: whether nothing may be sent at present. `onOpen`: called when more may be put in, sometimes without a change. */
  constructor(clock: Clock, isStalled: () => boolean, onOpen: () => void) {
    this.#clock = clock;
    this.#isStalled = isStalled;
    this.#onOpen = onOpen;
  }

  get heldBytes(): number {
    return this.#heldBytes;
  }

  /** Whether more may be put in. */
  get isOpen(): boolean {
    return !this.#isStalled() && this.#freeAt <= this.#clock.now() && this.#heldBytes < MAX_HELD_BYTES;
  }

  /**
   * Calls `send` in `delayMs` or later, in the order of the calls to `put`. Nothing else is sent for `costMs`, which is evaluated
   * when `send` is called, and again when it may have become less.
   */
  put(bytes: number, delayMs: number, costMs: () => number, send: () => void): void {
    const due = Math.max(this.#clock.now() + delayMs, this.#held.at(-1)?.due ?? 0);
    this.#held.push({ due, bytes, costMs, send });
    this.#heldBytes += bytes;
    this.#sendDue();
  }

  /** Call when `isStalled` may have changed. */
  recheck(): void {
    this.#sendDue();
    if (this.isOpen) this.#onOpen();
  }

  /** Call when a fault that slows the connection down may have ended. `isDelayOver`: held messages are due at once. */
  ease(isDelayOver: boolean): void {
    const now = this.#clock.now();
    if (this.#lastCharge) this.#freeAt = Math.min(this.#freeAt, this.#lastCharge.at + this.#lastCharge.costMs());
    if (isDelayOver) this.#held = this.#held.map((held) => ({ ...held, due: Math.min(held.due, now) }));
    this.#disarm();
    this.recheck();
  }

  /** Drops all held messages. */
  clear(): void {
    this.#held = [];
    this.#heldBytes = 0;
    this.#lastCharge = undefined;
    this.#disarm();
  }

  #sendDue(): void {
    const now = this.#clock.now();
    while (!this.#isStalled() && this.#freeAt <= now) {
      const [next] = this.#held;
      if (!next || next.due > now) break;
      this.#held.shift();
      this.#heldBytes -= next.bytes;
      this.#charge(now, next.costMs);
      next.send();
    }
    this.#arm(now);
  }

  #charge(at: number, costMs: () => number): void {
    const ms = costMs();
    if (ms === 0) return;
    this.#freeAt = at + ms;
    this.#lastCharge = { at, costMs };
  }

  #arm(now: number): void {
    const at = this.#freeAt > now ? this.#freeAt : (this.#held[0]?.due ?? now);
    if (this.#isStalled() || at <= now || this.#timer?.at === at) return;
    this.#timer?.cancel();
    const cancel = this.#clock.after(at - now, () => {
      this.#timer = undefined;
      this.recheck();
    });
    this.#timer = { at, cancel };
  }

  #disarm(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }
}
