import { expect, test } from 'vitest';
import { parseBusy, parseStat, usageOf, usageUnavailableReason } from './usage.ts';

const LINE =
  '4242 (a (bad) name) S 1 4242 4242 0 -1 4194304 900 0 0 0 150 50 0 0 20 0 7 0 12345 1000000 2560 18446744073709551615 1 1';

test('parses CPU time and memory, whatever the command is called', () => {
  expect(parseStat(LINE, { tickMs: 10, pageBytes: 4_096 })).toEqual({ cpuMs: 2_000, rssBytes: 2_560 * 4_096 });
});

test.skipIf(usageUnavailableReason() !== undefined)('this process has used both, and its CPU time increases', () => {
  const before = usageOf(process.pid);
  expect(before.rssBytes).toBeGreaterThan(2 ** 20);
  const { user, system } = process.cpuUsage();
  while (process.cpuUsage({ user, system }).user < 60_000);
  expect(usageOf(process.pid).cpuMs - before.cpuMs).toBeGreaterThan(30);
});

test('busy time is everything except idle and I/O wait', () => {
  expect(parseBusy('cpu  100 20 30 9000 800 4 5 6 0 0\ncpu0 50 10 15 4500 400 2 2 3 0 0\n')).toBe(165);
});
