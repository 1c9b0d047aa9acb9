// The numbers that BackwardWriter writes, compared with big integers.
import { describe, expect, it } from 'vitest';
import { Dice } from '../tests/support/random/seeded.ts';
import { BackwardWriter } from './backward-writer.ts';
import { MAX_PRICE, MAX_SIZE } from './messages.ts';

/** Field 1 with these values, packed, in hexadecimal. */
function packed(values: readonly bigint[]): string {
  const bytes = values.flatMap(varint);
  return Buffer.from([0x0a, ...varint(BigInt(bytes.length)), ...bytes]).toString('hex');
}

function varint(value: bigint): number[] {
  const bytes: number[] = [];
  for (let rest = value; rest > 0n || bytes.length === 0; rest >>= 7n)
    bytes.push(Number(rest & 127n) | (rest > 127n ? 128 : 0));
  return bytes;
}

function zigzag(value: bigint): bigint {
  return value < 0n ? -2n * value - 1n : 2n * value;
}

/** What `write` writes, in hexadecimal. */
function writtenHex(write: (writer: BackwardWriter) => void): string {
  const writer = new BackwardWriter();
  writer.begin(10_000);
  write(writer);
  return Buffer.from(writer.bytes()).toString('hex');
}

/** Prices over their whole range, with extremes next to each other. */
function randomPrices(seed: number): Float64Array {
  const dice = new Dice(seed);
  const anchors = [MAX_PRICE, -MAX_PRICE, 0, 12_000_012_345_678];
  return Float64Array.from({ length: 50 }, () => {
    const price = dice.pick([...anchors, dice.below(2 * MAX_PRICE + 1) - MAX_PRICE, dice.below(2 ** dice.below(52))]);
    return Math.max(-MAX_PRICE, Math.min(MAX_PRICE, price + dice.below(5) - 2));
  });
}

describe('BackwardWriter', () => {
  it('writes differences of prices exactly over 500 seeds, including zigzag forms beyond 2^53', () => {
    let beyond = 0;
    for (let seed = 1; seed <= 500; seed++) {
      const prices = randomPrices(seed);
      const exact = [...prices].map(BigInt);
      const zigzags = exact.map((price, i) => zigzag(price - (exact[i - 1] ?? 0n)));
      beyond += zigzags.filter((value) => value > MAX_SIZE).length;
      expect(
        writtenHex((writer) => writer.deltas(1, prices, prices.length, 0)),
        `seed ${seed}`,
      ).toBe(packed(zigzags));
    }
    expect(beyond).toBeGreaterThan(1_000);
  });

  it('writes the difference of two columns exactly, over 500 seeds', () => {
    for (let seed = 1; seed <= 500; seed++) {
      const [bids, asks] = [randomPrices(seed), randomPrices(seed + 1_000)];
      const spreads = [...asks].map((ask, i) => zigzag(BigInt(ask) - BigInt(bids[i] ?? NaN)));
      expect(
        writtenHex((writer) => writer.differences(1, asks, bids, bids.length)),
        `seed ${seed}`,
      ).toBe(packed(spreads));
    }
  });

  it.each([0, 1, 127, 128, 2 ** 28 - 1, 2 ** 28, 2 ** 32 - 1, 2 ** 32, 2 ** 35, 2 ** 49, MAX_SIZE - 1, MAX_SIZE])(
    'writes a size of %i',
    (size) => {
      expect(writtenHex((writer) => writer.uints(1, Float64Array.of(size), 1))).toBe(packed([BigInt(size)]));
    },
  );

  it('writes sizes of every length, seed 5', () => {
    const dice = new Dice(5);
    const sizes = Float64Array.from({ length: 500 }, () => dice.below(2 ** dice.below(54)));
    expect(writtenHex((writer) => writer.uints(1, sizes, sizes.length))).toBe(packed([...sizes].map(BigInt)));
  });
});
