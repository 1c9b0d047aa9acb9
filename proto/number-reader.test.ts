// The 64-bit numbers that the reader returns, compared with big integers.
import { describe, expect, it } from 'vitest';
import { Dice } from '../tests/support/random/seeded.ts';
import { readerOf } from './number-reader.ts';

/** Seven bits a byte, the lowest first. */
function varint(value: bigint): Uint8Array {
  const bytes: number[] = [];
  for (let rest = value; rest > 0n || bytes.length === 0; rest >>= 7n)
    bytes.push(Number(rest & 127n) | (rest > 127n ? 128 : 0));
  return Uint8Array.from(bytes);
}

function zigzag(value: bigint): bigint {
  return BigInt.asUintN(64, (value << 1n) ^ (value >> 63n));
}

/** A number of up to `bits` bits; every length is equally likely. */
function randomBits(dice: Dice, bits: number): bigint {
  return BigInt.asUintN(dice.below(bits + 1), (BigInt(dice.below(2 ** 32)) << 32n) | BigInt(dice.below(2 ** 32)));
}

const SAFE = BigInt(Number.MAX_SAFE_INTEGER);
const EDGES = [0n, 1n, 127n, 128n, 2n ** 28n - 1n, 2n ** 28n, 2n ** 32n, SAFE - 1n, SAFE, SAFE + 1n, 2n ** 54n + 1n];

describe('the number reader', () => {
  it('reads unsigned numbers exactly below 2^53, and larger ones as 2^53 or more', () => {
    const dice = new Dice(1);
    for (const value of [...EDGES, 2n ** 64n - 1n, ...Array.from({ length: 3_000 }, () => randomBits(dice, 64))]) {
      const read = readerOf(varint(value)).uint64() as unknown as number;
      if (value <= SAFE) expect(read).toBe(Number(value));
      else expect(read).toBeGreaterThan(Number.MAX_SAFE_INTEGER);
    }
  });

  it('reads signed numbers exactly within ±2^53, and others as a value beyond on the same side', () => {
    const dice = new Dice(2);
    const values = [...EDGES, 2n ** 63n - 1n, ...Array.from({ length: 3_000 }, () => randomBits(dice, 63))];
    for (const value of values.flatMap((magnitude) => [magnitude, -magnitude])) {
      const read = readerOf(varint(zigzag(value))).sint64() as unknown as number;
      if (value > SAFE) expect(read).toBeGreaterThan(Number.MAX_SAFE_INTEGER);
      else if (value < -SAFE) expect(read).toBeLessThan(-Number.MAX_SAFE_INTEGER);
      else expect(read).toBe(Number(value));
    }
  });

  it('reads consecutive and packed numbers', () => {
    const numbers = [2n ** 40n, 5n, 2n ** 53n - 1n].map(varint);
    const bytes = Uint8Array.from([
      numbers.reduce((sum, { length }) => sum + length, 0),
      ...numbers.flatMap((n) => [...n]),
    ]);
    expect(readerOf(bytes).uint64s()).toEqual([2 ** 40, 5, 2 ** 53 - 1]);
  });

  it.each([
    ['ends within a number', [0x80, 0x80], RangeError],
    ['is empty', [], RangeError],
    ['has a number of more than ten bytes', new Array<number>(11).fill(0x80), Error],
  ])('refuses input that %s', (_, bytes, error) => {
    expect(() => readerOf(Uint8Array.from(bytes)).uint64()).toThrow(error);
    expect(() => readerOf(Uint8Array.from(bytes)).sint64()).toThrow(error);
  });
});
