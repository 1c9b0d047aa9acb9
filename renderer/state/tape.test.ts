// The tape as components show it.
import { expect, test } from 'vitest';
import { makeInstrument } from '../../tests/support/wire/builders.ts';
import { Tape } from '../model/tape.ts';
import { TapeState } from './tape.svelte.ts';

test('shows the newest trade first, and never shows one symbol\u2019s trades as another\u2019s', () => {
  const tape = new Tape(10);
  tape.accept(makeInstrument(0, { symbol: 'AAPL' }));
  tape.applyTrades({ sequence: [1, 2], id: [0, 0], time: [1, 2], price: [5, 6], size: [1, 1] });
  const state = new TapeState(tape);
  state.publish('AAPL');
  expect(state.items('AAPL').map((item) => item.kind === 'trade' && item.price)).toEqual([6, 5]);
  expect(state.items('MSFT')).toEqual([]);
  state.publish('MSFT');
  expect(state.items('AAPL')).toEqual([]);
});
