// The digest of ticks: equal only for equal ticks.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { OPENING } from '../../tests/support/recordings/recording-files.ts';
import { playInto, randomTicks, type Tick } from '../../tests/support/market/ticks.ts';
import { TickDigest } from './tick-digest.ts';

function digestOf(ticks: readonly Tick[]): string {
  const digest = new TickDigest();
  playInto(digest, ticks);
  return digest.hex();
}

describe('TickDigest', () => {
  it('is the SHA-256 of 43 bytes per tick', () => {
    const bytes = Buffer.alloc(3 * 43);
    bytes.writeUInt16LE(300, 1);
    [OPENING, -5, 2 ** 53 - 1, 7, 100].forEach((value, i) => bytes.writeDoubleLE(value, 3 + 8 * i));
    bytes.writeUInt8(1, 43);
    [OPENING, 12_000_012_345_678, 9].forEach((value, i) => bytes.writeDoubleLE(value, 46 + 8 * i));
    bytes.writeUInt8(2, 86);
    [OPENING + 1, 500, 1, 3, 1].forEach((value, i) => bytes.writeDoubleLE(value, 89 + 8 * i));
    const ticks: Tick[] = [
      ['quote', 300, OPENING, -5, 2 ** 53 - 1, 7, 100],
      ['trade', 0, OPENING, 12_000_012_345_678, 9],
      ['status', 0, OPENING + 1, 'open', 'schedule', 500],
    ];
    expect(digestOf(ticks)).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  it.each<[string, Tick, Tick]>([
    ['kinds', ['quote', 0, 1, 2, 3, 0, 0], ['trade', 0, 1, 2, 3]],
    ['instruments', ['trade', 0, 1, 2, 3], ['trade', 1, 1, 2, 3]],
    ['times', ['trade', 0, 1, 2, 3], ['trade', 0, 2, 2, 3]],
    ['prices', ['trade', 0, 1, 2, 3], ['trade', 0, 1, 3, 3]],
    ['sizes', ['trade', 0, 1, 2, 3], ['trade', 0, 1, 2, 4]],
    ['a reference of 0 and none', ['status', 0, 1, 'open', 'other', 0], ['status', 0, 1, 'open', 'other', undefined]],
  ])('distinguishes %s', (_, a, b) => {
    expect(digestOf([a])).not.toBe(digestOf([b]));
  });

  it('depends on the order, and can be read before the end', () => {
    const ticks = randomTicks(2, 9_000, 5, OPENING);
    const digest = new TickDigest();
    playInto(digest, ticks.slice(0, 4_096));
    expect(digest.hex()).toBe(digestOf(ticks.slice(0, 4_096)));
    playInto(digest, ticks.slice(4_096));
    expect(digest.hex()).toBe(digestOf(ticks));
    expect(digest.hex()).not.toBe(digestOf([...ticks].reverse()));
  });
});
