// The rows of time and sales.
import { expect, test } from 'vitest';
import type { TapeItem } from '../../model/tape.ts';
import { tapeRows } from './tape-rows.ts';

function trade(sequence: number, price: number): TapeItem {
  return { kind: 'trade', sequence, time: sequence, price, size: 1 };
}

test('a trade is up or down relative to the previous one', () => {
  const rows = tapeRows([trade(4, 99), trade(3, 101), trade(2, 101), trade(1, 100)]);
  expect(rows.map((row) => row.direction)).toEqual([-1, 0, 1, 0]);
});

test('there is no direction across a gap', () => {
  const rows = tapeRows([trade(9, 120), { kind: 'gap', why: 'too-old' }, trade(1, 100)]);
  expect(rows.map((row) => row.direction)).toEqual([0, 0, 0]);
});

test('unchanged rows keep their identity', () => {
  const items = [trade(3, 101), trade(1, 100)];
  const rows = tapeRows(items);
  const later = tapeRows([trade(4, 102), ...items]);
  expect(later.slice(1).map((row, i) => row === rows[i])).toEqual([true, true]);
  const filled = tapeRows([items[0] as TapeItem, trade(2, 101), items[1] as TapeItem]);
  expect(filled.map((row) => row.direction)).toEqual([0, 1, 0]);
});
