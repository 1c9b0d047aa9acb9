// Holds back the messages of a slowed connection: in order, bounded, and sent when due.
import type { Clock } from '../time/clock.ts';

/** The most bytes held back before a connection takes no more batches. The hub then merges them instead. */
export const MAX_HELD_BYTES = 1_048_576;

interface Held {
  readonly due: number;
  readonly bytes: number;
  readonly costMs: () => number;
  readonly go: () => void;
}

export class Outbox {
  readonly #clock: Clock;
  readonly #stalled: () => boolean;
  readonly #opened: () => void;
  #held: Held[] = [];
  #heldBytes = 0;
  /** Clock time before which nothing is sent, because of what was sent before. */
  #freeAt = -Infinity;
  /** When the last message with a cost was sent, and its cost as of now. */
  #charged: { readonly at: number; readonly costMs: () => number } | undefined;
  #timer: { readonly at: number; readonly cancel: () => void } | undefined;

  /** `stalled`: whether nothing is sent at present. `opened`: called when more may be put in, sometimes without need. */
  constructor(clock: Clock, stalled: () => boolean, opened: () => void) {
    this.#clock = clock;
    this.#stalled = stalled;
    this.#opened = opened;
  }

  get heldBytes(): number {
    return this.#heldBytes;
  }

  /** Whether more may be put in. */
  get open(): boolean {
    return !this.#stalled() && this.#freeAt <= this.#clock.now() && this.#heldBytes < MAX_HELD_BYTES;
  }

  /**
   * Calls `go` `delayMs` from now or later, in the order of the calls. Nothing follows for `costMs`, which is evaluated when `go` is
   * called, and again when it may have become less.
   */
  put(bytes: number, delayMs: number, costMs: () => number, go: () => void): void {
    const due = Math.max(this.#clock.now() + delayMs, this.#held.at(-1)?.due ?? 0);
    this.#held.push({ due, bytes, costMs, go });
    this.#heldBytes += bytes;
    this.#sendDue();
  }

  /** Call when `stalled` may have changed. */
  reconsider(): void {
    this.#sendDue();
    if (this.open) this.#opened();
  }

  /** Call when a fault that slows it down may have ended. `undelayed`: held messages no longer wait for their own time. */
  ease(undelayed: boolean): void {
    const now = this.#clock.now();
    if (this.#charged) this.#freeAt = Math.min(this.#freeAt, this.#charged.at + this.#charged.costMs());
    if (undelayed) this.#held = this.#held.map((held) => ({ ...held, due: Math.min(held.due, now) }));
    this.#disarm();
    this.reconsider();
  }

  /** Drops held messages. */
  clear(): void {
    this.#held = [];
    this.#heldBytes = 0;
    this.#charged = undefined;
    this.#disarm();
  }

  #sendDue(): void {
    const now = this.#clock.now();
    while (!this.#stalled() && this.#freeAt <= now) {
      const [next] = this.#held;
      if (!next || next.due > now) break;
      this.#held.shift();
      this.#heldBytes -= next.bytes;
      this.#charge(now, next.costMs);
      next.go();
    }
    this.#arm(now);
  }

  #charge(at: number, costMs: () => number): void {
    const ms = costMs();
    if (ms === 0) return;
    this.#freeAt = at + ms;
    this.#charged = { at, costMs };
  }

  #arm(now: number): void {
    const at = this.#freeAt > now ? this.#freeAt : (this.#held[0]?.due ?? now);
    if (this.#stalled() || at <= now || this.#timer?.at === at) return;
    this.#timer?.cancel();
    const cancel = this.#clock.after(at - now, () => {
      this.#timer = undefined;
      this.reconsider();
    });
    this.#timer = { at, cancel };
  }

  #disarm(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }
}
