import { expect, test } from 'vitest';
import { UsageError } from '../command/flags.ts';
import { parseOptions } from './options.ts';

test('by default ten thousand clients connect, and half of them are cut', () => {
  const expected = { connections: 10_000, symbols: 20, seconds: 20, cut: 5_000, format: 'table' };
  expect(parseOptions([])).toEqual(expected);
});

test('options set the numbers, and half of the connections are cut by default', () => {
  const args = ['--connections', '31', '--symbols=3', '--seconds', '4', '--json'];
  expect(parseOptions(args)).toEqual({ connections: 31, symbols: 3, seconds: 4, cut: 15, format: 'json' });
  expect(parseOptions([...args, '--cut', '0'])).toMatchObject({ cut: 0 });
});

test.each([
  [['--connections', '0'], '--connections: expected a whole number from 1 to 100000, found "0"'],
  [['--connections', '10', '--cut', '11'], '--cut: expected a whole number from 0 to 10, found "11"'],
  [['--symbols', 'AAPL'], '--symbols: expected a whole number from 1 to 500, found "AAPL"'],
  [['--workers', '2'], "Unknown option '--workers'"],
])('%j is rejected with what was expected', (args, message) => {
  expect(() => parseOptions(args)).toThrow(UsageError);
  expect(() => parseOptions(args)).toThrow(message);
});

test('--help asks for help', () => {
  expect(parseOptions(['--help'])).toBe('help');
});
