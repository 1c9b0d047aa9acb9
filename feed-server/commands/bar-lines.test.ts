// Formatting bars as lines.
import { expect, it } from 'vitest';
import { makeInstrument } from '../../tests/support/wire/builders.ts';
import { barLines } from './bar-lines.ts';

const NINE = Date.UTC(2025, 0, 6, 9);
const content = {
  begin: NINE,
  end: NINE + 180_000,
  bars: [
    { time: NINE, open: 10_050, high: 10_101, low: 9_999, close: 10_000, volume: 1_200, trades: 3 },
    { time: NINE + 60_000, open: -5, high: -5, low: -5, close: -5, volume: 1, trades: 1 },
  ],
  holes: [{ begin: NINE, end: NINE + 12_500 }],
  at: { epoch: 1, sequence: 9 },
};
const instrument = makeInstrument(0, { symbol: 'AAPL' });

it('formats bars as text, with a hole before the bar of the same time', () => {
  expect(barLines(content, instrument, 'text')).toEqual([
    '2025-01-06T09:00:00.000Z AAPL hole 2025-01-06T09:00:12.500Z',
    '2025-01-06T09:00:00.000Z AAPL bar 100.50 101.01 99.99 100.00 1200 3',
    '2025-01-06T09:01:00.000Z AAPL bar -0.05 -0.05 -0.05 -0.05 1 1',
  ]);
});

it('formats bars as JSON', () => {
  expect(barLines(content, instrument, 'json').slice(0, 2)).toEqual([
    '{"time":"2025-01-06T09:00:00.000Z","symbol":"AAPL","kind":"hole","to":"2025-01-06T09:00:12.500Z"}',
    '{"time":"2025-01-06T09:00:00.000Z","symbol":"AAPL","kind":"bar","open":100.5,"high":101.01,"low":99.99,"close":100,"volume":1200,"trades":3}',
  ]);
});
