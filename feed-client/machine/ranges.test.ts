// Classifying ranges by position.
import { expect, it } from 'vitest';
import { Dice } from '../../tests/support/random/seeded.ts';
import { classifyRange } from './resuming.ts';

it.each([
  { after: 10, through: 15, joint: 'next', why: 'it begins where the client is' },
  { after: 10, through: 10, joint: 'next', why: 'it begins there and says nothing new' },
  { after: 5, through: 10, joint: 'duplicate', why: 'it ends where the client is' },
  { after: 5, through: 8, joint: 'duplicate', why: 'it ends before that' },
  { after: 9, through: 11, joint: 'overlap', why: 'it reaches back and beyond' },
  { after: 11, through: 12, joint: 'gap', why: 'one is missing' },
  { after: 11, through: 11, joint: 'gap', why: 'one is missing, though it holds nothing' },
])('($after, $through] to a client at 10 is $joint: $why', ({ after, through, joint }) => {
  expect(classifyRange({ epoch: 1, sequence: 10 }, { epoch: 1, after, through })).toBe(joint);
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
    const fresh = ticks.filter((t) => t > sequence);
    const joint = classifyRange({ epoch: 1, sequence }, { epoch: 1, after, through });
    const what = `(${after}, ${through}] to ${sequence}`;
    if (joint === 'next') expect([ticks, fresh[0] ?? sequence + 1], what).toEqual([fresh, sequence + 1]);
    else if (joint === 'duplicate') expect(fresh, what).toEqual([]);
    else if (joint === 'gap') expect(after, what).toBeGreaterThan(sequence);
    else expect([ticks.length > fresh.length, fresh[0]], what).toEqual([true, sequence + 1]);
  }
});
