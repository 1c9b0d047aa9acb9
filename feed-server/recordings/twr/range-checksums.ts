// CRC-32 of any range of a buffer. Each costs as much as the checksum of a few hundred bytes.
import { crc32 } from 'node:zlib';

export type Crc32 = (bytes: Uint8Array, before?: number) => number;

/** The distance between two kept checksums, in bytes. */
const STEP_BYTES = 128;
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
  readonly #checksums: Uint32Array;

  constructor(bytes: Uint8Array, crc: Crc32 = crc32) {
    this.#bytes = bytes;
    this.#crc = crc;
    this.#checksums = new Uint32Array(Math.floor(bytes.length / STEP_BYTES) + 1);
    for (let i = 1; i < this.#checksums.length; i++)
      this.#checksums[i] = crc(bytes.subarray((i - 1) * STEP_BYTES, i * STEP_BYTES), this.#checksums[i - 1]);
  }

  /** CRC-32 of the bytes from `from` up to `to`, continuing from `before`, the checksum of what comes before them. */
  checksum(from: number, to: number, before = 0): number {
    return (this.#upTo(to) ^ multiply(this.#upTo(from) ^ before, powerOf(to - from))) >>> 0;
  }

  #upTo(at: number): number {
    const step = Math.floor(at / STEP_BYTES);
    return this.#crc(this.#bytes.subarray(step * STEP_BYTES, at), this.#checksums[step]);
  }
}

/** x^(8·bytes) modulo the polynomial. */
function powerOf(bytes: number): number {
  let product = ONE;
  for (let k = 3, rest = bytes; rest > 0; k++, rest >>>= 1) if (rest & 1) product = multiply(SQUARES[k], product);
  return product;
}

/** The product of two polynomials modulo POLYNOMIAL. */
function multiply(a: number, b: number): number {
  let product = 0;
  for (let rest = a, term = b; rest !== 0; rest <<= 1) {
    if (rest & ONE) product ^= term;
    term = term & 1 ? (term >>> 1) ^ POLYNOMIAL : term >>> 1;
  }
  return product >>> 0;
}

function squares(): number[] {
  const powers = [ONE >>> 1];
  while (powers.length < 32) powers.push(multiply(powers.at(-1) as number, powers.at(-1) as number));
  return powers;
}
