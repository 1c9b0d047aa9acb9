// Numbers as bytes: every one that is written is the one that is read, and what is no number is said to be none.
import { describe, expect, it } from 'vitest';
import { Dice } from '../../../tests/support/random/seeded.ts';
import { MAX_SIZE } from '../../../proto/messages.ts';
import {
  ByteReader,
  DamagedBytesError,
  MAX_VARINT,
  packSize,
  putVarint,
  unpackSize,
  unzigzag,
  zigzag,
} from './varint.ts';

function written(value: number): Uint8Array {
  const bytes = new Uint8Array(MAX_VARINT);
  return bytes.subarray(0, putVarint(bytes, 0, value));
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
    expect(written(value)).toHaveLength(length);
    expect(new ByteReader(written(value)).varint()).toBe(value);
  });

  it('holds for numbers of every size, seed 3', () => {
    const dice = new Dice(3);
    for (let i = 0; i < 2_000; i++) {
      const value = Math.floor(2 ** (53 * dice.next()) * dice.next());
      expect(new ByteReader(written(value)).varint()).toBe(value);
    }
  });
});

describe('zigzag and packSize', () => {
  it.each([0, 1, -1, 64, -64, 2 ** 31 - 1, -(2 ** 31)])('take %i there and back', (value) => {
    expect(zigzag(value)).toBeGreaterThanOrEqual(0);
    expect(unzigzag(zigzag(value))).toBe(value);
  });

  it.each([0, 1, 99, 100, 101, 12_300, MAX_SIZE - 1, MAX_SIZE])('take a size of %i there and back', (size) => {
    expect(unpackSize(packSize(size))).toBe(size);
  });

  it('halve a round lot to its number of lots', () => {
    expect(packSize(6_300)).toBe(126);
  });
});

describe('ByteReader', () => {
  it.each([
    ['an end in the middle of a tick', []],
    ['an end in the middle of a tick', [0x80]],
    ['a number that is too large', [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]],
    ['a number that is too large', [...new Array<number>(400).fill(0x80), 0]],
  ])('says "%s" of %j', (found, bytes) => {
    expect(() => new ByteReader(new Uint8Array(bytes)).varint()).toThrow(new DamagedBytesError(found));
  });

  it('refuses a difference of more than 32 bits', () => {
    expect(new ByteReader(written(2 ** 32 - 1)).delta()).toBe(-(2 ** 31));
    expect(() => new ByteReader(written(2 ** 32)).delta()).toThrow('a difference that is too large');
  });
});
