// Tapes whose readers are too far behind: trades are skipped, and batches say how many and in which range.
import { describe, expect, it } from 'vitest';
import { Delivery, type Reader } from '../../tests/support/delivery/delivery.ts';
import { MAX_TAPE_TRADES } from './conflator.ts';
import { MAX_TAPE_BACKLOG } from './hub.ts';

const BACKLOG_TICKS = 100;

function makeStalledReader(delivery: Delivery, mode: 'tape' | 'board' = 'tape'): Reader {
  const reader = delivery.join();
  reader.subscribe(mode, 'S0');
  reader.port.fill();
  return reader;
}

function skips({ port }: Reader): [after: number, through: number, skipped: number][] {
  return port.batches.flatMap((b) => (b.tapeSkipped > 0 ? [[b.after, b.through, b.tapeSkipped]] : []));
}

describe('a tape', () => {
  it('is delivered completely while its reader is within the limit', () => {
    const delivery = new Delivery({ tapeBacklog: BACKLOG_TICKS });
    const reader = makeStalledReader(delivery);
    delivery.trades(0, BACKLOG_TICKS);
    reader.drain();
    expect(skips(reader)).toEqual([]);
    expect(reader.port.batches.flatMap((b) => b.tape.sequence)).toHaveLength(BACKLOG_TICKS);
  });

  it('is skipped up to the head beyond the limit, with the range and the number of its trades', () => {
    const delivery = new Delivery({ tapeBacklog: BACKLOG_TICKS });
    const reader = makeStalledReader(delivery);
    for (let n = 0; n < 101; n++) delivery.trades(n % 2, 1);
    reader.drain();
    expect(skips(reader)).toEqual([[0, 101, 51]]);
    expect(reader.port.batches).toMatchObject([{ tape: { sequence: [] } }]);
    delivery.trades(0, 1);
    delivery.clock.advance(100);
    expect(reader.port.batches.at(-1)).toMatchObject({ after: 101, tapeSkipped: 0, tape: { sequence: [102] } });
  });

  it('is skipped in parts if the range is long, and their counts add up', () => {
    const delivery = new Delivery({ capacity: 400_000 });
    const reader = makeStalledReader(delivery);
    for (let n = 0; n < 2 * MAX_TAPE_BACKLOG; n++) delivery.trade(n % 4);
    delivery.publish();
    reader.port.slow = true;
    // Once it is within the limit again, the rest is delivered trade by trade.
    for (let n = 0; n < 100; n++) reader.drain();
    const skipped = skips(reader).reduce((sum, [, , n]) => sum + n, 0);
    const delivered = reader.port.batches.reduce((sum, { tape }) => sum + tape.id.length, 0);
    expect(skipped).toBeGreaterThan(MAX_TAPE_BACKLOG / 8);
    expect(skipped + delivered).toBe(MAX_TAPE_BACKLOG / 2);
    expect(reader.port.batches.at(-1)?.through).toBe(2 * MAX_TAPE_BACKLOG);
  });

  it('does not affect the board of the same range when skipped', () => {
    const delivery = new Delivery({ tapeBacklog: BACKLOG_TICKS });
    const reader = delivery.join();
    reader.subscribe('tape', 'S0');
    reader.subscribe('board', 'S0', 'S1');
    reader.port.fill();
    for (let n = 0; n < 200; n++) delivery.trades(n % 2, 1);
    reader.drain();
    expect(reader.port.batches).toMatchObject([{ tapeSkipped: 100, sales: { id: [0, 1], merged: [99, 99] } }]);
  });

  it('is never skipped for a board alone', () => {
    const delivery = new Delivery({ tapeBacklog: BACKLOG_TICKS });
    const reader = makeStalledReader(delivery, 'board');
    delivery.trades(0, 300);
    reader.drain();
    expect(reader.port.batches).toMatchObject([{ tapeSkipped: 0, sales: { merged: [299] } }]);
  });

  it('is delivered completely up to what a resume promised, and skipped from there', () => {
    const delivery = new Delivery({ tapeBacklog: BACKLOG_TICKS });
    delivery.trades(0, 3 * MAX_TAPE_TRADES);
    const reader = delivery.join();
    reader.port.slow = true;
    const { accepted } = reader.resume(0, 'tape', 'S0');
    expect(accepted[0]?.receipt).toMatchObject({ kind: 'exact', missed: 3 * MAX_TAPE_TRADES });
    delivery.trades(0, 500);
    for (let n = 0; n < 10; n++) reader.drain();
    const delivered = reader.port.batches.flatMap((b) => b.tape.sequence);
    expect(delivered.slice(0, 3 * MAX_TAPE_TRADES)).toEqual(
      Array.from({ length: 3 * MAX_TAPE_TRADES }, (_, i) => i + 1),
    );
    const skipped = skips(reader).reduce((sum, [, , n]) => sum + n, 0);
    expect(delivered.length + skipped).toBe(3 * MAX_TAPE_TRADES + 500);
    for (const [after] of skips(reader)) expect(after).toBeGreaterThanOrEqual(3 * MAX_TAPE_TRADES);
  });

  it('can be resumed from before the skipped range, and is then delivered completely', () => {
    const delivery = new Delivery({ tapeBacklog: BACKLOG_TICKS });
    const reader = makeStalledReader(delivery);
    delivery.trades(0, 300);
    reader.drain();
    expect(skips(reader)).toEqual([[0, 300, 300]]);
    const again = delivery.join();
    again.resume(0, 'tape', 'S0');
    expect(again.port.batches.flatMap((b) => b.tape.sequence)).toHaveLength(300);
  });
});
