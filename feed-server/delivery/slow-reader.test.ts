// The server closes the connections of readers that read nothing for a while, but not those of slow readers.
import { describe, expect, it } from 'vitest';
import { Delivery, type Reader } from '../../tests/support/delivery/delivery.ts';
import { MAX_SCANNED_TICKS } from './conflator.ts';

const LIMIT_MS = 5_000;

/** Sends heartbeats once a second, and trades in between. */
function run(delivery: Delivery, seconds: number, onSecond: (second: number) => void = () => undefined): void {
  for (let second = 1; second <= seconds; second++) {
    delivery.trades(0, 3);
    delivery.clock.advance(1_000);
    onSecond(second);
    delivery.heartbeat();
  }
}

function makeStalledReader(): { delivery: Delivery; reader: Reader } {
  const delivery = new Delivery({ slowLimitMs: LIMIT_MS, capacity: 200_000 });
  const reader = delivery.join();
  reader.subscribe('board', 'S0');
  reader.port.fill();
  return { delivery, reader };
}

describe('a reader that reads nothing', () => {
  it('is closed after the limit, with the reason, and forgotten', () => {
    const { delivery, reader } = makeStalledReader();
    run(delivery, 4);
    expect(reader.port.kinds).toEqual(['snapshot']);
    run(delivery, 1);
    expect(reader.port.sent.at(-1)).toMatchObject({
      kind: 'close',
      why: 'not-reading',
      message: 'the client read nothing for 5 s',
    });
    expect(delivery.hub.size).toBe(0);
    run(delivery, 3);
    expect(reader.port.kinds).toEqual(['snapshot', 'close']);
  });

  it('stays connected if it reads a little in time, however slow', () => {
    const { delivery, reader } = makeStalledReader();
    run(delivery, 60, (second) => {
      if (second % 4 !== 0) return;
      reader.port.flush();
      reader.port.fill();
    });
    expect(reader.port.kinds).toEqual(['snapshot']);
    reader.drain();
    expect(reader.port.batches).toMatchObject([{ sales: { merged: [179] } }]);
  });

  it('is timed from when it last read something, not from when it was last served', () => {
    const { delivery, reader } = makeStalledReader();
    run(delivery, 4);
    reader.drain();
    reader.port.fill();
    run(delivery, 4);
    expect(reader.port.kinds).not.toContain('close');
    run(delivery, 2);
    expect(reader.port.kinds.at(-1)).toBe('close');
  });

  it('stays connected if nothing waits for it', () => {
    const delivery = new Delivery({ slowLimitMs: LIMIT_MS });
    const reader = delivery.join();
    reader.subscribe('board', 'S3');
    run(delivery, 60);
    expect(reader.port.kinds).not.toContain('close');
  });

  it('does not affect others: they get everything, at the same times', () => {
    const alone = new Delivery();
    const crowded = new Delivery();
    const [one, other, stalled] = [alone.join(), crowded.join(), crowded.join()];
    for (const reader of [one, other, stalled]) reader.subscribe('board', 'S0');
    stalled.port.fill();
    for (const delivery of [alone, crowded]) run(delivery, 20);
    expect(other.port.sent).toEqual(one.port.sent);
  });
});

describe('a reader that was away for long', () => {
  it('gets its board in batches that add up, each from a part of the log', () => {
    const delivery = new Delivery({ capacity: 400_000 });
    const reader = delivery.join();
    reader.subscribe('board', 'S0');
    reader.port.fill();
    for (let n = 0; n < 200_000; n++) delivery.trade(n % 2, 100 + (n % 50), 1 + (n % 3));
    reader.port.slow = true;
    delivery.publish();
    for (let n = 0; n < 4; n++) reader.drain();
    expect(reader.port.ranges).toEqual([
      `0..${MAX_SCANNED_TICKS}`,
      `${MAX_SCANNED_TICKS}..${2 * MAX_SCANNED_TICKS}`,
      `${2 * MAX_SCANNED_TICKS}..${3 * MAX_SCANNED_TICKS}`,
      `${3 * MAX_SCANNED_TICKS}..200000`,
    ]);
    const rows = reader.port.batches.map(({ sales }) => sales);
    expect(rows.reduce((sum, { merged }) => sum + (merged[0] ?? NaN) + 1, 0)).toBe(100_000);
    const { trades } = delivery.log.last.stateOf(0);
    expect(rows.reduce((sum, { volume }) => sum + (volume[0] ?? NaN), 0)).toBe(trades?.volume);
    expect(rows.at(-1)?.last).toEqual([trades?.last]);
  });
});
