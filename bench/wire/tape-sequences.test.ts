import { expect, test } from 'vitest';
import { encodeBatch } from '../../proto/codec.ts';
import type { Batch } from '../../proto/messages.ts';
import type { TapeRows } from '../../proto/rows.ts';
import { makeBatch } from '../../tests/support/wire/builders.ts';
import { readTapeSequences } from './tape-sequences.ts';

function makeTape(sequence: number[]): TapeRows {
  const column = (value: number): number[] => sequence.map(() => value);
  return { sequence, id: column(300), time: column(1_764_000_000_123), price: column(-70_000), size: column(2 ** 31) };
}

function read(batch: Batch): number[] {
  const sequences: number[] = [];
  readTapeSequences(Buffer.from(encodeBatch(batch)), (sequence) => sequences.push(sequence));
  return sequences;
}

test('reads the sequence numbers of the tape, whatever else the batch has', () => {
  const sequence = [5, 6, 300, 20_000, 99_999];
  const quotes = { id: [3], time: [1], bid: [2], ask: [3], bidSize: [4], askSize: [5], merged: [6] };
  expect(read(makeBatch({ after: 4, through: 100_000, tape: makeTape(sequence), quotes }))).toEqual(sequence);
});

test('reads a sequence number beyond 32 bits', () => {
  const after = 2 ** 40;
  expect(read(makeBatch({ after, through: after + 10, tape: makeTape([after + 3]) }))).toEqual([after + 3]);
});

test('a batch without a tape has none', () => {
  expect(read(makeBatch({}))).toEqual([]);
});

test('rejects a truncated batch and data that is not a batch', () => {
  const bytes = Buffer.from(encodeBatch(makeBatch({ through: 3, tape: makeTape([1, 2, 3]) })));
  const ignore = (): void => undefined;
  expect(() => readTapeSequences(Buffer.from([0x32, 0x7f, 0x0a, 0x05, 1]), ignore)).toThrow(RangeError);
  expect(() => readTapeSequences(Buffer.from([0x0b]), ignore)).toThrow('wire type 3');
  expect(() => readTapeSequences(bytes.subarray(0, 10), ignore)).toThrow(RangeError);
});
