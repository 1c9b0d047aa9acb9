// Checksums of ranges, compared with zlib's.
import { crc32 } from 'node:zlib';
import { expect, it } from 'vitest';
import { Dice } from '../../../tests/support/random/seeded.ts';
import { RangeChecksums } from './range-checksums.ts';

it.each([0, 1, 127, 128, 129, 5_000])(
  'computes the same checksums as zlib for any range of %i bytes: seed 3',
  (length) => {
    const dice = new Dice(3);
    const bytes = Buffer.from(Array.from({ length }, () => dice.below(256)));
    const checksums = new RangeChecksums(bytes);
    for (let i = 0; i < 300; i++) {
      const from = dice.below(length + 1);
      const to = from + dice.below(length - from + 1);
      const before = dice.below(2 ** 32);
      expect(checksums.checksum(from, to, before), `${from} to ${to}`).toBe(crc32(bytes.subarray(from, to), before));
    }
  },
);
