// The descriptions of retention as text and as JSON.
import { describe, expect, it } from 'vitest';
import { BarLog } from '../log/bar-log.ts';
import { TICK_BYTES, TickLog } from '../log/tick-log.ts';
import { describeRetention, retentionStatus } from './retention.ts';

const START = Date.UTC(2025, 0, 6, 14, 30);

function setUp(capacity: number, keepMs: number, barMemory: number, instruments = 1) {
  const log = new TickLog(1, capacity, [], undefined, keepMs);
  const bars = new BarLog(START, instruments, barMemory);
  return { log, bars, retention: { keepMs, logMemory: capacity * TICK_BYTES, barMemory } };
}

describe('retention', () => {
  it.each([
    [
      2 ** 20,
      86_400_000,
      515,
      'Keeps up to 1,048,576 ticks (43MB) for clients that resume, none older than 1d, and for each symbol up to 1,251 bars of 1s, 938 of 1m, 233 of 1h, 77 of 1d (64MB in all)',
    ],
    [1_524, 5_400_000, 515, 'Keeps up to 1,524 ticks (65532B) for clients that resume, none older than 90m, '],
    [100, 1_500, 515, 'Keeps up to 100 ticks (4300B) for clients that resume, none older than 1500ms, '],
    [10, 1_000, 515, 'Keeps up to 10 ticks (430B) for clients that resume, none older than 1s, '],
  ])('is described in one line: %i ticks, %i ms', (capacity, keepMs, instruments, line) => {
    const { log, bars, retention } = setUp(capacity, keepMs, 2 ** 26, instruments);
    expect(describeRetention(log, bars, retention)).toContain(line);
  });

  it('is empty without ticks', () => {
    const { log, bars, retention } = setUp(10, 1_000, 2 ** 20);
    expect(retentionStatus(log, bars, retention)).toMatchObject({
      log: { ticks: 0, capacity: 10, bytes: 430, keepMs: 1_000, from: 0, since: null, until: null, spanMs: 0 },
      bars: { kept: [{ intervalS: 1, held: 0, since: '2025-01-06T14:30:00.000Z' }, {}, {}, {}] },
    });
  });

  it('keeps ticks for `keepMs` before the newest, and reports their span', () => {
    const { log, bars, retention } = setUp(10, 1_000, 2 ** 20);
    for (const at of [0, 600, 1_100, 1_601]) {
      log.trade(0, START + at, 100, 1);
      bars.trade(0, START + at, 100, 1);
    }
    const status = retentionStatus(log, bars, retention);
    expect(status.log).toMatchObject({
      ticks: 2,
      from: 2,
      since: '2025-01-06T14:30:01.100Z',
      until: '2025-01-06T14:30:01.601Z',
      spanMs: 501,
    });
    expect(status.bars).toMatchObject({ bytes: bars.bytes, kept: [{ intervalS: 1, held: 1 }, {}, {}, {}] });
  });
});
