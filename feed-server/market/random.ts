// Seeded randomness: the same seed and label give the same numbers everywhere.
import { log } from './exact-math.ts';

/** A stream of pseudo-random numbers (sfc32 by Chris Doty-Humphrey, PractRand), one per seed and label. */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #d: number;
  #spareNormal: number | undefined;

  /** `seed`: 32 bits. Streams with different labels are independent. */
  constructor(seed: number, label: string) {
    let hash = 0x811c9dc5 ^ seed;
    for (let i = 0; i < label.length; i++) hash = Math.imul(hash ^ label.charCodeAt(i), 0x01000193);
    this.#a = seed | 0;
    this.#b = hash | 0;
    this.#c = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    this.#d = 1;
    for (let i = 0; i < 15; i++) this.next();
  }

  /** From 0 up to, but excluding, 1; 32 bits of randomness. */
  next(): number {
    const t = (((this.#a + this.#b) | 0) + this.#d) | 0;
    this.#d = (this.#d + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (this.#c << 21) | (this.#c >>> 11);
    this.#c = (this.#c + t) | 0;
    return (t >>> 0) / 4_294_967_296;
  }

  /** Standard normal (Marsaglia's polar method). */
  normal(): number {
    if (this.#spareNormal !== undefined) {
      const spare = this.#spareNormal;
      this.#spareNormal = undefined;
      return spare;
    }
    for (;;) {
      const x = 2 * this.next() - 1;
      const y = 2 * this.next() - 1;
      const square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const scale = Math.sqrt((-2 * log(square)) / square);
      this.#spareNormal = y * scale;
      return x * scale;
    }
  }

  /** Time to the next event of a Poisson process with `rate` events per unit of time. */
  exponential(rate: number): number {
    return -log(1 - this.next()) / rate;
  }
}
