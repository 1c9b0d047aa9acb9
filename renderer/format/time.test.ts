// Instants and durations as text.
import { expect, test } from 'vitest';
import {
  formatAge,
  formatCountdown,
  formatDuration,
  formatLocalTime,
  formatMarketDay,
  formatMarketTime,
  formatTapeTime,
} from './time.ts';

test.for([
  ['2025-01-06T15:42:07Z', '10:42:07', 'in winter'],
  ['2025-07-07T14:42:07Z', '10:42:07', 'in summer'],
  ['2025-01-06T05:00:00Z', '00:00:00', 'at midnight'],
] as const)('%s is %s in New York, %s', ([instant, text]) => {
  expect(formatMarketTime(Date.parse(instant))).toBe(text);
});

test('trade times have milliseconds, truncated rather than rounded', () => {
  expect(formatTapeTime(Date.parse('2025-01-06T15:42:07.204Z') + 0.9)).toBe('10:42:07.204');
});

test('a day ends at midnight in New York', () => {
  expect(formatMarketDay(Date.parse('2025-01-07T04:59:59Z'))).toBe('2025-01-06');
});

test('local time is in the user\u2019s time zone', () => {
  expect(formatLocalTime(new Date(2025, 0, 6, 9, 5, 3).getTime())).toBe('09:05:03');
});

test.for([
  [-20, '0.0 s'],
  [420, '0.4 s'],
  [960, '1 s'],
  [38_400, '38 s'],
  [59_600, '1 min'],
  [125_000, '2 min 5 s'],
  [3_600_000, '1 h'],
  [11_400_000, '3 h 10 min'],
] as const)('%i ms is "%s"', ([ms, text]) => {
  expect(formatDuration(ms)).toBe(text);
});

test.for([
  [30_000, '30 s'],
  [59_999, '59 s'],
  [60_000, '1 min'],
  [3_599_999, '59 min'],
  [3_600_000, '1 h'],
  [86_399_999, '23 h'],
  [86_400_000, '1 d'],
  [400_000_000, '4 d'],
] as const)('an age of %i ms is "%s"', ([ms, text]) => {
  expect(formatAge(ms)).toBe(text);
});

test.for([
  [4_000, '4 s'],
  [3_001, '4 s'],
  [1, '1 s'],
  [0, 'now'],
  [-50, 'now'],
] as const)('a countdown of %i ms reads "%s"', ([ms, text]) => {
  expect(formatCountdown(ms)).toBe(text);
});
