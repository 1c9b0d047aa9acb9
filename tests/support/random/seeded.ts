// A small seeded random generator for tests, so that failures can be reproduced.

/** Numbers from 0 (inclusive) to 1 (exclusive), by mulberry32. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let x = Math.imul(state ^ (state >>> 15), 1 | state);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export class Dice {
  readonly next: () => number;

  constructor(seed: number) {
    this.next = seededRandom(seed);
  }

  /** A whole number from 0 to n - 1; n is 2^53 at most. */
  below(n: number): number {
    if (n <= 2 ** 32) return Math.floor(this.next() * n);
    // One draw has 32 bits.
    return Math.floor((Math.floor(this.next() * 2 ** 21) * 2 ** 32 + this.next() * 2 ** 32) % n);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }
}
