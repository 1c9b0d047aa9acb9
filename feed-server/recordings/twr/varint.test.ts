// Numbers as bytes: reading returns what was written, and invalid bytes are refused.
import { describe, expect, it } from 'vitest';
import { Dice } from '../../../tests/support/random/seeded.ts';
import { MAX_SIZE } from '../../../proto/messages.ts';
import { ByteReader, DamagedBytesError, MAX_VARINT, putDelta, putSize, putVarint } from './varint.ts';

function encode(value: number, put = putVarint): Uint8Array {
  const bytes = new Uint8Array(MAX_VARINT);
  return bytes.subarray(0, put(bytes, 0, value));
}

/** Encodes `value` in the simplest way: seven bits per byte, lowest first. */
function groupsOf(value: bigint): Uint8Array {
  const bytes: number[] = [];
  for (let rest = value; rest > 0n || bytes.length === 0; rest >>= 7n)
    bytes.push(Number(rest & 127n) | (rest > 127n ? 128 : 0));
  return Uint8Array.from(bytes);
}

describe('putVarint', () => {
  it.each([
    [0, 1],
    [127, 1],
    [128, 2],
    [16_383, 2],
    [16_384, 3],
    [2 ** 31 - 1, 5],
    [2 ** 31, 5],
    [2 ** 32, 5],
    [2 ** 53 - 1, 8],
  ])('writes %i in %i bytes, and ByteReader reads it back', (value, length) => {
    expect(encode(value)).toHaveLength(length);
    expect(new ByteReader(encode(value)).varint()).toBe(value);
  });

  it('works for numbers of every size: seed 3', () => {
    const dice = new Dice(3);
    for (let i = 0; i < 2_000; i++) {
      const value = Math.floor(2 ** (53 * dice.next()) * dice.next());
      expect(new ByteReader(encode(value)).varint()).toBe(value);
    }
  });
});

const WHOLES = [0, 1, 31, 32, 63, 64, 99, 100, 101, 12_300, 2 ** 29, 2 ** 30, 2 ** 32, 2 ** 52, MAX_SIZE - 1, MAX_SIZE];

describe('putDelta and putSize', () => {
  it.each(WHOLES.flatMap((n) => [n, -n]))('write a difference of %i as its zigzag form, and read it back', (delta) => {
    const zigzag = delta < 0 ? -2n * BigInt(delta) - 1n : 2n * BigInt(delta);
    expect(encode(delta, putDelta)).toEqual(groupsOf(zigzag));
    expect(new ByteReader(encode(delta, putDelta)).delta()).toBe(delta === 0 ? 0 : delta);
  });

  it.each(WHOLES)('write a size of %i as a number with a flag, and read it back', (size) => {
    const flagged = size % 100 === 0 ? BigInt(size / 100) * 2n : BigInt(size) * 2n + 1n;
    expect(encode(size, putSize)).toEqual(groupsOf(flagged));
    expect(new ByteReader(encode(size, putSize)).size()).toBe(size);
  });

  it('work for numbers of every size: seed 4', () => {
    const dice = new Dice(4);
    for (let i = 0; i < 5_000; i++) {
      const whole = dice.below(2 ** dice.below(54));
      const delta = dice.chance(0.5) ? whole : -1 - whole;
      expect(new ByteReader(encode(Math.max(delta, -MAX_SIZE), putDelta)).delta()).toBe(Math.max(delta, -MAX_SIZE));
      expect(new ByteReader(encode(whole, putSize)).size()).toBe(whole);
    }
  });
});

describe('ByteReader', () => {
  it.each([
    ['the end of the data in the middle of a tick', []],
    ['the end of the data in the middle of a tick', [0x80]],
    ['a number that is too large', [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]],
    ['a number that is too large', [...new Array<number>(400).fill(0x80), 0]],
  ])('reports "%s" for %j', (found, bytes) => {
    expect(() => new ByteReader(new Uint8Array(bytes)).varint()).toThrow(new DamagedBytesError(found));
  });

  it('refuses a difference and a size above 2^53', () => {
    const tooLarge = groupsOf(2n ** 54n);
    expect(() => new ByteReader(tooLarge).delta()).toThrow('a number that is too large');
    expect(() => new ByteReader(tooLarge).size()).toThrow('a number that is too large');
  });
});
