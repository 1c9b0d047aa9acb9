// CRC-32 of any range of a buffer, at the cost of a few hundred bytes each.
import { crc32 } from 'node:zlib';

export type Crc32 = (bytes: Uint8Array, before?: number) => number;

/** Bytes between two kept checksums. */
const STEP = 128;
/** The polynomial of zip and PNG, reversed: the top bit is the lowest power. */
const POLYNOMIAL = 0xedb88320;
/** x^0. */
const ONE = 0x8000_0000;

/** x^(2^k) modulo the polynomial, by k. */
const SQUARES: readonly number[] = squares();

/**
 * Keeps the checksum of everything before each multiple of STEP. The checksum of a range follows from those at its two
 * ends, as in zlib's crc32_combine: crc(a..b) = crc(0..b) + crc(0..a) · x^(8·(b-a)).
 */
export class RangeChecksums {
  readonly #bytes: Uint8Array;
  readonly #crc: Crc32;
  readonly #before: Uint32Array;

  constructor(bytes: Uint8Array, crc: Crc32 = crc32) {
    this.#bytes = bytes;
    this.#crc = crc;
    this.#before = new Uint32Array(Math.floor(bytes.length / STEP) + 1);
    for (let i = 1; i < this.#before.length; i++)
      this.#before[i] = crc(bytes.subarray((i - 1) * STEP, i * STEP), this.#before[i - 1]);
  }

  /** CRC-32 of the bytes from `from` up to `to`, continuing from `before`, the checksum of what comes before them. */
  of(from: number, to: number, before = 0): number {
    return (this.#upTo(to) ^ times(this.#upTo(from) ^ before, power(to - from))) >>> 0;
  }

  #upTo(at: number): number {
    const step = Math.floor(at / STEP);
    return this.#crc(this.#bytes.subarray(step * STEP, at), this.#before[step]);
  }
}

/** x^(8·bytes) modulo the polynomial. */
function power(bytes: number): number {
  let product = ONE;
  for (let k = 3, rest = bytes; rest > 0; k++, rest >>>= 1) if (rest & 1) product = times(SQUARES[k], product);
  return product;
}

/** The product of two polynomials modulo ours. */
function times(a: number, b: number): number {
  let product = 0;
  for (let rest = a, term = b; rest !== 0; rest <<= 1) {
    if (rest & ONE) product ^= term;
    term = term & 1 ? (term >>> 1) ^ POLYNOMIAL : term >>> 1;
  }
  return product >>> 0;
}

function squares(): number[] {
  const found = [ONE >>> 1];
  while (found.length < 32) found.push(times(found.at(-1) as number, found.at(-1) as number));
  return found;
}
