import { expect, test } from 'vitest';
import type { Trade } from '../schedule.ts';
import { readJsonTrade } from './json-trade.ts';

const trade: Trade = { symbol: 'S017', price: 187.46, size: 100, time: 1_764_000_000_123, seq: 90_120 };

function parse(text: string, from: number, to: number, shouldSample: boolean): { seqs: number[]; checked: Trade[] } {
  const seqs: number[] = [];
  const checked: Trade[] = [];
  readJsonTrade(Buffer.from(text), from, to, 5, {
    ready: () => undefined,
    update: (sequence) => seqs.push(sequence),
    shouldSample: () => shouldSample,
    check: (found) => checked.push(found),
    closed: () => undefined,
  });
  return { seqs, checked };
}

test('reads only the sequence from the text, and the whole trade if it is sampled', () => {
  const text = JSON.stringify(trade);
  expect(parse(text, 0, text.length, false)).toEqual({ seqs: [90_120], checked: [] });
  const packet = `42["trade",${text}]`;
  expect(parse(packet, 11, packet.length - 1, true)).toEqual({ seqs: [90_120], checked: [trade] });
});
