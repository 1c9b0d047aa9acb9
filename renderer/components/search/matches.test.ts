// What fits what was typed.
import { expect, test } from 'vitest';
import { makeInstrument } from '../../../tests/support/builders.ts';
import { matches } from './matches.ts';

const offered = [
  ['AAPL', 'Apple'],
  ['AMZN', 'Amazon'],
  ['BAC', 'Bank of America'],
  ['AA', 'Alcoa'],
  ['A', 'Agilent'],
].map(([symbol = '', name = ''], id) => makeInstrument(id, { symbol, name }));

test.for([
  ['', ['AAPL', 'AMZN', 'BAC', 'AA', 'A']],
  ['  ', ['AAPL', 'AMZN', 'BAC', 'AA', 'A']],
  ['zz', []],
  ['a', ['A', 'AAPL', 'AMZN', 'AA', 'BAC']],
  ['aa', ['AA', 'AAPL']],
  [' Am ', ['AMZN', 'BAC']],
  ['pple', []],
  ['bank of', ['BAC']],
] as const)('"%s" finds %j', ([typed, symbols]) => {
  expect(matches(offered, typed, 9).map((i) => i.symbol)).toEqual(symbols);
});

test('no more than asked', () => {
  expect(matches(offered, 'a', 2).map((i) => i.symbol)).toEqual(['A', 'AAPL']);
});
