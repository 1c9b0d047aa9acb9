import { expect, test } from 'vitest';
import { scheduleTrades, tradeAt } from './schedule.ts';
import { Tally } from './tally.ts';

const START = 1_700_000_000_000;
const schedule = scheduleTrades({
  workload: { name: 'test', clients: 2, subscribed: 2, symbols: 4, rate: 20 },
  warmUpSeconds: 1,
  seconds: 2,
  seed: 7,
});
const choices = [
  [0, 1],
  [1, 3],
];

function start(): Tally {
  const tally = new Tally({ schedule, choices, fromMs: 1_000, toMs: 3_000 });
  tally.start = START;
  return tally;
}

/** Reports every trade that the clients subscribed to, except for those that `skips` names. */
function deliver(tally: Tally, lateMs: number, skips: (client: number, sequence: number) => boolean): void {
  for (let i = 0; i < schedule.length; i++)
    for (const [client, ids] of choices.entries())
      if (ids.includes(schedule.symbol[i] as number) && !skips(client, i + 1))
        tally.record(client, i + 1, START + (schedule.due[i] as number) + lateMs);
}

/** The first sequence number due in the window for a client. */
function firstOf(client: number): number {
  const index = schedule.due.findIndex(
    (at, i) => at >= 1_000 && (choices[client] as number[]).includes(schedule.symbol[i] as number),
  );
  return index + 1;
}

test('counts a complete run as complete', () => {
  const tally = start();
  deliver(tally, 7, () => false);
  expect(tally.delivered).toBe(1);
  expect(tally.complete).toBe(true);
  expect(tally.incompleteClients).toBe(0);
  expect(tally.faults).toEqual([]);
  expect(tally.latencies.quantile(0.5)).toBe(7);
});

test('detects one update that one client missed', () => {
  const tally = start();
  const missed = firstOf(1);
  deliver(tally, 7, (client, sequence) => client === 1 && sequence === missed);
  expect(tally.delivered).toBeLessThan(1);
  expect(tally.delivered).toBeGreaterThan(0.9);
  expect(tally.complete).toBe(false);
  expect(tally.incompleteClients).toBe(1);
});

test('ignores updates missed before or after the window', () => {
  const tally = start();
  const outside = (sequence: number): boolean => {
    const at = schedule.due[sequence - 1] as number;
    return at < 1_000 || at >= 3_000;
  };
  deliver(tally, 7, (_, sequence) => outside(sequence));
  expect(tally.delivered).toBe(1);
});

test('a duplicate update does not make up for a missing one', () => {
  const tally = start();
  const sequence = firstOf(0);
  tally.record(0, sequence, START + 5_000);
  tally.record(0, sequence, START + 5_000);
  expect(tally.faults).toEqual([`client 0: expected a sequence above ${sequence}, found ${sequence}`]);
  deliver(tally, 7, (client, s) => client === 0 && s <= sequence);
  expect(tally.delivered).toBe(1);
});

test('an update of a symbol that the client did not subscribe to is a fault', () => {
  const tally = start();
  const index = schedule.symbol.findIndex((id) => id === 3);
  tally.record(0, index + 1, START);
  expect(tally.faults).toEqual(['client 0 got S003, which it did not subscribe to']);
});

test('a trade that differs from the schedule is a fault', () => {
  const tally = start();
  const trade = tradeAt(schedule, 5, START);
  tally.check(trade);
  expect(tally.faults).toEqual([]);
  for (const wrong of [{ price: trade.price + 0.01 }, { symbol: 'S999' }, { time: trade.time + 1 }, { seq: 0.5 }])
    tally.check({ ...trade, ...wrong });
  expect(tally.faults).toHaveLength(4);
  expect(tally.faults[0]).toContain(`found ${JSON.stringify({ ...trade, price: trade.price + 0.01 })}`);
});

test('reports the first few faults and counts the rest', () => {
  const tally = start();
  for (let i = 0; i < 8; i++) tally.fault(`fault ${i}`);
  expect(tally.faults).toEqual(['fault 0', 'fault 1', 'fault 2', 'fault 3', 'fault 4', 'and 3 more']);
});
