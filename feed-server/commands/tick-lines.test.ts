// Formatting ticks as lines: order, digits and the format of each kind.
import { describe, expect, it } from 'vitest';
import type { Batch } from '../../proto/messages.ts';
import { emptySaleRows } from '../../proto/rows.ts';
import { makeBatch, makeInstrument } from '../../tests/support/wire/builders.ts';
import { skippedLine, tickLines } from './tick-lines.ts';

const AT = Date.UTC(2025, 0, 6, 14, 30);

const INSTRUMENTS = new Map(
  [
    { symbol: 'AAPL', decimals: 2 },
    { symbol: 'SHIB', decimals: 8 },
    { symbol: 'NKY', decimals: 0 },
  ].map((given, id) => [id, makeInstrument(id, given)]),
);

const quote = (
  id: number,
  [bid, bidSize, ask, askSize]: readonly [number, number, number, number],
  time = AT,
): Batch => {
  const rows = { bid: [bid], bidSize: [bidSize], ask: [ask], askSize: [askSize], merged: [0] };
  return makeBatch({ quotes: { id: [id], time: [time], ...rows } });
};
const trade = (id: number, price: number, size: number, time = AT): Batch =>
  makeBatch({ tape: { id: [id], time: [time], price: [price], size: [size], sequence: [1] } });

describe('tickLines', () => {
  it.each<[Batch, string, object]>([
    [trade(0, 18_747, 100), 'AAPL trade 187.47 100', { price: 187.47, size: 100 }],
    [trade(0, -5, 100), 'AAPL trade -0.05 100', { price: -0.05, size: 100 }],
    [trade(1, 1_234, 5), 'SHIB trade 0.00001234 5', { price: 0.00001234, size: 5 }],
    [trade(2, 39_000, 1), 'NKY trade 39000 1', { price: 39_000, size: 1 }],
    [
      quote(0, [18_746, 3, 18_748, 5]),
      'AAPL quote 187.46 x 3 / 187.48 x 5',
      { bid: 187.46, bidSize: 3, ask: 187.48, askSize: 5 },
    ],
    [quote(0, [0, 0, 18_748, 5]), 'AAPL quote - / 187.48 x 5', { bid: null, bidSize: 0, ask: 187.48, askSize: 5 }],
    [
      makeBatch({
        statuses: {
          id: [0],
          time: [AT],
          session: ['halted'],
          reason: ['news-pending'],
          reference: [undefined],
          merged: [0],
        },
      }),
      'AAPL status halted news-pending',
      { session: 'halted', reason: 'news-pending' },
    ],
  ])('formats each kind of tick: case %#', (batch, text, fields) => {
    const time = '2025-01-06T14:30:00.000Z';
    expect(tickLines(batch, INSTRUMENTS, 'text')).toEqual([`${time} ${text}`]);
    const [symbol, kind] = text.split(' ');
    const [line = ''] = tickLines(batch, INSTRUMENTS, 'json');
    expect(JSON.parse(line)).toEqual({ time, symbol, kind, ...fields });
    expect(line).not.toContain('\n');
  });

  it('reports how many trades were skipped', () => {
    const skipped = { count: 40, after: 10, through: 90 };
    expect(skippedLine(skipped, 'text')).toBe('gap 40 trades skipped, of ticks 11 to 90');
    expect(JSON.parse(skippedLine(skipped, 'json'))).toEqual({ kind: 'gap', trades: 40, after: 10, through: 90 });
  });

  it('sorts by time, with a trade after the quote of the same time', () => {
    const [{ tape }, { quotes }] = [trade(0, 1, 1, AT + 5), quote(1, [1, 1, 2, 1], AT + 5)];
    const later = quote(2, [1, 1, 2, 1], AT + 9).quotes;
    const both = {
      id: [...later.id, ...quotes.id],
      time: [...later.time, ...quotes.time],
      bid: [1, 1],
      bidSize: [1, 1],
      ask: [2, 2],
      askSize: [1, 1],
      merged: [0, 0],
    };
    const symbols = tickLines(makeBatch({ tape, quotes: both }), INSTRUMENTS, 'text').map((line) => line.split(' ')[1]);
    expect(symbols).toEqual(['SHIB', 'AAPL', 'NKY']);
  });

  it('leaves out unknown instruments, and last sales on the board, which the tape has one by one', () => {
    const sales = {
      ...emptySaleRows(),
      id: [0],
      time: [AT],
      last: [1],
      size: [1],
      merged: [0],
      first: [1],
      high: [1],
      low: [1],
      volume: [1],
    };
    expect(tickLines({ ...trade(7, 1, 1), sales }, INSTRUMENTS, 'text')).toEqual([]);
  });
});
