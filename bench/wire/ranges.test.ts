import { expect, test } from 'vitest';
import { encodeBatch, encodeHeartbeat } from '../../proto/codec.ts';
import { makeBatch, makeHeartbeat } from '../../tests/support/wire/builders.ts';
import { readRange, type Range } from './ranges.ts';

const range: Range = { epoch: 4_000_000_000, after: 2 ** 40, through: 2 ** 40 + 7, intervalMs: 250 };
const tape = { sequence: [2 ** 40 + 3], id: [5], time: [1_764_000_000_000], price: [7], size: [9] };
const batch = encodeBatch(makeBatch({ ...range, tape }));
const heartbeat = encodeHeartbeat(makeHeartbeat({ ...range, head: 2 ** 40 + 9 }));

function read(kind: 'batch' | 'heartbeat', bytes: Uint8Array): Range {
  const found = { epoch: NaN, after: NaN, through: NaN, intervalMs: NaN };
  readRange(kind, Buffer.from(bytes), found);
  return found;
}

test('reads the range and its lane from batches and heartbeats', () => {
  expect(read('batch', batch)).toEqual(range);
  expect(read('heartbeat', heartbeat)).toEqual(range);
});

test('rejects a truncated batch', () => {
  for (let length = 0; length < batch.length; length++) {
    let through: number | undefined;
    try {
      through = read('batch', batch.subarray(0, length)).through;
    } catch (error) {
      expect(error).toBeInstanceOf(RangeError);
    }
    expect(through ?? 0).toBe(0);
  }
});
