// Volumes add up to the same sum, however trades are merged on the way.
import { expect, it } from 'vitest';
import { Dice } from '../tests/support/random/seeded.ts';
import { MAX_SIZE } from './messages.ts';
import { addVolume } from './volume.ts';

function sum(sizes: readonly number[]): number {
  return sizes.reduce(addVolume, 0);
}

it('adds exactly, and stops at the largest volume', () => {
  expect(addVolume(2 ** 52, 2 ** 52 - 1)).toBe(MAX_SIZE);
  expect(addVolume(MAX_SIZE, 1)).toBe(MAX_SIZE);
  expect(addVolume(MAX_SIZE, MAX_SIZE)).toBe(MAX_SIZE);
  expect(addVolume(MAX_SIZE - 1, 0)).toBe(MAX_SIZE - 1);
});

it('gives the same volume however sizes are grouped, over 500 seeds', () => {
  let full = 0;
  for (let seed = 1; seed <= 500; seed++) {
    const dice = new Dice(seed);
    const most = 2 ** (45 + dice.below(8));
    const sizes = Array.from({ length: 30 }, () => dice.below(most));
    const exact = sizes.reduce((total, size) => total + BigInt(size), 0n);
    const expected = exact > BigInt(MAX_SIZE) ? MAX_SIZE : Number(exact);
    const cut = dice.below(30);
    expect(sum(sizes), `seed ${seed}`).toBe(expected);
    expect(addVolume(sum(sizes.slice(0, cut)), sum(sizes.slice(cut))), `seed ${seed}`).toBe(expected);
    if (expected === MAX_SIZE) full++;
  }
  expect(full).toBeGreaterThan(50);
  expect(full).toBeLessThan(450);
});
