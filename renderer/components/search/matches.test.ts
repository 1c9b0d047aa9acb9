// Which instruments match a search.
import { expect, test } from 'vitest';
import { makeInstrument } from '../../../tests/support/wire/builders.ts';
import { findMatches } from './matches.ts';

const INSTRUMENTS = [
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
] as const)('"%s" finds %j', ([query, symbols]) => {
  expect(findMatches(INSTRUMENTS, query, 9).map((i) => i.symbol)).toEqual(symbols);
});

test.for(['kPEPE', 'KPEPE', 'kpepe'])(
  'of symbols that differ only in case, "%s" ranks the exact match first',
  (typed) => {
    const both = ['KPEPE', 'kPEPE'].map((symbol, id) => makeInstrument(id, { symbol, name: symbol }));
    const found = findMatches(both, typed, 9).map((i) => i.symbol);
    expect(found).toHaveLength(2);
    expect(found[0]).toBe(typed === 'kpepe' ? 'KPEPE' : typed);
  },
);

test('returns no more than the limit', () => {
  expect(findMatches(INSTRUMENTS, 'a', 2).map((i) => i.symbol)).toEqual(['A', 'AAPL']);
});
