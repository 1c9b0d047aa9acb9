// The market time that one batch spans, which has to fit 32-bit deltas.
import { expect, it } from 'vitest';
import { BatchEncoder } from '../../proto/batch-encoder.ts';
import { decodeBatch } from '../../proto/codec.ts';
import { TickLog } from '../log/tick-log.ts';
import { BOARD, Conflator, MAX_SPAN_MS, TAPE } from './conflator.ts';

const START = Date.UTC(2025, 0, 6, 15);

/** Trades of two instruments at these times. */
function logAt(...times: readonly number[]): TickLog {
  const log = new TickLog(1, 100, []);
  for (const [i, time] of times.entries()) log.trade(i % 2, START + time, 100 + i, 1);
  return log;
}

it('ends a batch before a tick that is too far off for a delta, and continues from there', () => {
  const log = logAt(0, 1_000, MAX_SPAN_MS, MAX_SPAN_MS + 1, MAX_SPAN_MS + 2);
  const conflator = new Conflator(log, 2);
  const modes = Uint8Array.of(BOARD | TAPE, BOARD | TAPE);
  const encoder = new BatchEncoder();
  const [first, second] = [0, 3].map((after) => {
    conflator.collect(after, log.head, modes, false);
    return decodeBatch(encoder.encode(conflator.batch));
  });
  expect(first).toMatchObject({ through: 3, tape: { time: [START, START + 1_000, START + MAX_SPAN_MS] } });
  expect(second).toMatchObject({ through: 5, tape: { time: [START + MAX_SPAN_MS + 1, START + MAX_SPAN_MS + 2] } });
});

it('skips ticks that do not concern the subscriber, however far off', () => {
  const log = logAt(0, 3 * MAX_SPAN_MS, 1);
  const conflator = new Conflator(log, 2);
  expect(conflator.collect(0, log.head, Uint8Array.of(BOARD, 0), false)).toBe(2);
  expect(conflator.batch.through).toBe(3);
});
