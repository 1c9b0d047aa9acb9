// Durations as people write them.
import { expect, it } from 'vitest';
import { durationText, readDuration } from './duration.ts';

it.each([
  ['1ms', 1],
  ['0.5ms', 0.5],
  ['1.5s', 1_500],
  ['2.3s', 2_300],
  ['90m', 5_400_000],
  ['1h', 3_600_000],
  ['1d', 86_400_000],
  ['0.5d', 43_200_000],
  ['-5m', -300_000],
])('%s is %d ms', (text, ms) => {
  expect(readDuration(text)).toBe(ms);
});

it.each(['', '1', 's', '1 s', '1S', '1w', '1h30m', '.5s', '1e3ms', '+1s', '1,5s'])('"%s" is no duration', (text) => {
  expect(readDuration(text)).toBeUndefined();
});

it.each([
  [0, '0ms'],
  [1, '1ms'],
  [60_000, '1m'],
  [86_400_000, '24h'],
  [-86_400_000, '-24h'],
])('%d ms are written as %s', (ms, text) => {
  expect(durationText(ms)).toBe(text);
  expect(readDuration(text)).toBe(ms);
});
