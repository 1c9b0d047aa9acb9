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
const PIECE_MS = 20;

export class SlowLine {
  readonly #deliver: (bytes: Buffer) => void;
  readonly #emptied: () => void;
  #speed = FULL_SPEED;
  #held: { readonly due: number; bytes: Buffer }[] = [];
  #heldBytes = 0;
  #freeAt = 0;
  #open = true;
  readonly #atEnd: (() => void)[] = [];
  #timer: NodeJS.Timeout | undefined;

  /** `emptied`: it takes more again. */
  constructor(deliver: (bytes: Buffer) => void, emptied: () => void) {
    this.#deliver = deliver;
    this.#emptied = emptied;
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

  put(bytes: Buffer): void {
    this.#held.push({ due: performance.now() + this.#speed.delayMs, bytes });
    this.#heldBytes += bytes.length;
    this.#flow();
  }

  /** Resolves once it holds nothing; at once if it already does. */
  whenEmpty(task: () => void): void {
    if (this.#held.length === 0) task();
    else this.#atEnd.push(task);
  }

  /** Forgets what it holds. */
  end(): void {
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
      this.#letThrough(first);
    }
    if (before >= FULL_BYTES && !this.full) this.#emptied();
    if (this.#held.length === 0) for (const task of this.#atEnd.splice(0)) task();
  }

  #letThrough(first: { bytes: Buffer }): void {
    const { bytesPerSecond } = this.#speed;
    const piece = first.bytes.subarray(0, Math.max(1, Math.floor((bytesPerSecond * PIECE_MS) / 1_000)));
    first.bytes = first.bytes.subarray(piece.length);
    if (first.bytes.length === 0) this.#held.shift();
    this.#heldBytes -= piece.length;
    this.#freeAt = performance.now() + (1_000 * piece.length) / bytesPerSecond;
    this.#deliver(piece);
  }
}
