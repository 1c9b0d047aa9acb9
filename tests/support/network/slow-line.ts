// What a slow line does to bytes on their way: holds each back for a time, and lets so many through a second.

export interface LineSpeed {
  readonly delayMs: number;
  /** Infinity for as many as come. */
  readonly bytesPerSecond: number;
}

export const FULL_SPEED: LineSpeed = { delayMs: 0, bytesPerSecond: Infinity };

/** As many bytes are held back at most, but for the last that came. */
const FULL_BYTES = 65_536;
/** Bytes go through in pieces of so many milliseconds. */
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

  /** `emptied`: it takes more again. */
  constructor(deliver: (bytes: Buffer) => void, emptied: () => void) {
    this.#deliver = deliver;
    this.#onDrain = emptied;
  }

  get full(): boolean {
    return this.#heldBytes >= FULL_BYTES;
  }

  set speed(speed: LineSpeed) {
    this.#speed = speed;
    if (speed === FULL_SPEED) {
      this.#freeAt = 0;
      this.#held = this.#held.map((held) => ({ ...held, due: 0 }));
    }
    this.#flow();
  }

  /** Whether anything goes through at all. */
  set open(open: boolean) {
    this.#open = open;
    if (open) this.#flow();
  }

  write(bytes: Buffer): void {
    this.#held.push({ due: performance.now() + this.#speed.delayMs, bytes });
    this.#heldBytes += bytes.length;
    this.#flow();
  }

  /** Resolves once it holds nothing; at once if it already does. */
  whenEmpty(task: () => void): void {
    if (this.#held.length === 0) task();
    else this.#whenEmptyTasks.push(task);
  }

  /** Forgets what it holds. */
  discard(): void {
    clearTimeout(this.#timer);
    this.#held = [];
    this.#heldBytes = 0;
  }

  #flow(): void {
    clearTimeout(this.#timer);
    const before = this.#heldBytes;
    for (;;) {
      const [first] = this.#held;
      if (!first || !this.#open) break;
      const wait = Math.max(first.due, this.#freeAt) - performance.now();
      if (wait > 0) {
        this.#timer = setTimeout(() => this.#flow(), wait);
        break;
      }
      this.#forward(first);
    }
    if (before >= FULL_BYTES && !this.full) this.#onDrain();
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
