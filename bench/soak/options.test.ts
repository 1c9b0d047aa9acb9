import { expect, test } from 'vitest';
import { UsageError } from '../command/flags.ts';
import { parseOptions, samplePeriod } from './options.ts';

test('by default a hundred clients run for ten minutes, the first of which is warm-up', () => {
  expect(parseOptions([])).toEqual({ seconds: 600, warmUp: 60, clients: 100, format: 'table' });
});

test('options set the numbers, and a tenth of the time is warm-up by default', () => {
  const args = ['--seconds', '40', '--clients=7', '--json'];
  expect(parseOptions(args)).toEqual({ seconds: 40, warmUp: 4, clients: 7, format: 'json' });
  expect(parseOptions([...args, '--warm-up', '12'])).toMatchObject({ warmUp: 12 });
});

test('samples are taken every five seconds, or more often in a short run', () => {
  expect(samplePeriod({ seconds: 600, warmUp: 60 })).toBe(5_000);
  expect(samplePeriod({ seconds: 12, warmUp: 2 })).toBe(2_000);
});

test.each([
  [['--seconds', '2'], '--seconds: expected a whole number from 3 to 86400, found "2"'],
  [['--seconds', '10', '--warm-up', '9'], '--warm-up: expected a whole number from 1 to 8, found "9"'],
  [['--clients', 'many'], '--clients: expected a whole number from 1 to 5000, found "many"'],
  [['--forever'], "Unknown option '--forever'"],
])('%j is rejected with what was expected', (args, message) => {
  expect(() => parseOptions(args)).toThrow(UsageError);
  expect(() => parseOptions(args)).toThrow(message);
});

test('--help asks for help', () => {
  expect(parseOptions(['--help'])).toBe('help');
});
