// How a range is classified by the client's position.
import { expect, it } from 'vitest';
import { Dice } from '../../tests/support/random/seeded.ts';
import { classifyRange } from './resuming.ts';

it.each([
  { after: 10, through: 15, kind: 'next', why: 'it begins at the position' },
  { after: 10, through: 10, kind: 'next', why: 'it begins at the position and is empty' },
  { after: 5, through: 10, kind: 'duplicate', why: 'it ends at the position' },
  { after: 5, through: 8, kind: 'duplicate', why: 'it ends before the position' },
  { after: 9, through: 11, kind: 'overlap', why: 'it begins before the position and ends after it' },
  { after: 11, through: 12, kind: 'gap', why: 'a tick is missing' },
  { after: 11, through: 11, kind: 'gap', why: 'a tick is missing, although the range is empty' },
])('($after, $through] at position 10 is $kind: $why', ({ after, through, kind }) => {
  expect(classifyRange({ epoch: 1, sequence: 10 }, { epoch: 1, after, through })).toBe(kind);
});

it('rejects ranges of another epoch, wherever they start', () => {
  expect(classifyRange({ epoch: 1, sequence: 10 }, { epoch: 2, after: 10, through: 15 })).toBe('other-epoch');
});

it('never accepts a range that would skip or repeat a tick, over seeded ranges', () => {
  const dice = new Dice(3);
  for (let i = 0; i < 2_000; i++) {
    const [sequence, after] = [dice.below(12), dice.below(12)];
    const through = after + dice.below(6);
    const ticks = Array.from({ length: through - after }, (_, k) => after + 1 + k);
    const newTicks = ticks.filter((tick) => tick > sequence);
    const kind = classifyRange({ epoch: 1, sequence }, { epoch: 1, after, through });
    const label = `(${after}, ${through}] to ${sequence}`;
    if (kind === 'next') expect([ticks, newTicks[0] ?? sequence + 1], label).toEqual([newTicks, sequence + 1]);
    else if (kind === 'duplicate') expect(newTicks, label).toEqual([]);
    else if (kind === 'gap') expect(after, label).toBeGreaterThan(sequence);
    else expect([ticks.length > newTicks.length, newTicks[0]], label).toEqual([true, sequence + 1]);
  }
});
