import { expect, test } from 'vitest';
import { chooseSymbols, scheduleTrades, tradeAt } from './schedule.ts';
import type { Task } from './workloads.ts';

const task: Task = {
  workload: { name: 'test', clients: 30, subscribed: 7, symbols: 40, rate: 5 },
  warmUpSeconds: 5,
  seconds: 60,
  seed: 7,
};

test('the same seed gives the same schedule, and another seed a different one', () => {
  expect(scheduleTrades(task)).toEqual(scheduleTrades(task));
  expect(scheduleTrades({ ...task, seed: 8 }).due).not.toEqual(scheduleTrades(task).due);
});

test('every symbol trades at the workload\u2019s rate on average', () => {
  const { symbol, length } = scheduleTrades(task);
  const expected = 40 * 5 * 65.5;
  expect(Math.abs(length - expected)).toBeLessThan(4 * Math.sqrt(expected));
  const counts = new Array<number>(40).fill(0);
  for (const id of symbol) counts[id] = (counts[id] as number) + 1;
  for (const count of counts) expect(Math.abs(count - expected / 40)).toBeLessThan(5 * Math.sqrt(expected / 40));
});

test('times are whole milliseconds in order, without a regular beat', () => {
  const { due } = scheduleTrades(task);
  const gaps = [...due.slice(1)].map((at, i) => at - (due[i] as number));
  expect(gaps.every((gap) => gap >= 0)).toBe(true);
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const deviation = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length);
  // A Poisson stream has equal mean and deviation; evenly spaced trades have a deviation of 0.
  expect(deviation / mean).toBeGreaterThan(0.9);
  expect(deviation / mean).toBeLessThan(1.1);
});

test('each client has the workload\u2019s number of distinct symbols, different from the next client\u2019s', () => {
  const choices = Array.from({ length: 30 }, (_, client) => chooseSymbols(task.workload, client, 7));
  for (const ids of choices) {
    expect(new Set(ids).size).toBe(7);
    expect(ids.every((id) => id >= 0 && id < 40)).toBe(true);
  }
  expect(choices[0]).toEqual(chooseSymbols(task.workload, 0, 7));
  expect(choices[0]).not.toEqual(choices[1]);
  expect(new Set(choices.flat()).size).toBe(40);
});

test('a trade has its due time and its sequence number', () => {
  const schedule = scheduleTrades(task);
  const { symbol, time, seq, price } = tradeAt(schedule, 3, 1_000_000);
  expect(symbol).toBe(schedule.symbols[schedule.symbol[3] as number]);
  expect(time).toBe(1_000_000 + (schedule.due[3] as number));
  expect(seq).toBe(4);
  expect(price).toBe((schedule.price[3] as number) / 100);
});
