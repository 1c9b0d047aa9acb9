// What is on its way out of a connection that is slowed down: kept in order, bounded, and let go when it may.
import type { Clock } from '../time/clock.ts';

/** Bytes held back, above which a connection takes no more batches: the hub then merges what comes, rather than this keep it. */
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
  /** Clock time before which nothing goes out, for what went out before it. */
  #freeAt = -Infinity;
  /** Since when that is so, and what it comes to by now. */
  #charged: { readonly at: number; readonly costMs: () => number } | undefined;
  #timer: { readonly at: number; readonly cancel: () => void } | undefined;

  /** `stalled`: whether nothing goes out at present. `opened`: called when more may be put in, perhaps in vain. */
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
   * Calls `go` `delayMs` from now or later, never before what was put in earlier; nothing follows it for `costMs`, which is asked
   * when it goes and again whenever that may have become less.
   */
  put(bytes: number, delayMs: number, costMs: () => number, go: () => void): void {
    const due = Math.max(this.#clock.now() + delayMs, this.#held.at(-1)?.due ?? 0);
    this.#held.push({ due, bytes, costMs, go });
    this.#heldBytes += bytes;
    this.#letGo();
  }

  /** Call when `stalled` may have changed. */
  reconsider(): void {
    this.#letGo();
    if (this.open) this.#opened();
  }

  /** Call when what slows it down may have ended; `undelayed`: what it holds has no time of its own to wait for any more. */
  ease(undelayed: boolean): void {
    const now = this.#clock.now();
    if (this.#charged) this.#freeAt = Math.min(this.#freeAt, this.#charged.at + this.#charged.costMs());
    if (undelayed) this.#held = this.#held.map((held) => ({ ...held, due: Math.min(held.due, now) }));
    this.#disarm();
    this.reconsider();
  }

  /** Forgets what it holds. */
  clear(): void {
    this.#held = [];
    this.#heldBytes = 0;
    this.#charged = undefined;
    this.#disarm();
  }

  #letGo(): void {
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
