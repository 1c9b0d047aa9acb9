// The market time that one batch spans, which its 32-bit deltas must be able to say.
import { expect, it } from 'vitest';
import { decodeBatch, encodeBatch } from '../../proto/codec.ts';
import { TickLog } from '../log/tick-log.ts';
import { BOARD, Conflator, MAX_SPAN_MS, TAPE } from './conflator.ts';

const START = Date.UTC(2025, 0, 6, 15);

/** Trades of two instruments at these times. */
function logAt(...times: readonly number[]): TickLog {
  const log = new TickLog(1, 100, []);
  for (const [i, time] of times.entries()) log.trade(i % 2, START + time, 100 + i, 1);
  return log;
}

it('ends before a tick that lies further off than a delta can say, and goes on from there', () => {
  const log = logAt(0, 1_000, MAX_SPAN_MS, MAX_SPAN_MS + 1, MAX_SPAN_MS + 2);
  const conflator = new Conflator(log, 2);
  const modes = Uint8Array.of(BOARD | TAPE, BOARD | TAPE);
  const first = conflator.collect(0, log.head, modes, 100);
  expect(first.through).toBe(3);
  const second = conflator.collect(first.through, log.head, modes, 100);
  expect(second.through).toBe(5);
  for (const batch of [first, second]) expect(decodeBatch(encodeBatch(batch))).toEqual(batch);
});

it('passes over what does not concern the subscriber, however far off', () => {
  const log = logAt(0, 3 * MAX_SPAN_MS, 1);
  expect(new Conflator(log, 2).collect(0, log.head, Uint8Array.of(BOARD, 0), 100).through).toBe(3);
});
