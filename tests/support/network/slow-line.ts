// Delays bytes and limits their rate, as a slow network connection does.

export interface LineSpeed {
  readonly delayMs: number;
  /** Infinity: unlimited. */
  readonly bytesPerSecond: number;
}

export const FULL_SPEED: LineSpeed = { delayMs: 0, bytesPerSecond: Infinity };

/** Holds back no more bytes than this, except for the last chunk. */
const MAX_HELD_BYTES = 65_536;
/** Forwards bytes in chunks that take this long. */
const CHUNK_MS = 20;

export class SlowLine {
  readonly #deliver: (bytes: Buffer) => void;
  readonly #onDrain: () => void;
  #speed = FULL_SPEED;
  #held: { readonly due: number; bytes: Buffer }[] = [];
  #heldBytes = 0;
  #freeAt = 0;
  #open = true;
  readonly #whenEmptyTasks: (() => void)[] = [];
  #timer: NodeJS.Timeout | undefined;

  /** `onDrain`: called when it is no longer full. */
  constructor(deliver: (bytes: Buffer) => void, onDrain: () => void) {
    this.#deliver = deliver;
    this.#onDrain = onDrain;
  }

  get full(): boolean {
    return this.#heldBytes >= MAX_HELD_BYTES;
  }

  set speed(speed: LineSpeed) {
    this.#speed = speed;
    if (speed === FULL_SPEED) {
      this.#freeAt = 0;
      this.#held = this.#held.map((held) => ({ ...held, due: 0 }));
    }
    this.#forwardDue();
  }

  /** If false, the line holds everything back. */
  set open(open: boolean) {
    this.#open = open;
    if (open) this.#forwardDue();
  }

  write(bytes: Buffer): void {
    this.#held.push({ due: performance.now() + this.#speed.delayMs, bytes });
    this.#heldBytes += bytes.length;
    this.#forwardDue();
  }

  /** Calls `task` once it holds nothing, at once if that is already so. */
  whenEmpty(task: () => void): void {
    if (this.#held.length === 0) task();
    else this.#whenEmptyTasks.push(task);
  }

  /** Drops the bytes it holds. */
  discard(): void {
    clearTimeout(this.#timer);
    this.#held = [];
    this.#heldBytes = 0;
  }

  #forwardDue(): void {
    clearTimeout(this.#timer);
    const before = this.#heldBytes;
    for (;;) {
      const [first] = this.#held;
      if (!first || !this.#open) break;
      const wait = Math.max(first.due, this.#freeAt) - performance.now();
      if (wait > 0) {
        this.#timer = setTimeout(() => this.#forwardDue(), wait);
        break;
      }
      this.#forward(first);
    }
    if (before >= MAX_HELD_BYTES && !this.full) this.#onDrain();
    if (this.#held.length === 0) for (const task of this.#whenEmptyTasks.splice(0)) task();
  }

  #forward(first: { bytes: Buffer }): void {
    const { bytesPerSecond } = this.#speed;
    const chunk = first.bytes.subarray(0, Math.max(1, Math.floor((bytesPerSecond * CHUNK_MS) / 1_000)));
    first.bytes = first.bytes.subarray(chunk.length);
    if (first.bytes.length === 0) this.#held.shift();
    this.#heldBytes -= chunk.length;
    this.#freeAt = performance.now() + (1_000 * chunk.length) / bytesPerSecond;
    this.#deliver(chunk);
  }
}
