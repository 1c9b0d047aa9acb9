import { expect, test } from 'vitest';
import type { Trade } from '../schedule.ts';
import { hearJson } from './json-trade.ts';

const trade: Trade = { symbol: 'S017', price: 187.46, size: 100, time: 1_764_000_000_123, seq: 90_120 };

function hear(text: string, from: number, to: number, samples: boolean): { seqs: number[]; checked: Trade[] } {
  const seqs: number[] = [];
  const checked: Trade[] = [];
  hearJson(Buffer.from(text), from, to, 5, {
    ready: () => undefined,
    update: (sequence) => seqs.push(sequence),
    samples: () => samples,
    check: (found) => checked.push(found),
    closed: () => undefined,
  });
  return { seqs, checked };
}

test('the sequence is read out of the text, and the trade in full where it is sampled', () => {
  const text = JSON.stringify(trade);
  expect(hear(text, 0, text.length, false)).toEqual({ seqs: [90_120], checked: [] });
  const packet = `42["trade",${text}]`;
  expect(hear(packet, 11, packet.length - 1, true)).toEqual({ seqs: [90_120], checked: [trade] });
});
